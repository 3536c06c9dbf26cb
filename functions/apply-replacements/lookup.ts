/** Reads the one value that a source's path leads to; kyaml `yaml/fns.go`, PathGetter: names match exactly, nothing matches many. */
import { isObject } from '../../src/krm/check.ts'
import type { Segment } from './path.ts'
import { Refusal } from './refusal.ts'
import { isScalar, text } from './value.ts'

/** Undefined where the path leads nowhere. Throws Refusal. */
export function lookup(value: unknown, path: readonly Segment[]): unknown {
  const [segment, ...rest] = path
  if (!segment || value === undefined || value === null) return value ?? undefined
  return lookup(step(value, segment), rest)
}

function step(value: unknown, segment: Segment): unknown {
  if (segment.is === 'every')
    throw new Refusal('`*` means many fields, but a source is one', 'use an index or [name=x]')
  if (segment.is === 'key') {
    if (!isObject(value)) throw new Refusal(`\`${segment.key}\` must stand in an object, not in ${shape(value)}`)
    return Object.hasOwn(value, segment.key) ? value[segment.key] : undefined
  }
  if (!Array.isArray(value)) throw new Refusal(`the path asks for a list where ${shape(value)} stands`)
  if (segment.is !== 'match') return value.at(segment.is === 'last' ? -1 : segment.index)
  return value.find((element) => elementText(element, segment.field) === segment.value)
}

/** The text by which `[field=value]` finds an element. */
export function elementText(element: unknown, field: string): string | undefined {
  const value = field === '' ? element : isObject(element) && Object.hasOwn(element, field) ? element[field] : undefined
  return isScalar(value) ? text(value) : undefined
}

export function shape(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return isObject(value) ? 'an object' : `the ${typeof value} "${value}"`
}
