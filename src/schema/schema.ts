/** The part of JSON Schema that our messages speak of. */
import { getIn } from '../krm/field-path.ts'

export type JsonType = 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string'

export interface Schema {
  /** What a value must be, in words that complete "must be". */
  readonly title?: string
  /** The value must not be shown. */
  readonly writeOnly?: boolean
  readonly type?: JsonType | readonly JsonType[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minimum?: number
  readonly maximum?: number
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

/** The schema under a path such as "shared.env/items/properties/name": the name of a definition, and the way inside it. */
export type Library = (path: string) => Schema

/** The text is parsed when first asked for: most runs have no error. */
export function library(text: string): Library {
  let definitions: unknown
  return (path) => {
    definitions ??= JSON.parse(text)
    return getIn(definitions, segments(path).map(decodeURIComponent)) as Schema
  }
}

/** The parts of a JSON pointer. */
export function segments(pointer: string): readonly string[] {
  return pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

export function typesOf(schema: Schema): readonly JsonType[] {
  if (schema.type === undefined) return []
  return typeof schema.type === 'string' ? [schema.type] : schema.type
}

export function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'bigint' || Number.isInteger(value)) return 'integer'
  return typeof value as JsonType
}
