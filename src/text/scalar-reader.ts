/** Scalars of block style, on one line or several: plain, quoted, literal and folded. Each leaves the cursor on the next content line. */
import {
  advance,
  BACKSLASH,
  COLON,
  type Cursor,
  closeLine,
  DASH,
  DOUBLE,
  HASH,
  isGap,
  lineEnd,
  NEWLINE,
  nextLine,
  SINGLE,
  SPACE,
  skipSpaces,
  TAB,
} from './cursor.ts'
import { resolvePlain, type Scalar, UNREPRESENTABLE, type Words } from './scalar.ts'
import { unsupported } from './unsupported.ts'

/** `indent` is that of the parent: every line of the scalar after its first must stand deeper. */
export function readPlain(cursor: Cursor, offset: number, indent: number): Scalar {
  const { text } = cursor
  const [end, isCommented] = plainEnd(text, offset)
  const first = text.slice(offset, end)
  const next = nextLine(text, end)
  const folded = isCommented ? undefined : readContinuation(cursor, first, next, indent)
  if (folded !== undefined) return folded
  advance(cursor, next)
  if (cursor.indent > indent) unsupported('deeper lines after a plain scalar')
  return plainValue(first, cursor.words)
}

export function plainValue(plain: string, words: Words): Scalar {
  const value = resolvePlain(plain, words)
  return value === UNREPRESENTABLE ? unsupported('a number that JSON cannot hold') : value
}

/** Where a plain scalar ends on its line, and whether a comment follows it. */
function plainEnd(text: string, offset: number): [number, boolean] {
  const stop = lineEnd(text, offset)
  let end = stop
  for (let at = offset; at < stop; at++) {
    const character = text.charCodeAt(at)
    if (character === TAB) unsupported('a tab')
    if (character === COLON && isGap(text, at + 1)) unsupported('a colon in a plain scalar')
    if (character === HASH && text.charCodeAt(at - 1) === SPACE) {
      end = at
      break
    }
  }
  const isCommented = end < stop
  while (text.charCodeAt(end - 1) === SPACE) end--
  return [end, isCommented]
}

/** The whole scalar if lines from `offset` continue it: folded, line breaks become spaces and blank lines line breaks. */
function readContinuation(cursor: Cursor, first: string, offset: number, indent: number): string | undefined {
  const { text } = cursor
  let value: string | undefined
  let blanks = 0
  let after = offset
  for (let line = offset; line < text.length; line = nextLine(text, line)) {
    const at = skipSpaces(text, line)
    const character = text.charCodeAt(at)
    if (at >= text.length) break
    if (character === NEWLINE) {
      blanks++
      continue
    }
    if (at - line <= indent || character === HASH) break
    const [end, isCommented] = plainEnd(text, at)
    if (isCommented) unsupported('a comment in a plain scalar of several lines')
    value = `${value ?? first}${blanks > 0 ? '\n'.repeat(blanks) : ' '}${text.slice(at, end)}`
    blanks = 0
    after = nextLine(text, end)
  }
  if (value === undefined) return undefined
  advance(cursor, after)
  if (cursor.indent > indent) unsupported('deeper lines after a plain scalar')
  return value
}

export function readQuoted(cursor: Cursor, offset: number, indent: number): string {
  const { text } = cursor
  const end = quoteEnd(text, offset)
  const value = unquote(text.slice(offset, end), indent)
  closeLine(cursor, end)
  return value
}

/** The offset after the closing quote. */
export function quoteEnd(text: string, offset: number): number {
  const quote = text.charCodeAt(offset)
  for (let at = offset + 1; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === BACKSLASH && quote === DOUBLE) at++
    else if (character === quote) {
      if (quote !== SINGLE || text.charCodeAt(at + 1) !== SINGLE) return at + 1
      at++
    }
  }
  return unsupported('an open quote')
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
    const depth = skipSpaces(line, 0)
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

const KEEP = 43
const STRIP = DASH
const FOLDED = 62

/** A literal (`|`) or folded (`>`) block. */
export function readBlockScalar(cursor: Cursor, offset: number, indent: number): string {
  const { text } = cursor
  const isFolded = text.charCodeAt(offset) === FOLDED
  const chomping = text.charCodeAt(offset + 1)
  const after = skipSpaces(text, chomping === KEEP || chomping === STRIP ? offset + 2 : offset + 1)
  const isHeaderOnly = text.charCodeAt(after) === HASH ? text.charCodeAt(after - 1) === SPACE : isGap(text, after)
  if (!isHeaderOnly) unsupported('a block scalar with an indentation indicator')
  const { lines, end } = blockLines(text, nextLine(text, after), indent)
  advance(cursor, end)
  let length = lines.length
  while (length > 0 && lines[length - 1] === '') length--
  const breaks = lines.length - length
  if (length === 0) return chomping === KEEP ? '\n'.repeat(breaks) : ''
  const content = lines.slice(0, length)
  const body = isFolded ? foldBlock(content) : content.join('\n')
  if (chomping === STRIP) return body
  return chomping === KEEP ? `${body}\n${'\n'.repeat(breaks)}` : `${body}\n`
}

/** The lines of a block scalar without their indentation, which the first one that is not blank decides. */
function blockLines(text: string, offset: number, indent: number): { lines: string[]; end: number } {
  const lines: string[] = []
  let depth = -1
  let line = offset
  while (line < text.length) {
    const at = skipSpaces(text, line)
    const end = lineEnd(text, at)
    const width = at - line
    if (at === end) {
      if (depth < 0 && width > indent + 1) unsupported('blanks before a block scalar')
      lines.push(depth >= 0 && width > depth ? text.slice(line + depth, end) : '')
    } else {
      if (depth < 0 && width > indent) depth = width
      if (depth < 0 || width < depth) {
        if (width > indent && text.charCodeAt(at) !== HASH) unsupported('a block scalar that loses its indentation')
        break
      }
      lines.push(text.slice(line + depth, end))
    }
    line = end + 1
  }
  return { lines, end: Math.min(line, text.length) }
}

/** Line breaks become spaces, except around blank lines and lines that are indented further. */
function foldBlock(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line !== '')
  let value = '\n'.repeat(first) + lines[first]
  let blanks = 0
  let wasIndented = /^[ \t]/.test(lines[first] as string)
  for (const line of lines.slice(first + 1)) {
    if (line === '') {
      blanks++
      continue
    }
    const isIndented = /^[ \t]/.test(line)
    if (isIndented || wasIndented) value += '\n'.repeat(blanks + 1)
    else value += blanks > 0 ? '\n'.repeat(blanks) : ' '
    value += line
    blanks = 0
    wasIndented = isIndented
  }
  return value
}
