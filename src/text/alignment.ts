/** Which item of an edited list was which before: what is equal, else what has the same name, else what stands in the same place. */
import { equal } from '../krm/equal.ts'

/** Fields by which Kubernetes' lists tell their items apart, most telling first. */
const NAMES = ['name', 'key', 'containerPort', 'port', 'mountPath', 'ip', 'host', 'path', 'uid', 'type', 'kind']

/** For each item of `after` the index of its origin in `before`; no origin twice. */
export function align(before: readonly unknown[], after: readonly unknown[]): readonly (number | undefined)[] {
  const free = new Set(before.keys())
  const origins: (number | undefined)[] = after.map(() => undefined)
  const match = (fits: (old: unknown, item: unknown) => boolean, candidates: (i: number) => Iterable<number>) => {
    for (const [i, item] of after.entries()) {
      if (origins[i] !== undefined) continue
      for (const index of candidates(i)) {
        if (!fits(before[index], item)) continue
        free.delete(index)
        origins[i] = index
        break
      }
    }
  }
  const samePlace = (i: number) => (free.has(i) ? [i] : [])
  const anyPlace = () => [...free]
  for (const [i, index] of commonSubsequence(before, after)) {
    origins[i] = index
    free.delete(index)
  }
  match(equal, anyPlace)
  match(hasSameName, anyPlace)
  // What is left has another name: renamed, if nothing came or went.
  const isRenamed = before.length === after.length
  match((old, item) => isRenamed || (nameOf(old) === undefined && nameOf(item) === undefined), samePlace)
  return origins
}

/** Cells of the table below which it is worth its time. */
const MAX_CELLS = 250_000

/** The longest run of items that both lists have in this order, as pairs of an index in `after` and one in `before`. */
function commonSubsequence(
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

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  return NAMES.find((field) => Object.hasOwn(item, field))
}

function hasSameName(old: unknown, item: unknown): boolean {
  const field = nameOf(old)
  if (field === undefined || nameOf(item) !== field) return false
  return equal((old as Record<string, unknown>)[field], (item as Record<string, unknown>)[field])
}
