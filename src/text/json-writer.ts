/** Plain values → JSON, with integers of any length, and laid out as the text that it replaces. */
import { doubleQuoted, inline } from './scalar-writer.ts'
import { isBlock } from './writer.ts'

/** `old` is the JSON text that is replaced, if there is one: on one line, or with its indentation. */
export function writeJson(value: unknown, old = ''): string {
  const isOneLine = old !== '' && !old.trim().includes('\n')
  const indent = /\n([ \t]+)"/.exec(old)?.[1] ?? '  '
  return `${isOneLine ? compact(value) : spread(value, '', indent)}\n`
}

/** Whether a document is JSON, which it should stay. */
export function isJson(text: string): boolean {
  if (!/^\s*(?:\{\s*"|\[)/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function fieldsOf(value: object): readonly [string, unknown][] {
  return Object.entries(value).filter(([, field]) => field !== undefined)
}

function compact(value: unknown): string {
  if (typeof value === 'string') return doubleQuoted(value)
  if (!isBlock(value)) return inline(value)
  if (Array.isArray(value)) return `[${value.map(compact).join(',')}]`
  return `{${fieldsOf(value)
    .map(([key, field]) => `${doubleQuoted(key)}:${compact(field)}`)
    .join(',')}}`
}

function spread(value: unknown, pad: string, indent: string): string {
  if (!isBlock(value)) return compact(value)
  const inner = pad + indent
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + spread(item, inner, indent)).join(',\n')}\n${pad}]`
  const fields = fieldsOf(value).map(([key, field]) => `${inner}${doubleQuoted(key)}: ${spread(field, inner, indent)}`)
  return `{\n${fields.join(',\n')}\n${pad}}`
}
