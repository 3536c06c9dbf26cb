/** Where the block reader is: the content line that it looks at next. */
import { type Codes, codesOf, END } from './codes.ts'
import type { Words } from './scalar.ts'
import { unsupported } from './unsupported.ts'

export const NEWLINE = 10
export const SPACE = 32
export const TAB = 9
export const HASH = 35
export const DASH = 45
export const COLON = 58
export const DOUBLE = 34
export const SINGLE = 39
export const COMMA = 44
export const OPEN_LIST = 91
export const CLOSE_LIST = 93
export const OPEN_MAP = 123
export const CLOSE_MAP = 125
export const QUESTION = 63
export const BACKSLASH = 92

/** By character code: `A` to `Z` and `a` to `z`. What begins with one of them is plain, and no number. */
export const IS_LETTER = new Uint8Array(128)
for (let i = 0; i < 26; i++) IS_LETTER[65 + i] = IS_LETTER[97 + i] = 1

/** Mutable, and one per document: the reader's speed depends on it. */
export interface Cursor {
  readonly text: string
  readonly codes: Codes
  readonly words: Words
  /** Offset of the line's first character. */
  line: number
  /** Offset of the first character that is no space; the end of the text after the last line. */
  at: number
  /** Spaces before it; -1 after the last line. */
  indent: number
  depth: number
}

export function open(text: string, words: Words): Cursor {
  return { text, codes: codesOf(text), words, line: 0, at: 0, indent: 0, depth: 0 }
}

/** Moves to the next line that holds more than blanks and comments, from `offset`, which must be the start of a line. */
export function advance(cursor: Cursor, offset: number): void {
  const { text, codes } = cursor
  let line = offset
  while (line < text.length) {
    let at = line
    let character = codes[at]
    while (character === SPACE) character = codes[++at]
    if (character === END) break
    if (character === TAB) unsupported('a tab')
    if (character !== HASH && character !== NEWLINE) {
      cursor.line = line
      cursor.at = at
      cursor.indent = at - line
      return
    }
    line = nextLine(text, at)
  }
  cursor.line = text.length
  cursor.at = text.length
  cursor.indent = -1
}

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

/** Without the spaces at its end; other blanks are letters to YAML. */
export function trimSpaces(text: string): string {
  let end = text.length
  while (text.charCodeAt(end - 1) === SPACE) end--
  return text.slice(0, end)
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

/** Only blanks or a comment may follow a value on its line; then on to the next content line. */
export function closeLine(cursor: Cursor, offset: number): void {
  const { text, codes } = cursor
  const at = skipSpaces(codes, offset)
  const character = codes[at]
  const isComment = character === HASH && at > offset
  if (character !== END && character !== NEWLINE && !isComment) unsupported('text after a value')
  advance(cursor, nextLine(text, at))
}
