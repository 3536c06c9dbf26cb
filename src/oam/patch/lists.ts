/** Lists that meet: item by item, or each item with the one of the same key. */
import { equal } from '../../krm/equal.ts'
import { type FieldPath, getIn } from '../../krm/field-path.ts'
import { settle } from './settle.ts'
import type { Keyed } from './strategy.ts'
import type { Unification } from './unify.ts'

export type Key = Pick<Keyed, 'keys' | 'retains'>

type Items = readonly unknown[]

/** A patch may be longer than what is there, never shorter: CUE's patch list is closed, and the base is opened. */
export function mergeByIndex(run: Unification, base: Items, patch: Items, path: FieldPath): Items {
  if (patch.length < base.length) run.conflict(base, patch, path)
  return aligned(run, base, patch, path, undefined)
}

/**
 * Without a key in any item of the patch, items meet by their index, as in KubeVela.
 * Nothing is lost, where KubeVela loses: an item without the key is added beside those that have it; of items with one key, each
 * meets one that agrees with it, or is added; an item of the base without the key stays where it is.
 */
export function mergeByKey(run: Unification, base: Items, patch: Items, key: Key, path: FieldPath): Items {
  if (!patch.some((item) => hasKey(item, key))) return aligned(run, base, patch, path, key)
  const merged = [...base]
  for (const item of patch) {
    const i = partner(run, item, merged.slice(0, base.length), patch, key) ?? merged.length
    merged[i] = run.merge(key.retains ? undefined : merged[i], item, [...path, i], key)
  }
  return merged
}

function aligned(run: Unification, base: Items, patch: Items, path: FieldPath, key: Key | undefined): Items {
  const length = Math.max(base.length, patch.length)
  return Array.from({ length }, (_, i) => run.merge(base[i], patch[i], [...path, i], key))
}

/** The index of the item in `base` that `item` meets. Of twins, and of items without a key, it is one that it does not contradict. */
function partner(run: Unification, item: unknown, base: Items, patch: Items, key: Key): number | undefined {
  if (!hasKey(item, key)) return indexOf(base, (candidate) => adds(run, candidate, item) === 'nothing')
  const same = (other: unknown) => sameKey(other, item, key)
  const isOnly = base.filter(same).length === 1 && patch.filter(same).length === 1
  return indexOf(base, (candidate) => same(candidate) && (isOnly || adds(run, candidate, item) !== 'conflicts'))
}

function indexOf(items: Items, is: (item: unknown) => boolean): number | undefined {
  const index = items.findIndex(is)
  return index < 0 ? undefined : index
}

/** What `item` would bring to `candidate`. */
function adds(run: Unification, candidate: unknown, item: unknown): 'nothing' | 'fields' | 'conflicts' {
  const { value, conflicts } = run.attempt(candidate, item)
  if (conflicts.length > 0) return 'conflicts'
  return equal(settle(value), settle(candidate)) ? 'nothing' : 'fields'
}

function hasKey(item: unknown, { keys }: Key): boolean {
  return keys.some((path) => isScalar(getIn(item, path)))
}

function sameKey(a: unknown, b: unknown, { keys }: Key): boolean {
  return keys.some((path) => {
    const value = getIn(a, path)
    return isScalar(value) && value === getIn(b, path)
  })
}

function isScalar(value: unknown): boolean {
  return value !== null && ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}
