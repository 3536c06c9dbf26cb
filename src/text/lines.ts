/** Where lines, gaps and list items begin and end. Offsets are those of a text and of its codes. */
import { DASH, NEWLINE, SPACE } from './characters.ts'
import { type Codes, END } from './codes.ts'

/** Offset of the line after the one that `offset` is in. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

/** Offset of the line break that ends the line, or of the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}

export function skipSpaces(codes: Codes, offset: number): number {
  let at = offset
  while (codes[at] === SPACE) at++
  return at
}

/** A space, a line break, or the end of the text. */
export function isGap(codes: Codes, offset: number): boolean {
  const character = codes[offset]
  return character === SPACE || character === NEWLINE || character === END
}

/** A dash that begins a list item. */
export function isItem(codes: Codes, offset: number): boolean {
  return codes[offset] === DASH && isGap(codes, offset + 1)
}
