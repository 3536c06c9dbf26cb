/** The keywords that bound one value: what fails, and what must be. */
import { type JsonType, type Schema, typeOf } from './schema.ts'

interface Limit {
  readonly keyword: keyof Schema
  fails(value: never, limit: never): boolean
  must(limit: never): string
}

const NUMBER: readonly Limit[] = [
  {
    keyword: 'minimum',
    fails: (value: number, least: number) => value < least,
    must: (least: number) => `at least ${least}`,
  },
  {
    keyword: 'maximum',
    fails: (value: number, most: number) => value > most,
    must: (most: number) => `at most ${most}`,
  },
]

const STRING: readonly Limit[] = [
  {
    keyword: 'minLength',
    fails: (value: string, least: number) => count(value) < least,
    must: (least: number) => atLeast(least, 'character'),
  },
  {
    keyword: 'maxLength',
    fails: (value: string, most: number) => count(value) > most,
    must: (most: number) => `at most ${most} characters`,
  },
  {
    keyword: 'pattern',
    fails: (value: string, pattern: string) => !regex(pattern).test(value),
    must: (pattern: string) => `text that matches ${pattern}`,
  },
]

const LIST: readonly Limit[] = [
  {
    keyword: 'minItems',
    fails: (value: unknown[], least: number) => value.length < least,
    must: (least: number) => atLeast(least, 'item'),
  },
  {
    keyword: 'maxItems',
    fails: (value: unknown[], most: number) => value.length > most,
    must: (most: number) => `at most ${most} items`,
  },
]

const OBJECT: readonly Limit[] = [
  {
    keyword: 'minProperties',
    fails: (value: object, least: number) => size(value) < least,
    must: (least: number) => atLeast(least, 'field'),
  },
  {
    keyword: 'maxProperties',
    fails: (value: object, most: number) => size(value) > most,
    must: (most: number) => `at most ${most} fields`,
  },
]

const LIMITS: Readonly<Partial<Record<JsonType, readonly Limit[]>>> = {
  integer: NUMBER,
  number: NUMBER,
  string: STRING,
  array: LIST,
  object: OBJECT,
}

/** What the value must be and is not: the schema's own words for it, or its first broken limit. */
export function brokenLimit(value: unknown, schema: Schema): string | undefined {
  for (const { keyword, fails, must } of LIMITS[typeOf(value)] ?? []) {
    const limit = schema[keyword] as never
    if (limit !== undefined && fails(value as never, limit)) return schema.title ?? must(limit)
  }
  return undefined
}

const regexes = new Map<string, RegExp>()

function regex(pattern: string): RegExp {
  const known = regexes.get(pattern) ?? new RegExp(pattern, 'u')
  regexes.set(pattern, known)
  return known
}

/** JSON Schema counts code points, JavaScript counts UTF-16 units. */
function count(text: string): number {
  return [...text].length
}

function size(value: object): number {
  return Object.keys(value).length
}

function atLeast(least: number, thing: string): string {
  return `at least ${least} ${thing}${least === 1 ? '' : 's'}`
}
