/** Flow collections that stand on one line, `[a, b]`, and documents that are one, over as many lines as they like, such as JSON. */
import { MAX_DEPTH } from './budgets.ts'
import { type Codes, END } from './codes.ts'
import {
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  type Cursor,
  closeLine,
  DOUBLE,
  HASH,
  NEWLINE,
  OPEN_LIST,
  OPEN_MAP,
  SINGLE,
  SPACE,
  skipSpaces,
  TAB,
  trimSpaces,
} from './cursor.ts'
import { keyText, type Scalar, type Words } from './scalar.ts'
import { plainValue, quoteEnd, unquote } from './scalar-reader.ts'
import { unsupported } from './unsupported.ts'

/** Characters that mean something else at the start of a plain scalar in a flow collection. */
const INDICATORS = new Set([...'-?:,[]{}#&*!|>\'"%@`'].map((character) => character.charCodeAt(0)))

/** `isDocument`: nothing around it could take its further lines for its own. */
export function readFlow(cursor: Cursor, offset: number, isDocument = false): unknown {
  const flow: Flow = {
    text: cursor.text,
    codes: cursor.codes,
    words: cursor.words,
    isDocument,
    at: offset,
    depth: cursor.depth,
  }
  const value = node(flow)
  closeLine(cursor, flow.at)
  return value
}

/** Mutable, as the cursor is. */
interface Flow {
  readonly text: string
  readonly codes: Codes
  readonly words: Words
  readonly isDocument: boolean
  at: number
  depth: number
}

function node(flow: Flow): unknown {
  const character = flow.codes[flow.at]
  if (character === OPEN_LIST) return list(flow)
  if (character === OPEN_MAP) return map(flow)
  return scalar(flow)
}

function list(flow: Flow): unknown[] {
  const items: unknown[] = []
  enter(flow)
  while (peek(flow) !== CLOSE_LIST) {
    items.push(node(flow))
    separate(flow, CLOSE_LIST)
  }
  leave(flow)
  return items
}

function map(flow: Flow): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  enter(flow)
  while (peek(flow) !== CLOSE_MAP) {
    const key = keyText(scalar(flow)) ?? unsupported('a null key')
    if (key === '<<' || key === '__proto__' || Object.hasOwn(fields, key)) unsupported('a key of its own kind')
    if (peek(flow) !== COLON) unsupported('a key without a value')
    flow.at++
    const next = peek(flow)
    fields[key] = next === COMMA || next === CLOSE_MAP ? null : node(flow)
    separate(flow, CLOSE_MAP)
  }
  leave(flow)
  return fields
}

function enter(flow: Flow): void {
  if (++flow.depth > MAX_DEPTH) unsupported('deep nesting')
  flow.at++
}

function leave(flow: Flow): void {
  flow.depth--
  flow.at++
}

/** The next character that is no space, and in a document no line break. */
function peek(flow: Flow): number {
  flow.at = flow.isDocument ? skipBlanks(flow.codes, flow.at) : skipSpaces(flow.codes, flow.at)
  const character = flow.codes[flow.at] as number
  const leavesLine = character === END || character === NEWLINE || character === HASH || character === TAB
  return leavesLine ? unsupported('a flow collection of several lines') : character
}

function skipBlanks(codes: Codes, offset: number): number {
  let at = offset
  while (codes[at] === SPACE || codes[at] === NEWLINE) at++
  return at
}

function separate(flow: Flow, close: number): void {
  const character = peek(flow)
  if (character === COMMA) flow.at++
  else if (character !== close) unsupported('a flow collection')
}

function scalar(flow: Flow): Scalar {
  const { text, codes, at } = flow
  const character = codes[at] as number
  if (character === DOUBLE || character === SINGLE) {
    flow.at = quoteEnd(codes, at)
    const raw = text.slice(at, flow.at)
    return raw.includes('\n') ? unsupported('a quoted scalar of several lines') : unquote(raw, 0)
  }
  const isNegative = text[at] === '-' && /[0-9.]/.test(text[at + 1] ?? '')
  if (INDICATORS.has(character) && !isNegative) unsupported('an indicator')
  flow.at = plainEnd(flow)
  return plainValue(trimSpaces(text.slice(at, flow.at)), flow.words)
}

/** Behind line breaks. */
const ENDS_PLAIN = new Set<number | undefined>([COMMA, CLOSE_LIST, CLOSE_MAP])

function plainEnd({ codes, at: offset, isDocument }: Flow): number {
  for (let at = offset; ; at++) {
    const character = codes[at]
    if (character === NEWLINE && isDocument && ENDS_PLAIN.has(codes[skipBlanks(codes, at)])) return at
    if (character === COMMA || character === CLOSE_LIST || character === CLOSE_MAP) return at
    if (character === COLON) {
      const next = codes[at + 1]
      if (next === SPACE) return at
      if (next === COMMA || next === CLOSE_LIST || next === CLOSE_MAP) unsupported('a colon before no value')
      if (next === NEWLINE || next === TAB) unsupported('a flow collection of several lines')
    }
    const isOdd = character === HASH || character === NEWLINE || character === TAB || character === END
    if (isOdd || character === OPEN_LIST || character === OPEN_MAP) unsupported('a plain scalar in a flow collection')
  }
}
