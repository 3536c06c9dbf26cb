/** Lists that Kubernetes reads as maps or sets: no two items may have the same key. */
import { type Problem, pathOf, type Step } from './problem.ts'
import { type Library, resolve, type Schema } from './schema.ts'

interface Walk {
  readonly definition: Library
  report(problem: Problem): void
}

export function checkUnique(list: readonly unknown[], schema: Schema, at: Step | undefined, walk: Walk): void {
  const keys = keysOf(schema)
  if (!keys || list.length < 2) return
  const { properties = {} } = resolve(schema.items ?? {}, walk.definition)
  const seen = new Map<string, number>()
  for (const [index, item] of list.entries()) {
    const values = keys.length === 0 ? [item] : keys.map((key) => field(item, key) ?? properties[key]?.default)
    // Items that are no objects, or have none of the keys, are reported as such elsewhere.
    if (values.every((value) => value === undefined)) continue
    const identity = JSON.stringify(values)
    const first = seen.get(identity)
    if (first === undefined) seen.set(identity, index)
    else
      walk.report({
        rule: 'duplicate',
        path: pathOf({ up: at, key: index }),
        first: pathOf({ up: at, key: first }),
        keys,
        values,
      })
  }
}

/** The fields that tell items apart; none where whole items must differ; undefined where items may repeat. */
function keysOf(schema: Schema): readonly string[] | undefined {
  if (schema['x-kubernetes-list-type'] === 'map') return schema['x-kubernetes-list-map-keys']
  return schema['x-kubernetes-list-type'] === 'set' || schema.uniqueItems ? [] : undefined
}

function field(item: unknown, key: string): unknown {
  const isObject = typeof item === 'object' && item !== null && Object.hasOwn(item, key)
  return isObject ? (item as Record<string, unknown>)[key] : undefined
}
