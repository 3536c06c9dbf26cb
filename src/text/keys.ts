/** The keys of block maps, where editors meet them. */
import {
  COLON,
  DASH,
  DOUBLE,
  HASH,
  IS_LETTER,
  NEWLINE,
  OPEN_LIST,
  OPEN_MAP,
  QUESTION,
  SINGLE,
  SPACE,
  TAB,
} from './characters.ts'
import { type Codes, END } from './codes.ts'
import { isGap, skipSpaces } from './lines.ts'
import { quoteEnd, unquote } from './quotes.ts'
import { keyText, LONGEST_WORD, resolvePlain } from './scalar.ts'
import { unsupported } from './unsupported.ts'

/** Of a key without `?` (YAML 1.1, simple keys). */
const MAX_KEY_LENGTH = 1024
const LITERAL = 124
const FOLDED = 62
/** By character code: `&*!%@` and the backquote, and what only flow collections end with. */
const IS_INDICATOR = new Uint8Array(128)
for (const character of '&*!%@`#,[]{}') IS_INDICATOR[character.charCodeAt(0)] = 1

/** The offset of the colon that ends the key at `at`; -1 if there is no key. */
export function keyEnd(codes: Codes, at: number): number {
  const first = codes[at] as number
  if (first === DOUBLE || first === SINGLE) return quotedKeyEnd(codes, at)
  if (first === LITERAL || first === FOLDED || first === OPEN_LIST || first === OPEN_MAP) return -1
  if (IS_INDICATOR[first] === 1) unsupported('an indicator')
  if (first === QUESTION && isGap(codes, at + 1)) unsupported('an explicit key')
  if (first === TAB || (first === DASH && codes[at + 1] === TAB)) unsupported('a tab')
  for (let offset = at; ; offset++) {
    const character = codes[offset] as number
    // Letters, and most of what else there is.
    if (character > COLON) continue
    if (character === COLON) {
      if (isGap(codes, offset + 1)) return offset
      if (codes[offset + 1] === TAB) unsupported('a tab')
    } else if (character === NEWLINE || character === END) return -1
    else if (character === HASH) {
      const before = codes[offset - 1]
      if (before === SPACE) return -1
      if (before === TAB) unsupported('a tab')
    }
  }
}

function quotedKeyEnd(codes: Codes, at: number): number {
  const end = quoteEnd(codes, at)
  const colon = skipSpaces(codes, end)
  if (codes[colon] !== COLON || !isGap(codes, colon + 1)) return -1
  return codes.subarray(at, end).includes(NEWLINE) ? unsupported('a key of several lines') : colon
}

/** The key between `at` and its colon. */
export function readKey(text: string, codes: Codes, at: number, colon: number): string {
  if (colon - at > MAX_KEY_LENGTH) unsupported('a long key')
  let end = colon
  while (codes[end - 1] === SPACE) end--
  if (codes[end - 1] === TAB) unsupported('a tab')
  const raw = text.slice(at, end)
  const first = codes[at] as number
  if (end - at > LONGEST_WORD && IS_LETTER[first] === 1) return raw
  if (first === DOUBLE || first === SINGLE) return unquote(raw)
  if (raw === '<<') unsupported('a merge key')
  return keyText(resolvePlain(raw)) ?? unsupported('a null key')
}
