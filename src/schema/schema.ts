/** The part of JSON Schema we use; tools/compile-validators.mjs refuses a schema that says more, so that nothing goes unchecked. */

export type JsonType = 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string'

export interface Schema {
  /** The name of a definition of the same library; nothing that constrains stands beside it. */
  readonly $ref?: string
  /** What a value must be, in words that complete "must be". */
  readonly title?: string
  readonly default?: unknown
  readonly type?: JsonType | readonly JsonType[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly if?: Schema
  readonly then?: Schema
  readonly else?: Schema
  readonly 'x-kubernetes-list-type'?: 'map' | 'set'
  readonly 'x-kubernetes-list-map-keys'?: readonly string[]
}

/** Definitions by name. */
export type Library = (name: string) => Schema

/** Each definition is parsed when first asked for: a package uses few of them. */
export function library(texts: Readonly<Record<string, string>>): Library {
  const parsed = new Map<string, Schema>()
  return (name) => {
    const known = parsed.get(name)
    if (known) return known
    const schema = JSON.parse(texts[name] as string) as Schema
    parsed.set(name, schema)
    return schema
  }
}

export function resolve(schema: Schema, definition: Library): Schema {
  let resolved = schema
  while (resolved.$ref !== undefined) resolved = definition(resolved.$ref)
  return resolved
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

export function hasType(value: unknown, schema: Schema): boolean {
  if (schema.type === undefined) return true
  const actual = typeOf(value)
  return typesOf(schema).some((type) => type === actual || (type === 'number' && actual === 'integer'))
}
