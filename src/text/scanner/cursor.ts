/** Where the reader is: the content line that it looks at next. */
import { DOT, END, HASH, NEWLINE, SPACE, TAB } from './bytes'
import { byteAt, end, isDocumentEnd, nextLine, skipSpaces } from './text'
import { unsupported } from './unsupported'

/** The line's first byte. */
export let line: usize = 0
/** The first byte that is no space; the end of the text after the last line. */
export let at: usize = 0
/** Spaces before it; -1 after the last line. */
export let indent: i32 = 0
/** Maps and lists around it. */
export let depth: i32 = 0
let maxDepth: i32 = 0

export function openCursor(start: usize, deepest: i32): void {
  depth = 0
  maxDepth = deepest
  advance(start)
}

/** Moves to the next line that holds more than blanks and comments, from `start`, where a line begins. */
export function advance(start: usize): void {
  for (let from = start; from < end; from = nextLine(from)) {
    const first = skipSpaces(from)
    const byte = byteAt(first)
    if (byte === END) break
    if (byte === TAB || (byte === DOT && first === from && isDocumentEnd(first))) unsupported()
    if (byte !== HASH && byte !== NEWLINE) {
      line = from
      at = first
      indent = i32(first - from)
      return
    }
  }
  line = end
  at = end
  indent = -1
}

/** To what stands behind the dash of a list item, on its line. */
export function enterItem(place: usize): void {
  at = place
  indent = i32(place - line)
}

/** Into a map or list. */
export function descend(): void {
  if (++depth > maxDepth) unsupported()
}

export function ascend(): void {
  depth--
}

/** Only blanks or a comment may follow a value on its line; then on to the next content line. */
export function closeLine(place: usize): void {
  const after = skipSpaces(place)
  const byte = byteAt(after)
  if (byte !== END && byte !== NEWLINE && !(byte === HASH && after > place)) unsupported()
  advance(nextLine(after))
}

/** Whether nothing but a comment stands at `place`, behind a space. */
export function isLineOver(place: usize): bool {
  const byte = byteAt(place)
  return byte === NEWLINE || byte === END || (byte === HASH && byteAt(place - 1) === SPACE)
}
