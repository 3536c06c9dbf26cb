/** The items of a list that have the key of an earlier one; the code that ajv makes of x-kubernetes-list-type calls this. */

export interface Twins {
  readonly first: number
  readonly second: number
  /** The fields that tell items apart; none where whole items must differ. */
  readonly keys: readonly string[]
  readonly values: readonly unknown[]
}

/** Most lists are this short. */
const NONE: readonly Twins[] = []

/** `defaults` are the keys' own, null for a key that has none. */
export function duplicates(
  list: readonly unknown[],
  keys: readonly string[],
  defaults: readonly unknown[],
): readonly Twins[] {
  if (list.length < 2) return NONE
  const found: Twins[] = []
  const seen = new Map<string, number>()
  for (const [second, item] of list.entries()) {
    const values = keys.length === 0 ? [item] : keys.map((key, index) => field(item, key) ?? defaults[index])
    // Items that are no objects, or have none of the keys, are reported as such elsewhere.
    if (values.every((value) => value === null)) continue
    const identity = JSON.stringify(values, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
    const first = seen.get(identity)
    if (first === undefined) seen.set(identity, second)
    else found.push({ first, second, keys, values })
  }
  return found
}

function field(item: unknown, key: string): unknown {
  const isObject = typeof item === 'object' && item !== null && Object.hasOwn(item, key)
  return isObject ? (item as Record<string, unknown>)[key] : undefined
}
