/**
 * The fast path: block style as manifests use it, read straight into plain values.
 * It understands a part of YAML and throws Unsupported on everything else: anchors, aliases, tags, merge keys, `?` keys, directives, tabs,
 * carriage returns, flow collections of several lines, duplicate keys. What it answers, the library would answer too.
 */

import { readBlockScalar } from './block-scalar-reader.ts'
import { MAX_DEPTH } from './budgets.ts'
import { type Codes, END } from './codes.ts'
import {
  advance,
  COLON,
  type Cursor,
  DASH,
  DOUBLE,
  HASH,
  IS_LETTER,
  isGap,
  isItem,
  NEWLINE,
  nextLine,
  OPEN_LIST,
  OPEN_MAP,
  open,
  QUESTION,
  SINGLE,
  SPACE,
  skipSpaces,
  TAB,
} from './cursor.ts'
import { readFlow } from './flow-reader.ts'
import { KUBERNETES_WORDS, keyText, LONGEST_WORD, resolvePlain, type Words } from './scalar.ts'
import { quoteEnd, readPlain, readQuoted, unquote } from './scalar-reader.ts'
import { unsupported } from './unsupported.ts'

/** Carriage returns, control characters, other line breaks, byte order marks, lone surrogates: not for the fast path. */
const ODD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u

/** Of a key without `?` (YAML 1.1, simple keys). */
const MAX_KEY_LENGTH = 1024
const LITERAL = 124
const FOLDED = 62
const PERCENT = 37
/** By character code: `&*!%@` and the backquote, and what only flow collections end with. */
const IS_INDICATOR = new Uint8Array(128)
for (const character of '&*!%@`#,[]{}') IS_INDICATOR[character.charCodeAt(0)] = 1

/** The value of a document, without its separator; null for one that holds only blanks and comments. Throws Unsupported. */
export function readBlock(text: string, words: Words = KUBERNETES_WORDS): unknown {
  if (ODD.test(text)) unsupported('a character')
  const cursor = open(text, words)
  advance(cursor, 0)
  if (cursor.indent < 0) return null
  if (cursor.indent === 0 && cursor.codes[cursor.at] === PERCENT) unsupported('a directive')
  if (text.includes('...') && /^\.\.\.(?:\s|$)/m.test(text)) unsupported('a document end')
  const value = isFlow(cursor.codes[cursor.at]) ? readFlow(cursor, cursor.at, true) : block(cursor, cursor.indent)
  return cursor.indent >= 0 ? unsupported('text after the document') : value
}

function isFlow(character: number | undefined): boolean {
  return character === OPEN_MAP || character === OPEN_LIST
}

/** A map or list whose entries stand at `indent`. */
function block(cursor: Cursor, indent: number): unknown {
  if (++cursor.depth > MAX_DEPTH) unsupported('deep nesting')
  const value = isItem(cursor.codes, cursor.at) ? list(cursor, indent) : map(cursor, indent)
  cursor.depth--
  return value
}

function list(cursor: Cursor, indent: number): unknown[] {
  const { text, codes } = cursor
  const items: unknown[] = []
  while (cursor.indent === indent && isItem(codes, cursor.at)) {
    const at = skipSpaces(codes, cursor.at + 1)
    if (isLineOver(codes, at)) {
      advance(cursor, nextLine(text, at))
      items.push(cursor.indent > indent ? block(cursor, cursor.indent) : null)
    } else if (isItem(codes, at) || keyEnd(codes, at) >= 0) {
      // The item's own entries stand where its first one does.
      cursor.indent = at - cursor.line
      cursor.at = at
      items.push(block(cursor, cursor.indent))
    } else items.push(inline(cursor, at, indent))
  }
  if (cursor.indent > indent) unsupported('an odd indentation')
  return items
}

function map(cursor: Cursor, indent: number): Record<string, unknown> {
  const { text, codes } = cursor
  const fields: Record<string, unknown> = {}
  while (cursor.indent === indent && !isItem(codes, cursor.at)) {
    const colon = keyEnd(codes, cursor.at)
    if (colon < 0) unsupported('a line without a key')
    const key = readKey(text, codes, cursor.at, colon, cursor.words)
    if (key === '__proto__' || Object.hasOwn(fields, key)) unsupported('a key of its own kind')
    fields[key] = value(cursor, skipSpaces(codes, colon + 1), indent)
  }
  if (cursor.indent > indent) unsupported('an odd indentation')
  return fields
}

/** What stands behind a key, on its line or below it. A list may stand as deep as its key. */
function value(cursor: Cursor, at: number, indent: number): unknown {
  const { text, codes } = cursor
  if (IS_LETTER[codes[at] as number] === 1) return readPlain(cursor, at, indent)
  if (!isLineOver(codes, at)) return inline(cursor, at, indent)
  advance(cursor, nextLine(text, at))
  if (cursor.indent > indent) return block(cursor, cursor.indent)
  return cursor.indent === indent && isItem(codes, cursor.at) ? ownList(cursor, indent) : null
}

function ownList(cursor: Cursor, indent: number): unknown[] {
  if (++cursor.depth > MAX_DEPTH) unsupported('deep nesting')
  const items = list(cursor, indent)
  cursor.depth--
  return items
}

function isLineOver(codes: Codes, at: number): boolean {
  const character = codes[at]
  return character === NEWLINE || character === END || (character === HASH && codes[at - 1] === SPACE)
}

function inline(cursor: Cursor, at: number, indent: number): unknown {
  const { codes } = cursor
  const character = codes[at] as number
  if (character === DOUBLE || character === SINGLE) return readQuoted(cursor, at, indent)
  if (character === LITERAL || character === FOLDED) return readBlockScalar(cursor, at, indent)
  if (isFlow(character)) return readFlow(cursor, at)
  if (IS_INDICATOR[character] === 1) unsupported('an indicator')
  if ((character === QUESTION || character === COLON) && isGap(codes, at + 1)) unsupported('an indicator')
  if (isItem(codes, at)) unsupported('a list behind a key')
  return readPlain(cursor, at, indent)
}

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
export function readKey(text: string, codes: Codes, at: number, colon: number, words = KUBERNETES_WORDS): string {
  if (colon - at > MAX_KEY_LENGTH) unsupported('a long key')
  let end = colon
  while (codes[end - 1] === SPACE) end--
  if (codes[end - 1] === TAB) unsupported('a tab')
  const raw = text.slice(at, end)
  const first = codes[at] as number
  if (end - at > LONGEST_WORD && IS_LETTER[first] === 1) return raw
  if (first === DOUBLE || first === SINGLE) return unquote(raw, 0)
  if (raw === '<<') unsupported('a merge key')
  return keyText(resolvePlain(raw, words)) ?? unsupported('a null key')
}
