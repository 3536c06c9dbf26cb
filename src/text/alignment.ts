/** Which item of an edited list was which before: what is equal, else what has the same name, else what stands in the same place. */
import { isObject } from '../krm/check.ts'
import { equal } from '../krm/equal.ts'

/** Fields by which Kubernetes' lists tell their items apart, most telling first. */
const NAMES = ['name', 'key', 'containerPort', 'port', 'mountPath', 'ip', 'host', 'path', 'uid', 'type', 'kind']

/** For each item of `after` the index of its origin in `before`; no origin twice. */
export function align(before: readonly unknown[], after: readonly unknown[]): readonly (number | undefined)[] {
  const free = new Set(before.keys())
  const origins: (number | undefined)[] = after.map(() => undefined)
  const match = (find: (item: unknown, i: number) => number | undefined) => {
    for (const [i, item] of after.entries()) {
      const index = origins[i] === undefined ? find(item, i) : undefined
      if (index !== undefined && free.delete(index)) origins[i] = index
    }
  }
  const common = new Map(commonSubsequence(before, after))
  match((_, i) => common.get(i))
  if (before.length * after.length <= MAX_CELLS) match((item) => [...free].find((index) => equal(before[index], item)))
  const byName = indexesByName(before, free)
  match((item) => byName.get(nameOf(item) ?? '')?.pop())
  // What is left has another name: renamed, if nothing came or went.
  const isRenamed = before.length === after.length
  match((item, i) => (isRenamed || (nameOf(before[i]) === undefined && nameOf(item) === undefined) ? i : undefined))
  return origins
}

/** From the last to the first. */
function indexesByName(before: readonly unknown[], free: ReadonlySet<number>): ReadonlyMap<string, number[]> {
  const byName = new Map<string, number[]>()
  for (const index of [...free].reverse()) {
    const name = nameOf(before[index])
    if (name === undefined) continue
    const known = byName.get(name)
    if (known) known.push(index)
    else byName.set(name, [index])
  }
  return byName
}

/** Cells of the table below which it is worth its time. */
const MAX_CELLS = 250_000

/** The longest run of items that both lists have in this order, as pairs of an index in `after` and one in `before`. */
export function commonSubsequence(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = []
  let start = 0
  while (start < before.length && start < after.length && equal(before[start], after[start]))
    pairs.push([start, start++])
  let [b, a] = [before.length, after.length]
  while (b > start && a > start && equal(before[b - 1], after[a - 1])) pairs.push([--a, --b])
  if ((a - start) * (b - start) <= MAX_CELLS)
    pairs.push(...longest(before.slice(start, b), after.slice(start, a), start))
  return pairs
}

function longest(before: readonly unknown[], after: readonly unknown[], offset: number): readonly [number, number][] {
  const lengths = after.map(() => new Array<number>(before.length + 1).fill(0))
  lengths.push(new Array<number>(before.length + 1).fill(0))
  const cell = (a: number, b: number) => lengths[a]?.[b] ?? 0
  for (let a = after.length - 1; a >= 0; a--) {
    const row = lengths[a] as number[]
    for (let b = before.length - 1; b >= 0; b--) {
      row[b] = equal(before[b], after[a]) ? cell(a + 1, b + 1) + 1 : Math.max(cell(a + 1, b), cell(a, b + 1))
    }
  }
  const pairs: [number, number][] = []
  for (let a = 0, b = 0; a < after.length && b < before.length; ) {
    if (equal(before[b], after[a])) pairs.push([offset + a++, offset + b++])
    else if (cell(a + 1, b) > cell(a, b + 1)) a++
    else b++
  }
  return pairs
}

/** What an item is called: a resource by its identity, any other by its most telling field. */
function nameOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined
  const { apiVersion, kind, metadata } = item
  if (isObject(metadata)) return JSON.stringify([apiVersion, kind, metadata.namespace, metadata.name].map(label))
  const field = NAMES.find((name) => Object.hasOwn(item, name))
  return field === undefined ? undefined : `${field} ${typeof item[field]} ${label(item[field])}`
}

/** A map may have a `toString` of its own, which is no function. */
function label(value: unknown): string {
  return typeof value === 'object' ? 'object' : String(value)
}
