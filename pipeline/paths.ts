/** Which paths may be written: those that mean one and the same file on every system, and nothing to git or a forge. */
import type { KrmResource } from '../src/krm/resource.ts'
import { error, place, type Result } from '../src/krm/result.ts'
import { Refusal } from './refusal.ts'

/** A backslash or control character; a segment that is empty, `.`, `..` or, in any case, `.git`. */
const UNCONFINED = /[\\\u0000-\u001f]|(?:^|\/)(?:\.{0,2}|\.[gG][iI][tT])(?:\/|$)/

/** The least that is asked of any path, also of one that is there already: it means a file below its root, and none of git's. */
export function isConfined(path: string): boolean {
  return !UNCONFINED.test(path)
}

/**
 * `kept` are there already: they may be what they are, but no new path may collide with them; `owner` says what wants a path.
 * Code `path-invalid`.
 */
export function refuseUnsafePaths(
  paths: readonly string[],
  kept: readonly string[] = [],
  owner: (path: string) => KrmResource | undefined = () => undefined,
): void {
  const faults = faultsOf(paths, kept)
  if (faults.length > 0) throw new Refusal(faults.map(({ path, fault }) => invalid(path, fault, owner(path))))
}

export function faultsOf(paths: readonly string[], kept: readonly string[]): readonly Fault[] {
  return paths.length === 0 ? [] : [...paths.flatMap(faultOf), ...collisions(paths, kept)]
}

interface Fault {
  readonly path: string
  readonly fault: string
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
  [/(?:^|\/)\.hydroam/i, 'must not have a part that begins with ".hydroam"'],
  [
    /(?:^|\/)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\.[^/]*)?(?:\/|$)/i,
    'must not have a part that Windows keeps for a device',
  ],
]

const LONGEST_PART = 255

function faultOf(path: string): readonly Fault[] {
  const tooLong = path.split('/').some((part) => Buffer.byteLength(part) > LONGEST_PART)
  const faults = RULES.filter(([rule]) => rule.test(path)).map(([, fault]) => fault)
  if (tooLong) faults.push(`must not have a part above ${LONGEST_PART} bytes`)
  return faults.slice(0, 1).map((fault) => ({ path, fault }))
}

/** A file system that ignores case or composes letters would keep only one of two such files. */
function collisions(paths: readonly string[], kept: readonly string[]): readonly Fault[] {
  const faults: Fault[] = []
  const files = new Map(kept.map((path) => [folded(path), path]))
  for (const path of paths) {
    const twin = files.get(folded(path))
    if (twin !== undefined) faults.push({ path, fault: `must not differ from "${twin}" in case or composition only` })
    files.set(folded(path), path)
  }
  const fresh = new Set(paths)
  for (const path of [...kept, ...paths]) {
    const file = ancestors(folded(path))
      .map((directory) => files.get(directory))
      .find((found) => found !== undefined && (fresh.has(path) || fresh.has(found)))
    if (file !== undefined) faults.push({ path, fault: `must not lie below "${file}", which is a file` })
  }
  return faults
}

function folded(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

function ancestors(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

function invalid(path: string, fault: string, owner: KrmResource | undefined): Result {
  const { resourceRef, file } = owner ? place(owner) : {}
  // What says this path itself has no other yet.
  const at = { ...(resourceRef ? { resourceRef } : {}), ...(file && file.path !== path ? { file } : {}) }
  return error('path-invalid', at, `the path ${JSON.stringify(path)} ${fault}`, 'rename the resource or set its path')
}
