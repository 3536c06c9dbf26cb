/**
 * Plain values → block YAML in one canonical style: two spaces a level, lists below their key, literal blocks for text of several lines,
 * quotes wherever some reader of YAML 1.1 or 1.2 might see anything but the string.
 */
import { isPlainSafe } from './scalar.ts'

export interface Style {
  /** Whether a list stands deeper than the key that it belongs to. */
  readonly indentLists: boolean
}

const CANONICAL: Style = { indentLists: true }

type Fields = Readonly<Record<string, unknown>>

/** A document; ends in a line break. */
export function write(value: unknown): string {
  return isBlock(value) ? block(value, '', CANONICAL) : `${inline(value)}\n`
}

/** Whether the value takes lines of its own. */
export function isBlock(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    (Array.isArray(value) ? value.length > 0 : hasFields(value as Fields))
  )
}

/** The lines of a map or list that is not empty, each behind `pad`. */
export function block(value: object, pad: string, style: Style): string {
  return Array.isArray(value) ? list(value, pad, style) : map(value as Fields, pad, style)
}

/** Fields that are undefined are not there. */
function hasFields(fields: Fields): boolean {
  for (const key in fields) if (fields[key] !== undefined) return true
  return false
}

function map(fields: Fields, pad: string, style: Style): string {
  let text = ''
  for (const key of Object.keys(fields)) {
    if (fields[key] !== undefined) text += `${keyWithColon(key, pad)}${afterKey(fields[key], pad, style)}`
  }
  return text
}

/** YAML 1.1 reads a simple key only up to this length. */
const MAX_SIMPLE_KEY = 1000

export function keyWithColon(key: string, pad: string): string {
  const text = scalar(key)
  return text.length <= MAX_SIMPLE_KEY ? `${pad}${text}:` : `${pad}? ${text}\n${pad}:`
}

function list(items: readonly unknown[], pad: string, style: Style): string {
  let text = ''
  for (const item of items) text += `${pad}-${afterDash(item, pad, style)}`
  return text
}

/** What follows `key:`, up to the line break and with it. */
export function afterKey(value: unknown, pad: string, style: Style): string {
  if (!isBlock(value)) return inlineOrLiteral(value, pad)
  return `\n${block(value, Array.isArray(value) && !style.indentLists ? pad : `${pad}  `, style)}`
}

/** What follows the dash of a list item: a map or list begins on the same line. */
export function afterDash(value: unknown, pad: string, style: Style): string {
  if (!isBlock(value)) return inlineOrLiteral(value, pad)
  const inner = `${pad}  `
  return ` ${block(value, inner, style).slice(inner.length)}`
}

function inlineOrLiteral(value: unknown, pad: string): string {
  return typeof value === 'string' && isLiteral(value) ? literal(value, `${pad}  `) : ` ${inline(value)}\n`
}

/** A scalar or an empty collection on one line. */
export function inline(value: unknown): string {
  if (typeof value === 'string') return scalar(value)
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]' : '{}'
  return number(value)
}

/** A collection on one line; undefined where a value needs lines of its own. `gap` is what stands inside of braces. */
export function flow(value: unknown, gap: string, maxLength: number): string | undefined {
  const text = flowNode(value, gap)
  return text.length <= maxLength && !text.includes('\n') ? text : undefined
}

function flowNode(value: unknown, gap: string): string {
  if (!isBlock(value)) return typeof value === 'string' ? flowScalar(value) : inline(value)
  if (Array.isArray(value)) return `[${value.map((item) => flowNode(item, gap)).join(', ')}]`
  const present = Object.entries(value).filter(([, field]) => field !== undefined)
  const fields = present.map(([key, field]) => `${flowScalar(key)}: ${flowNode(field, gap)}`)
  return `{${gap}${fields.join(', ')}${gap}}`
}

/** Commas and brackets end a plain scalar here. */
function flowScalar(text: string): string {
  return isPlainSafe(text) && !/[,[\]{}]/.test(text) ? text : quoted(text)
}

/** YAML 1.1 wants a dot in a float with an exponent; an integer that a number cannot hold exactly is a float to every reader. */
function number(value: unknown): string {
  const isInexact = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  const text = isInexact ? value.toExponential() : String(value ?? null)
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

/** ` |` and its lines. */
export function literal(text: string, pad: string): string {
  const ends = text.endsWith('\n')
  const lines = (ends ? text.slice(0, -1) : text).split('\n').map((line) => (line === '' ? '' : `${pad}${line}`))
  return ` ${ends ? '|' : '|-'}\n${lines.join('\n')}\n`
}
