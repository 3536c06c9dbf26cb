/**
 * The dialect of `.krmignore`, which looks like git's and is another one: kyaml uses the library go-gitignore, which compares a pattern with as
 * many segments at the end of the path as the pattern has, or, if it is anchored, with all of them; `**` is no more than `*`.
 */

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
    .map((line) => line.replace(/\r$/, '').replace(/^ +| +$/g, ''))
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
  const body = line.replace(/^\/+|\/+$/g, '')
  return { isAnchored, isDirectory: line.endsWith('/'), depth: body.split('/').length, fits: glob(body) }
}

function fits(
  { isAnchored, isDirectory, depth, fits }: Pattern,
  segments: readonly string[],
  isPathDirectory: boolean,
): boolean {
  if (isDirectory && !isPathDirectory) return false
  return fits((isAnchored ? segments : segments.slice(-depth)).join('/'))
}

/** Go's filepath.Match: `*` and `?` stop at slashes, `[a-c]` and `[^a-c]`, a backslash takes the next character as it is. */
function glob(pattern: string): (text: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (text) => text === pattern
  const source = pattern.replace(/\\(.)|\[(\^?)((?:\\.|[^\]\\])+)\]|([*?])|([.+^${}()|[\]\\/])/gsu, (...groups) => {
    const [whole, escaped, negated, set, wild] = groups as readonly string[]
    if (escaped !== undefined) return `\\u{${escaped.codePointAt(0)?.toString(16)}}`
    if (set !== undefined) return `[${negated}${set.replace(/[[\]&~|]/g, '\\$&')}]`
    if (wild !== undefined) return wild === '*' ? '[^/]*' : '[^/]'
    return `\\${whole}`
  })
  try {
    const expression = new RegExp(`^${source}$`, 'u')
    return (text) => expression.test(text)
  } catch {
    // A pattern that is none fits nothing.
    return () => false
  }
}
