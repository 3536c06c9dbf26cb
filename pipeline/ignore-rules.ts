/**
 * The dialect of `.krmignore`, which looks like git's and is another one: kyaml uses the library go-gitignore, which compares a pattern with as
 * many segments at the end of the path as the pattern has, or, if it is anchored, with all of them; `**` is no more than `*`.
 */
import { glob } from './glob.ts'

export type Ignores = (path: string, isDirectory: boolean) => boolean

interface Pattern {
  readonly isAnchored: boolean
  readonly isDirectory: boolean
  /** How many segments of a path it is compared with. */
  readonly depth: number
  readonly fits: (segments: string) => boolean
}

/** Takes paths relative to the package. A negated pattern wins wherever it stands. */
export function ignoreRules(text: string): Ignores {
  const lines = text
    .split('\n')
    .map((line) => trimmed(line.replace(/\r$/, ''), ' '))
    .filter((line) => line !== '' && !line.startsWith('#'))
  const accepted = lines
    .filter((line) => line.startsWith('!') && line.length > 1)
    .map((line) => readPattern(line.slice(1)))
  const ignored = lines.filter((line) => !line.startsWith('!')).map((line) => readPattern(line.replace(/^\\#/, '#')))
  return (path, isDirectory) => {
    const segments = path.split('/')
    const isFitting = (pattern: Pattern) => fits(pattern, segments, isDirectory)
    return !accepted.some(isFitting) && ignored.some(isFitting)
  }
}

function readPattern(line: string): Pattern {
  const isAnchored = line.startsWith('/')
  const body = trimmed(line, '/')
  return { isAnchored, isDirectory: line.endsWith('/'), depth: body.split('/').length, fits: matcher(body) }
}

function fits(
  { isAnchored, isDirectory, depth, fits }: Pattern,
  segments: readonly string[],
  isPathDirectory: boolean,
): boolean {
  if (isDirectory && !isPathDirectory) return false
  return fits((isAnchored ? segments : segments.slice(-depth)).join('/'))
}

/** Without a wildcard, a backslash is one. */
function matcher(pattern: string): (segments: string) => boolean {
  return /[*?[]/.test(pattern) ? glob(pattern) : (segments) => segments === pattern
}

/** An expression that looks for the end would look from every place where the character stands. */
function trimmed(text: string, character: string): string {
  let [start, end] = [0, text.length]
  while (start < end && text[start] === character) start++
  while (end > start && text[end - 1] === character) end--
  return text.slice(start, end)
}
