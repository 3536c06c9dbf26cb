/** A scalar of the library's tree → its plain value, with the tag that it may have. */
import { Scalar as ScalarNode } from 'yaml'
import { isInteger, resolvePlain, UNREPRESENTABLE, type Words } from './scalar.ts'
import { refuse, type TreeProblem } from './tree-problem.ts'

export interface ScalarReading {
  readonly words: Words
  readonly problems: TreeProblem[]
}

export const YAML_TAG = 'tag:yaml.org,2002:'

export function scalarValue(node: ScalarNode, reading: ScalarReading): unknown {
  const text = String(node.source ?? node.value ?? '')
  const tag = node.tag?.replace(YAML_TAG, '!!')
  if (tag !== undefined && tag !== '!') return taggedValue(node, tag, text, reading)
  if (tag === '!' && node.type === ScalarNode.PLAIN) return text
  if (node.type !== ScalarNode.PLAIN) return wellFormed(node, String(node.value), reading)
  const value = resolvePlain(text, reading.words)
  return value === UNREPRESENTABLE ? refuse(reading, node, `"${text}" is no number that Kubernetes can hold`) : value
}

/** Escapes can make half of a character, which no UTF-8 can say. */
function wellFormed(node: ScalarNode, text: string, reading: ScalarReading): string | undefined {
  return /[\ud800-\udfff]/u.test(text) ? refuse(reading, node, 'an escape must make a whole character') : text
}

/** Types that a tag may ask for, and which values have them. */
const TYPES: Readonly<Record<string, (value: unknown, text: string) => boolean>> = {
  '!!int': (_, text) => isInteger(text),
  '!!float': (value) => typeof value === 'number' || typeof value === 'bigint',
  '!!bool': (value) => typeof value === 'boolean',
  '!!null': (value) => value === null,
}

function taggedValue(node: ScalarNode, tag: string, text: string, reading: ScalarReading): unknown {
  const content = node.type === ScalarNode.PLAIN ? text : String(node.value)
  if (tag === '!!str' || (tag === '!!timestamp' && isTimestamp(content))) return content
  if (tag === '!!binary') return binaryValue(node, content, reading)
  const value = resolvePlain(content)
  const fits = Object.hasOwn(TYPES, tag) ? TYPES[tag] : undefined
  if (fits?.(value, content)) return value
  return refuse(
    reading,
    node,
    fits || tag === '!!timestamp' ? `"${content}" is no ${tag}` : `tag "${node.tag}" is not known`,
  )
}

/** A date, and maybe a time behind it, as Go reads them; there are none of February's 30th. */
function isTimestamp(text: string): boolean {
  const [, year, month, day, time = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|([Tt ].*)$)/.exec(text) ?? []
  const isDay =
    Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month))
  return year !== undefined && isDay && (time === '' || TIME.test(time))
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

const TIME =
  /^(?:[Tt](?:[01]?\d|2[0-3]):[0-5]?\d:[0-5]?\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| (?:[01]?\d|2[0-3]):[0-5]?\d:[0-5]?\d(?:\.\d+)?)$/

/** Go's base64 needs its padding, and allows line breaks but no blanks. */
function binaryValue(node: ScalarNode, content: string, reading: ScalarReading): string | undefined {
  const compact = content.replace(/[\r\n]/g, '')
  const isStrict = compact.length % 4 === 0 && !/[ \t]/.test(compact)
  return (isStrict ? decoded(compact) : undefined) ?? refuse(reading, node, 'binary data must be base64 of UTF-8 text')
}

function decoded(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
