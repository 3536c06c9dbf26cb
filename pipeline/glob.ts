/**
 * Go's filepath.Match: `*` and `?` stop at slashes, `[a-c]` and `[^a-c]`, a backslash takes the next character as it is. Whatever the pattern,
 * it takes no more steps than the pattern is long for each character of the text.
 */

/** Whether a character is meant; a star stands for any number of them. */
type Part = '*' | ((character: string) => boolean)

/** A pattern that is none fits nothing. `count` is called once a step. */
export function glob(pattern: string, count: () => void = () => {}): (text: string) => boolean {
  const parts = readParts([...pattern])
  return (text) => parts !== undefined && matches(parts, [...text], count)
}

/**
 * When something does not fit, only the last star may take one character more: what an earlier one took besides would leave less to it.
 * It can take no slash.
 */
function matches(parts: readonly Part[], text: readonly string[], count: () => void): boolean {
  let part = 0
  let at = 0
  let star = -1
  let taken = 0
  while (at < text.length || part < parts.length) {
    count()
    const wanted = parts[part]
    if (wanted === '*') {
      star = part++
      taken = at
    } else if (wanted && at < text.length && wanted(text[at] as string)) {
      part++
      at++
    } else {
      if (star < 0 || taken >= text.length || text[taken] === '/') return false
      at = ++taken
      part = star + 1
    }
  }
  return true
}

/** Undefined for a pattern that Go calls bad. */
function readParts(pattern: readonly string[]): readonly Part[] | undefined {
  const parts: Part[] = []
  for (let at = 0; at < pattern.length; ) {
    const read = readPart(pattern, at)
    if (!read) return undefined
    // Stars behind one another are one.
    if (read.part !== '*' || parts.at(-1) !== '*') parts.push(read.part)
    at = read.end
  }
  return parts
}

interface Read {
  readonly part: Part
  readonly end: number
}

function readPart(pattern: readonly string[], at: number): Read | undefined {
  const character = pattern[at] as string
  if (character === '*') return { part: '*', end: at + 1 }
  if (character === '?') return { part: (one) => one !== '/', end: at + 1 }
  if (character === '[') return readClass(pattern, at + 1)
  const literal = character === '\\' ? pattern[at + 1] : character
  if (literal === undefined) return undefined
  return { part: (one) => one === literal, end: at + (character === '\\' ? 2 : 1) }
}

function readClass(pattern: readonly string[], start: number): Read | undefined {
  const isNegated = pattern[start] === '^'
  const ranges: (readonly [low: number, high: number])[] = []
  let at = isNegated ? start + 1 : start
  while (pattern[at] !== ']' || ranges.length === 0) {
    const low = readBound(pattern, at)
    const isRange = low && pattern[low.end] === '-'
    const high = isRange ? readBound(pattern, low.end + 1) : low
    if (!low || !high) return undefined
    ranges.push([low.code, high.code])
    at = high.end
  }
  const part = (one: string) => {
    const code = codeOf(one)
    return ranges.some(([low, high]) => low <= code && code <= high) !== isNegated
  }
  return { part, end: at + 1 }
}

/** Something must follow it. */
function readBound(
  pattern: readonly string[],
  at: number,
): { readonly code: number; readonly end: number } | undefined {
  const isEscaped = pattern[at] === '\\'
  const place = isEscaped ? at + 1 : at
  const character = pattern[place]
  if (character === undefined || place + 1 >= pattern.length) return undefined
  if (!isEscaped && (character === '-' || character === ']')) return undefined
  return { code: codeOf(character), end: place + 1 }
}

function codeOf(character: string): number {
  return character.codePointAt(0) as number
}
