/** A ConfigMap holds only strings; a setting is read as the type its schema asks for. What does not fit stays a string, to be refused. */
import { type Schema, typesOf } from './schema.ts'

export function coerce(data: unknown, { properties = {} }: Schema): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  const entries = Object.entries(data).map(([key, value]): [string, unknown] => {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    return [key, property ? coerceValue(value, property) : value]
  })
  return Object.fromEntries(entries)
}

function coerceValue(value: unknown, schema: Schema): unknown {
  if (typeof value !== 'string') return value
  const types = typesOf(schema)
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true'
  if (types.includes('integer') && /^[+-]?\d+$/.test(value)) return Number(value)
  if (types.includes('number') && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
  if (!types.includes('array') || types.includes('string')) return value
  const parts = value.split(/[,\n]/).map((part) => part.trim())
  return parts.filter((part) => part !== '').map((part) => coerceValue(part, schema.items ?? {}))
}
