/** Plain values → JSON, with integers of any length, and indented as the text that it replaces. */
import { isBlock } from './writer.ts'

/** `old` is the JSON text that is replaced, if there is one. */
export function writeJson(value: unknown, old = ''): string {
  const indent = /\n([ \t]+)"/.exec(old)?.[1] ?? '  '
  return `${node(value, '', indent)}\n`
}

function node(value: unknown, pad: string, indent: string): string {
  if (typeof value === 'bigint') return String(value)
  if (!isBlock(value)) return JSON.stringify(value)
  const inner = pad + indent
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + node(item, inner, indent)).join(',\n')}\n${pad}]`
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{\n${fields.map(([key, field]) => `${inner}${JSON.stringify(key)}: ${node(field, inner, indent)}`).join(',\n')}\n${pad}}`
}
