/** How values, types and fields are written in messages: values in double quotes, fields in back-quotes. */
import { type FieldPath, formatFieldPath } from '../krm/field-path.ts'
import { type JsonType, type Schema, typeOf, typesOf } from './schema.ts'

const NAMES: Readonly<Record<JsonType, string>> = {
  array: 'a list',
  boolean: 'a boolean',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
}

/** What a schema asks for, to complete "must be". */
export function wanted(schema: Schema): string {
  const names = typesOf(schema).map((type) => NAMES[type])
  return schema.title ?? (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`)
}

export function typeName(value: unknown): string {
  return NAMES[typeOf(value)]
}

/** `the string "3"`; lists and objects go without their content. */
export function withType(value: unknown): string {
  const type = typeOf(value)
  return type === 'object' || type === 'array' || type === 'null' ? NAMES[type] : `the ${type} ${shown(value)}`
}

const LONGEST = 60

export function shown(value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return 'an empty list'
  if (typeof value === 'object' && value !== null) return typeName(value)
  const text = String(value)
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  return typeof value === 'string' ? JSON.stringify(short) : short
}

export function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? shown(values[0]) : `one of ${values.map(shown).join(', ')}`
}

export function fieldNames(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

export function fieldOr(path: FieldPath, root: string): string {
  return path.length === 0 ? root : `\`${formatFieldPath(path)}\``
}
