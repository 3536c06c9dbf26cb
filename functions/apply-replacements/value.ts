/** How a value takes the place of another one; kustomize `api/filters/replacement/replacement.go`. */
import { isObject } from '../../src/krm/check.ts'
import { resolvePlain } from '../../src/text/scalar.ts'
import { Refusal } from './refusal.ts'
import type { Options } from './replacement.ts'

type Scalar = string | number | bigint | boolean | null

export function isScalar(value: unknown): value is Scalar {
  return value === null || (typeof value !== 'object' && value !== undefined)
}

export function text(value: Scalar): string {
  return value === null ? '' : String(value)
}

/** The part of a source that its options ask for. */
export function refined(value: unknown, { delimiter = '', index = 0 }: Options): unknown {
  if (delimiter === '') return value
  const parts = text(scalar(value)).split(delimiter)
  const part = parts[index]
  if (part !== undefined) return part
  throw new Refusal(
    `\`options.index\` ${index} is out of bounds: "${value}" has ${parts.length} parts between "${delimiter}"`,
  )
}

/** What stands in a field afterwards; `old` is undefined for a field that is created, `isText` says that it holds only text. */
export function placed(old: unknown, value: unknown, options: Options, isText: boolean): unknown {
  const { delimiter = '', index = 0 } = options
  if (delimiter !== '')
    return typed(old, joined(text(scalar(old ?? null)), text(scalar(value)), delimiter, index), isText)
  if (isText || (isScalar(old) && old !== null)) return typed(old, text(scalar(value)), isText)
  return old === undefined && isScalar(value) ? typed(old, text(value), isText) : value
}

/** Before the first part, after the last one, or in the place of one. */
function joined(old: string, value: string, delimiter: string, index: number): string {
  const parts = old.split(delimiter)
  if (index < 0) return [value, ...parts].join(delimiter)
  return (index < parts.length ? parts.with(index, value) : [...parts, value]).join(delimiter)
}

/** A field keeps its type; a new one is a number or a truth value if its text says so and nothing is lost: "18", but not "1.20". */
function typed(old: unknown, wanted: string, isText: boolean): unknown {
  if (isText || typeof old === 'string') return wanted
  const plain = resolvePlain(wanted)
  if (old === undefined || old === null) return plain !== null && String(plain) === wanted ? plain : wanted
  const type = typeof old === 'bigint' ? 'number' : typeof old
  if (type === (typeof plain === 'bigint' ? 'number' : typeof plain)) return plain
  throw new Refusal(`the field is the ${type} "${old}", and "${wanted}" is no ${type}`)
}

function scalar(value: unknown): Scalar {
  if (isScalar(value)) return value
  throw new Refusal(`${isObject(value) ? 'an object' : 'a list'} cannot stand where a single value is asked for`)
}
