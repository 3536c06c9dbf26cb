/** Which paths may be written: those that mean one and the same file on every system, and nothing to git or a forge. */
import { error, type Result } from '../src/krm/result.ts'
import { Refusal } from './refusal.ts'

/** `kept` are there already: they may be what they are, but no new path may collide with them. Code `path-invalid`. */
export function refuseUnsafePaths(paths: readonly string[], kept: readonly string[] = []): void {
  if (paths.length === 0) return
  const results = [...paths.flatMap(faultOf), ...collisions(paths, kept)]
  if (results.length > 0) throw new Refusal(results)
}

/** The first rule that a path breaks names it. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u, 'must not contain control or invisible characters'],
  [/\\/, 'must not contain a backslash'],
  [/^\/|^[A-Za-z]:/, 'must be relative'],
  [/^$|\/\/|\/$/, 'must not have an empty part'],
  [/(?:^|\/)\.{1,2}(?:\/|$)/, 'must not have the part "." or ".."'],
  // The short form is what Windows makes of a long name: git~1, and gi7eba~1 for .gitmodules.
  [/(?:^|\/)(?:\.git|gi[^/]{0,6}~\d)/i, 'must not have a part that begins with ".git"'],
  [/[. ](?:\/|$)/, 'must not have a part that ends with a dot or a space'],
  [
    /(?:^|\/)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\.[^/]*)?(?:\/|$)/i,
    'must not have a part that Windows keeps for a device',
  ],
]

const LONGEST_PART = 255

function faultOf(path: string): readonly Result[] {
  const tooLong = path.split('/').some((part) => Buffer.byteLength(part) > LONGEST_PART)
  const faults = RULES.filter(([rule]) => rule.test(path)).map(([, fault]) => fault)
  if (tooLong) faults.push(`must not have a part above ${LONGEST_PART} bytes`)
  return faults.slice(0, 1).map((fault) => invalid(path, fault))
}

/** A file system that ignores case or composes letters would keep only one of two such files. */
function collisions(paths: readonly string[], kept: readonly string[]): readonly Result[] {
  const results: Result[] = []
  const files = new Map(kept.map((path) => [folded(path), path]))
  for (const path of paths) {
    const twin = files.get(folded(path))
    if (twin !== undefined) results.push(invalid(path, `must not differ from "${twin}" in case or composition only`))
    files.set(folded(path), path)
  }
  const fresh = new Set(paths)
  for (const path of [...kept, ...paths]) {
    const file = ancestors(folded(path))
      .map((directory) => files.get(directory))
      .find((found) => found !== undefined && (fresh.has(path) || fresh.has(found)))
    if (file !== undefined) results.push(invalid(path, `must not lie below "${file}", which is a file`))
  }
  return results
}

function folded(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

function ancestors(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

function invalid(path: string, fault: string): Result {
  return error('path-invalid', {}, `the path ${JSON.stringify(path)} ${fault}`, 'rename the resource or set its path')
}
