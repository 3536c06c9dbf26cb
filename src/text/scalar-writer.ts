/** Scalars of one canonical style, with quotes wherever some reader of YAML 1.1 or 1.2 might see anything but the string. */
import { isPlainSafe } from './scalar.ts'

/** What stands behind a key or dash and its space: on one line, or as a literal block below `pad`. */
export function inlineOrLiteral(value: unknown, pad: string): string {
  if (typeof value !== 'string') return inline(value)
  if (isPlainSafe(value)) return value
  return isLiteral(value) ? literal(value, `${pad}  `) : quoted(value)
}

/** A scalar or an empty collection on one line. */
export function inline(value: unknown): string {
  if (typeof value === 'string') return scalar(value)
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]' : '{}'
  return number(value)
}

/** YAML 1.1 wants a dot in a float with an exponent; an integer that a number cannot hold exactly is a float to every reader. */
function number(value: unknown): string {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return String(value ?? null)
  const text = Number.isInteger(value) ? value.toExponential() : String(value)
  return text.replace(/^(-?\d+)e/, '$1.0e')
}

export function scalar(text: string): string {
  return isPlainSafe(text) ? text : quoted(text)
}

/** Double quotes, unless single ones need no escapes at all. */
export function quoted(text: string): string {
  return /["\\]/.test(text) && !/['\u0000-\u001f\u007f-\u{a0}\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u.test(text)
    ? `'${text}'`
    : doubleQuoted(text)
}

/** JSON's escapes are YAML's; what is invisible or breaks lines in one of the versions is escaped too. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Text of several lines that a literal block can hold as it is. */
export function isLiteral(text: string): boolean {
  return text.includes('\n') && text !== '\n' && !NOT_LITERAL.test(text)
}

const NOT_LITERAL =
  /^[ \n]|[ \t]\n|[ \t]$|\n\n$|[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u

/** `|` and its lines, up to the last line break. */
function literal(text: string, pad: string): string {
  const ends = text.endsWith('\n')
  const lines = (ends ? text.slice(0, -1) : text).split('\n').map((line) => (line === '' ? '' : `${pad}${line}`))
  return `${ends ? '|' : '|-'}\n${lines.join('\n')}`
}
