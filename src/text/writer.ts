/**
 * Plain values → block YAML in one canonical style: two spaces a level, lists below their key, literal blocks for text of several lines.
 * What is written goes into one list of pieces and becomes a string at the end: strings made of strings on the way would all have to be
 * kept until then.
 */
import { inline, inlineOrLiteral, scalar } from './scalar-writer.ts'

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

/** Fields that are undefined are not there. */
function hasFields(fields: Fields): boolean {
  for (const key in fields) if (fields[key] !== undefined) return true
  return false
}

/** The lines of a map or list that is not empty, each behind `pad`. */
export function block(value: object, pad: string, style: Style): string {
  const pieces: string[] = []
  putBlock(pieces, value, pad, style, pad)
  return pieces.join('')
}

export function keyWithColon(key: string, pad: string): string {
  return pad + keyText(key, pad)
}

/** What follows `key:`, up to the line break and with it. */
export function afterKey(value: unknown, pad: string, style: Style): string {
  if (!isBlock(value)) return ` ${inlineOrLiteral(value, pad)}\n`
  const pieces: string[] = []
  putAfterKey(pieces, value, pad, style)
  return pieces.join('')
}

/** What follows the dash of a list item: a map or list begins on the same line. */
export function afterDash(value: unknown, pad: string, style: Style): string {
  const pieces: string[] = []
  putAfterDash(pieces, value, pad, style)
  return pieces.join('')
}

/** `first` stands in front of the first line: `pad`, or what is left of it behind a dash. */
function putBlock(pieces: string[], value: object, pad: string, style: Style, first: string): void {
  if (Array.isArray(value)) putList(pieces, value, pad, style, first)
  else putMap(pieces, value as Fields, pad, style, first)
}

function putMap(pieces: string[], fields: Fields, pad: string, style: Style, first: string): void {
  let lead = first
  for (const key in fields) {
    const value = fields[key]
    if (value === undefined) continue
    pieces.push(lead, keyText(key, pad))
    putAfterKey(pieces, value, pad, style)
    lead = pad
  }
}

function putList(pieces: string[], items: readonly unknown[], pad: string, style: Style, first: string): void {
  for (let i = 0; i < items.length; i++) {
    pieces.push(i === 0 ? first : pad, '-')
    putAfterDash(pieces, items[i], pad, style)
  }
}

function putAfterKey(pieces: string[], value: unknown, pad: string, style: Style): void {
  if (typeof value === 'string' || !isBlock(value)) pieces.push(' ', inlineOrLiteral(value, pad), '\n')
  else {
    const below = Array.isArray(value) && !style.indentLists ? pad : `${pad}  `
    pieces.push('\n')
    putBlock(pieces, value, below, style, below)
  }
}

function putAfterDash(pieces: string[], value: unknown, pad: string, style: Style): void {
  if (typeof value === 'string' || !isBlock(value)) pieces.push(' ', inlineOrLiteral(value, pad), '\n')
  else putBlock(pieces, value, `${pad}  `, style, ' ')
}

/** YAML 1.1 reads a simple key only up to this length. */
const MAX_SIMPLE_KEY = 1000

/** Keys with their colons: resources have the same ones again and again. */
const keys = new Map<string, string>()
const MAX_KEYS = 4096

function keyText(key: string, pad: string): string {
  return keys.get(key) ?? newKey(key, pad)
}

function newKey(key: string, pad: string): string {
  const text = scalar(key)
  if (text.length > MAX_SIMPLE_KEY) return `? ${text}\n${pad}:`
  if (keys.size >= MAX_KEYS) keys.clear()
  keys.set(key, `${text}:`)
  return `${text}:`
}
