/** Values that stand on the line of their key: where they end, and how a new one takes over their style. */

import { COLON, DOUBLE, HASH, NEWLINE, OPEN_LIST, OPEN_MAP, SINGLE, SPACE } from './characters.ts'
import { codesOf, END } from './codes.ts'
import { flow } from './flow-writer.ts'
import { isGap, lineEnd, nextLine, skipSpaces } from './lines.ts'
import { quoteEnd } from './quotes.ts'
import { doubleQuoted, inline, isLiteral } from './scalar-writer.ts'
import { unsupported } from './unsupported.ts'
import { isBlock } from './writer.ts'

/** The offset after the value at `at`: after a block scalar's last line, and before the line break of every other. */
export function scalarEnd(text: string, at: number, limit: number, indent: number): number {
  const first = text.charCodeAt(at)
  if (first === DOUBLE || first === SINGLE) return quoteEnd(codesOf(text), at)
  if (first === OPEN_LIST || first === OPEN_MAP) return flowEnd(text, at)
  if (text[at] === '|' || text[at] === '>') return blockScalarEnd(text, at, limit, indent)
  if ('&*!'.includes(text[at] as string)) unsupported('an anchor, alias or tag')
  return plainEnd(text, at, limit, indent)
}

function flowEnd(text: string, at: number): number {
  let depth = 0
  for (let offset = at; offset < text.length; offset++) {
    const character = text[offset] as string
    if (character === '"' || character === "'") {
      if (opensQuote(text, offset)) offset = quoteEnd(codesOf(text), offset) - 1
    } else if (character === '[' || character === '{') depth++
    else if (character === ']' || character === '}') {
      if (--depth === 0) return offset + 1
    } else if (character === '\n') unsupported('a flow collection of several lines')
  }
  return unsupported('an open flow collection')
}

/** Inside a plain scalar a quote is a letter. */
function opensQuote(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === SPACE) before--
  if (text.charCodeAt(before) === COLON && before === at - 1) unsupported('a quote right behind a colon')
  return '[{,:'.includes(text[before] as string)
}

function blockScalarEnd(text: string, at: number, limit: number, indent: number): number {
  const codes = codesOf(text)
  let end = nextLine(text, at)
  let column = 0
  for (let line = end; line < limit; line = nextLine(text, line)) {
    const first = skipSpaces(codes, line)
    if (codes[first] === NEWLINE || codes[first] === END) continue
    if (column === 0) column = contentColumn(text, at, indent) ?? first - line
    // A shallower line can only be a comment.
    if (first - line <= indent || first - line < column) break
    end = nextLine(text, first)
  }
  return end
}

/** As the header says it; undefined where the first line shows it. */
function contentColumn(text: string, at: number, indent: number): number | undefined {
  const [, digit] = /^[|>][-+]?([1-9])/.exec(text.slice(at, at + 3)) ?? []
  return digit === undefined ? undefined : Math.max(indent, 0) + Number(digit)
}

function plainEnd(text: string, at: number, limit: number, indent: number): number {
  const codes = codesOf(text)
  const stop = lineEnd(text, at)
  let end = at
  while (end < stop && !(codes[end] === HASH && isGap(codes, end - 1))) end++
  for (let line = nextLine(text, stop); line < limit; line = nextLine(text, line)) {
    const first = skipSpaces(codes, line)
    if (codes[first] === END || codes[first] === NEWLINE || codes[first] === HASH) continue
    if (first - line > indent) unsupported('a plain scalar of several lines')
    break
  }
  while (codes[end - 1] === SPACE) end--
  return end
}

/** A flow collection may grow up to this length, or to twice its own. */
export const SHORT = 100

/** The new value in the style of the old text; undefined where it needs another one. */
export function restyle(old: string, value: unknown): string | undefined {
  const first = old[0]
  if (first === '|' || first === '>' || old.includes('\n')) return undefined
  if (isBlock(value))
    return first === '{' || first === '['
      ? flow(value, old[1] === ' ' ? ' ' : '', Math.max(SHORT, old.length * 2))
      : undefined
  if (typeof value !== 'string') return inline(value)
  if (isLiteral(value)) return undefined
  if (first === '"') return doubleQuoted(value)
  if (first === "'" && !/['\u0000-\u001f\u007f-\u{a0}\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u.test(value))
    return `'${value}'`
  return inline(value)
}
