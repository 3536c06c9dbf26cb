/** Rewrites every field that a target's path leads to, and makes what is missing if asked; kyaml `yaml/match.go`, PathMatcher. */
import { isObject } from '../../src/krm/check.ts'
import type { FieldPath } from '../../src/krm/field-path.ts'
import { elementText, shape } from './lookup.ts'
import type { Segment } from './path.ts'
import { Refusal } from './refusal.ts'

/** The new value of a field; `old` is undefined for one that is created. */
export type Write = (old: unknown, at: FieldPath) => unknown

export interface Rewriting {
  readonly write: Write
  readonly create: boolean
  /** Hears of an element whose value only holds the plain text that was asked for. */
  readonly onPart: (asked: string, found: string) => void
}

/** The new value, or NOTHING where the path leads nowhere. Throws Refusal. */
export function rewrite(value: unknown, path: readonly Segment[], how: Rewriting, at: FieldPath = []): unknown {
  const [segment, ...rest] = path
  if (!segment) return how.write(value, at)
  const isMissing = value === undefined || value === null
  if (isMissing && !how.create) return NOTHING
  return segment.is === 'key'
    ? inObject(isMissing ? {} : value, segment.key, rest, how, at)
    : inList(isMissing ? [] : value, segment, rest, how, at)
}

export const NOTHING = Symbol('nothing')

function inObject(value: unknown, key: string, rest: readonly Segment[], how: Rewriting, at: FieldPath): unknown {
  if (!isObject(value)) throw new Refusal(`\`${key}\` must stand in an object, not in ${shape(value)}`)
  const has = Object.hasOwn(value, key)
  if (!has && !how.create) return NOTHING
  const child = rewrite(has ? value[key] : undefined, rest, how, [...at, key])
  if (child === NOTHING) return NOTHING
  const entries = Object.entries(value).map(([k, v]): [string, unknown] => [k, k === key ? child : v])
  return Object.fromEntries(has ? entries : [...entries, [key, child]])
}

type ListSegment = Exclude<Segment, { is: 'key' }>

function inList(
  value: unknown,
  segment: ListSegment,
  rest: readonly Segment[],
  how: Rewriting,
  at: FieldPath,
): unknown {
  if (!Array.isArray(value)) throw new Refusal(`the path asks for a list where ${shape(value)} stands`)
  const chosen = choose(value, segment, how)
  const children = value.map((child, i) => (chosen(child, i) ? rewrite(child, rest, how, [...at, i]) : NOTHING))
  if (children.some((child) => child !== NOTHING))
    return value.map((old, i) => (children[i] === NOTHING ? old : children[i]))
  if (!how.create || value.some(chosen)) return NOTHING
  const appended = born(value, segment, rest, how, [...at, value.length])
  return appended === NOTHING ? NOTHING : [...value, appended]
}

function choose(list: readonly unknown[], segment: ListSegment, { create, onPart }: Rewriting) {
  if (segment.is === 'every') return () => true
  if (segment.is === 'match') return (child: unknown) => matches(segment, child, onPart)
  if (segment.is === 'last') throw new Refusal('`-` is no element of a target', 'use an index or [name=x]')
  const { index } = segment
  if (index > list.length || (index === list.length && !create))
    throw new Refusal(`index ${index} is out of bounds: the list has ${list.length} elements`)
  return (_: unknown, i: number) => i === index
}

/** Written without anything that makes it an expression, dots aside. */
const PLAIN = /^[\w./ -]*$/

type Match = Extract<Segment, { is: 'match' }>

function matches({ field, value, matches }: Match, element: unknown, onPart: Rewriting['onPart']): boolean {
  const text = elementText(element, field)
  if (text === undefined || !matches(text)) return false
  if (text !== value && PLAIN.test(value)) onPart(value, text)
  return true
}

/** The element that an index just behind the end, or a match without a hit, appends. */
function born(
  list: readonly unknown[],
  segment: ListSegment,
  rest: readonly Segment[],
  how: Rewriting,
  at: FieldPath,
): unknown {
  if (segment.is === 'index' && segment.index === list.length) return rewrite(undefined, rest, how, at)
  if (segment.is !== 'match') return NOTHING
  return rewrite(segment.field === '' ? segment.value : { [segment.field]: segment.value }, rest, how, at)
}
