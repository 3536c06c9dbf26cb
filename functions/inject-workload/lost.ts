/**
 * What one trait wrote and a later one replaces or takes away. KubeVela lets the last one win without a word, and so the result is the
 * same here; but one of the two authors does not get what they asked for.
 */
import { isObject } from '../../src/krm/check.ts'
import { equal } from '../../src/krm/equal.ts'
import { type Result, warning } from '../../src/krm/result.ts'
import { Every, Preferred } from '../../src/oam/patch/strategy.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { titleWithPlace } from '../../src/oam/traits/use.ts'
import { shown } from '../../src/schema/words.ts'
import type { Step } from './explain.ts'

/** What is lost as a whole: a scalar, a list without names, or an item of a list with names. */
interface Written {
  readonly path: Path
  readonly value: unknown
  readonly trait: Trait
}

/** An item with a name is a segment `[name=…]`. */
type Path = readonly string[]

/** Code `value-lost`, once for each value, however many fields of the object hold it. */
export function findLost(steps: readonly Step[]): readonly Result[] {
  if (steps.length < 2) return []
  const written = new Map<string, Written>()
  const results = new Map<string, Result>()
  for (const { trait, before, after } of steps) {
    const [old, now] = [said(before), said(after)]
    for (const [key, one] of written) {
      const left = follow(now, one.path)
      if (covers(left, one.value)) continue
      written.delete(key)
      for (const loss of losses(one, left)) {
        const sameness = JSON.stringify([
          one.trait.at(),
          trait.at(),
          loss.path.at(-1),
          shown(loss.value),
          shown(loss.left),
        ])
        if (!results.has(sameness)) results.set(sameness, lost(trait, loss))
      }
    }
    for (const one of difference(old, now, [])) written.set(one.path.join('\0'), { ...one, trait })
  }
  return [...results.values()]
}

interface Loss extends Written {
  /** What is there now. */
  readonly left: unknown
}

/** The fields of what is lost that are not there any more; all of it where it is gone. */
function losses(one: Written, left: unknown): readonly Loss[] {
  const [fields, now] = [fieldsOf(one.value), fieldsOf(left)]
  if (!fields || !now) return [{ ...one, left }]
  return [...fields].flatMap(([segment, value]) => {
    const inner = now.get(segment)
    return covers(inner, value) ? [] : losses({ ...one, path: [...one.path, segment], value }, inner)
  })
}

function lost(trait: Trait, { path, value, left, trait: writer }: Loss): Result {
  const field = `\`${path.join('.').replaceAll('.[', '[')}\``
  const does = left === undefined ? `takes away ${field}` : `makes ${field} ${shown(left)}`
  const had = typeof value === 'object' ? 'has written' : `has made ${shown(value)}`
  const message = `${trait.title} ${does}, which ${titleWithPlace(writer)} ${had}`
  return warning('value-lost', trait.at(), message, 'let one of the two traits say it')
}

/** Defaults say nothing: they are there to give way. */
function said(value: unknown): unknown {
  if (value instanceof Preferred) return undefined
  if (value instanceof Every) return value.items.map(said)
  if (Array.isArray(value)) return value.map(said)
  if (!isObject(value)) return value
  const fields = Object.entries(value).map(([field, inner]): [string, unknown] => [field, said(inner)])
  return Object.fromEntries(fields.filter(([, inner]) => inner !== undefined))
}

function difference(old: unknown, now: unknown, path: Path): readonly Omit<Written, 'trait'>[] {
  if (now === undefined || equal(old, now)) return []
  const isItem = path.at(-1)?.startsWith('[') ?? false
  const inner = isItem && old === undefined ? undefined : fieldsOf(now)
  if (!inner) return [{ path, value: now }]
  const before = fieldsOf(old)
  return [...inner].flatMap(([segment, value]) => difference(before?.get(segment), value, [...path, segment]))
}

function follow(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((holder, segment) => fieldsOf(holder)?.get(segment), value)
}

/** The fields of a map, or the items of a list whose items have names of their own. */
function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (!Array.isArray(value)) return isObject(value) ? new Map(Object.entries(value)) : undefined
  const named = new Map(
    value.flatMap((item) => (typeof item?.name === 'string' ? [[`[name=${item.name}]`, item]] : [])),
  )
  return value.length > 0 && named.size === value.length ? named : undefined
}

/** Whether all of `old` is still there. */
function covers(now: unknown, old: unknown): boolean {
  if (Array.isArray(old)) return Array.isArray(now) && old.every((item) => now.some((one) => covers(one, item)))
  if (!isObject(old)) return equal(now, old)
  return isObject(now) && Object.entries(old).every(([field, value]) => covers(now[field], value))
}
