/** Plain and quoted scalars of block style, on one line or several. Each leaves the cursor on the next content line. */
import { type Codes, END } from './codes.ts'
import {
  advance,
  BACKSLASH,
  COLON,
  type Cursor,
  closeLine,
  DOUBLE,
  HASH,
  IS_LETTER,
  isGap,
  NEWLINE,
  nextLine,
  SINGLE,
  SPACE,
  skipSpaces,
  TAB,
} from './cursor.ts'
import { LONGEST_WORD, resolvePlain, type Scalar, UNREPRESENTABLE, type Words } from './scalar.ts'
import { unsupported } from './unsupported.ts'

/** `indent` is that of the parent: every line of the scalar after its first must stand deeper. */
export function readPlain(cursor: Cursor, offset: number, indent: number): Scalar {
  const { text, codes } = cursor
  const stop = plainStop(codes, offset)
  const end = codes[stop - 1] === SPACE ? withoutSpaces(codes, stop) : stop
  const first = text.slice(offset, end)
  const isCommented = codes[stop] === HASH
  const next = isCommented ? nextLine(text, stop) : stop + 1
  advance(cursor, next)
  if (cursor.indent <= indent) {
    const isString = end - offset > LONGEST_WORD && IS_LETTER[codes[offset] as number] === 1
    return isString ? first : plainValue(first, cursor.words)
  }
  if (isCommented) unsupported('deeper lines after a plain scalar')
  return readContinuation(cursor, first, next, indent)
}

export function plainValue(plain: string, words: Words): Scalar {
  const value = resolvePlain(plain, words)
  return value === UNREPRESENTABLE ? unsupported('a number that JSON cannot hold') : value
}

/** Where the line of a plain scalar ends: at its line break, or at a comment. */
function plainStop(codes: Codes, offset: number): number {
  for (let at = offset; ; at++) {
    const character = codes[at] as number
    // Letters, and most of what else there is.
    if (character > COLON) continue
    if (character === NEWLINE || character === END) return at
    if (character === COLON && isGap(codes, at + 1)) unsupported('a colon in a plain scalar')
    if (character === HASH && codes[at - 1] === SPACE) return at
    if (character === TAB) unsupported('a tab')
  }
}

/** The offset behind the last character in front of `end` that is no space. */
function withoutSpaces(codes: Codes, end: number): number {
  let at = end
  while (codes[at - 1] === SPACE) at--
  return at
}

/** The whole scalar, which the lines from `offset` continue: folded, line breaks become spaces and blank lines line breaks. */
function readContinuation(cursor: Cursor, first: string, offset: number, indent: number): string {
  const { text, codes } = cursor
  let value = first
  let blanks = 0
  let after = offset
  for (let line = offset; line < text.length; line = nextLine(text, line)) {
    const at = skipSpaces(codes, line)
    const character = codes[at]
    if (character === END) break
    if (character === NEWLINE) {
      blanks++
      continue
    }
    if (at - line <= indent || character === HASH) break
    const stop = plainStop(codes, at)
    if (codes[stop] === HASH) unsupported('a comment in a plain scalar of several lines')
    value += (blanks > 0 ? '\n'.repeat(blanks) : ' ') + text.slice(at, withoutSpaces(codes, stop))
    blanks = 0
    after = stop + 1
  }
  advance(cursor, after)
  return cursor.indent > indent ? unsupported('deeper lines after a plain scalar') : value
}

export function readQuoted(cursor: Cursor, offset: number, indent: number): string {
  const { text } = cursor
  const end = quoteEnd(cursor.codes, offset)
  const value = unquote(text.slice(offset, end), indent)
  closeLine(cursor, end)
  return value
}

/** The offset after the closing quote. */
export function quoteEnd(codes: Codes, offset: number): number {
  const quote = codes[offset]
  for (let at = offset + 1; ; at++) {
    const character = codes[at] as number
    // Most letters.
    if (character > BACKSLASH) continue
    if (character === quote) {
      if (quote !== SINGLE || codes[at + 1] !== SINGLE) return at + 1
      at++
    } else if (character === END || (character === BACKSLASH && quote === DOUBLE && codes[++at] === END)) {
      return unsupported('an open quote')
    }
  }
}

/** The value of a quoted scalar with its quotes. */
export function unquote(raw: string, indent: number): string {
  const inner = raw.slice(1, -1)
  const isDouble = raw.charCodeAt(0) === DOUBLE
  if (inner.includes('\t') && inner.includes('\n')) unsupported('a tab in a quoted scalar of several lines')
  const folded = inner.includes('\n') ? fold(inner, indent, isDouble) : inner
  if (!isDouble) return folded.includes("''") ? folded.replaceAll("''", "'") : folded
  return folded.includes('\\') ? unescaped(folded) : folded
}

function unescaped(text: string): string {
  // YAML has more escapes than JSON, and JSON allows \/ where Kubernetes' reader does not.
  if (/\\[^"\\bfnrtu]/.test(text.replaceAll('\\\\', ''))) unsupported('an escape')
  try {
    const value = JSON.parse(`"${text.replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`)
    return /[\ud800-\udfff]/u.test(value) ? unsupported('half a character') : value
  } catch {
    return unsupported('an escape')
  }
}

/** Line breaks become spaces, blank lines line breaks; blanks around them go. */
function fold(inner: string, indent: number, isDouble: boolean): string {
  if (isDouble && /\\[ \n]/.test(inner)) unsupported('an escaped line break')
  const lines = inner.split('\n')
  let value = (lines[0] as string).replace(/ +$/, '')
  let blanks = 0
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue
    const isLast = i === lines.length - 1
    const depth = line.length - line.replace(/^ +/, '').length
    const body = isLast ? line.slice(depth) : line.slice(depth).replace(/ +$/, '')
    if (depth <= indent && (body !== '' || isLast)) unsupported('a quoted scalar that is not indented')
    if (body === '' && !isLast) blanks++
    else {
      value += blanks > 0 ? '\n'.repeat(blanks) + body : ` ${body}`
      blanks = 0
    }
  }
  return value
}
