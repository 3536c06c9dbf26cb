/** Collections on one line. */
import { isPlainSafe } from './scalar.ts'
import { inline, quoted } from './scalar-writer.ts'
import { isBlock } from './writer.ts'

/** A collection on one line; undefined where a value needs lines of its own. `gap` is what stands inside of braces. */
export function flow(value: unknown, gap: string, maxLength: number): string | undefined {
  const text = flowNode(value, gap)
  return text.length <= maxLength && !text.includes('\n') ? text : undefined
}

export function flowNode(value: unknown, gap: string): string {
  if (!isBlock(value)) return typeof value === 'string' ? flowScalar(value) : inline(value)
  if (Array.isArray(value)) return `[${value.map((item) => flowNode(item, gap)).join(', ')}]`
  const present = Object.entries(value).filter(([, field]) => field !== undefined)
  const fields = present.map(([key, field]) => `${flowScalar(key)}: ${flowNode(field, gap)}`)
  return `{${gap}${fields.join(', ')}${gap}}`
}

/** Commas and brackets end a plain scalar here. */
export function flowScalar(text: string): string {
  return isPlainSafe(text) && !/[,[\]{}]/.test(text) ? text : quoted(text)
}
