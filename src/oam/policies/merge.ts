/** Properties over properties: maps merge at every depth, and everything else, lists too, is replaced. */
import { isObject } from '../../krm/check.ts'
import type { FieldPath } from '../../krm/field-path.ts'
import type { Properties } from '../application.ts'
import { below, type Spot } from '../spot.ts'
import type { Traced } from './draft.ts'

/** The properties with those of a policy over them; `from` is where the policy says them. */
export function mergeTraced(base: Traced, over: Properties | undefined, from: Spot): Traced {
  if (over === undefined) return base
  const overridden = leaves(over).map((path) => ({ path, from: below(from, ...path) }))
  return {
    value: merge(base.value ?? {}, over) as Properties,
    from: base.value === undefined ? from : base.from,
    overridden: [...base.overridden, ...overridden],
  }
}

/** KubeVela's mergo keeps a scalar where the policy has a map; here the policy wins there too. */
export function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over
  const kept = Object.entries(base).map(([key, value]): [string, unknown] => {
    return [key, Object.hasOwn(over, key) ? merge(value, over[key]) : value]
  })
  return Object.fromEntries([...kept, ...Object.entries(over).filter(([key]) => !Object.hasOwn(base, key))])
}

/** Paths of the values that replace what was there. */
function leaves(value: unknown, path: FieldPath = []): readonly FieldPath[] {
  if (!isObject(value)) return [path]
  return Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]))
}
