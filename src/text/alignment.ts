/** Which item of an edited list was which before: what is equal, else what has the same name, else what stands in the same place. */
import { equal } from '../krm/equal.ts'

/** Fields by which Kubernetes' lists tell their items apart, most telling first. */
const NAMES = ['name', 'key', 'containerPort', 'port', 'mountPath', 'ip', 'host', 'path', 'uid', 'type', 'kind']

/** For each item of `after` the index of its origin in `before`; no origin twice. */
export function align(before: readonly unknown[], after: readonly unknown[]): readonly (number | undefined)[] {
  const free = new Set(before.keys())
  const origins: (number | undefined)[] = after.map(() => undefined)
  const match = (fits: (old: unknown, item: unknown, isSamePlace: boolean) => boolean) => {
    for (const [i, item] of after.entries()) {
      if (origins[i] !== undefined) continue
      // Its own place first, so that equal items stay where they are.
      const candidates = free.has(i) ? [i, ...free] : [...free]
      const found = candidates.find((index) => fits(before[index], item, index === i))
      if (found !== undefined && free.delete(found)) origins[i] = found
    }
  }
  match(equal)
  match((old, item) => hasSameName(old, item))
  match((old, item, isSamePlace) => isSamePlace && !isNamed(old) && !isNamed(item))
  return origins
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  return NAMES.find((field) => Object.hasOwn(item, field))
}

function isNamed(item: unknown): boolean {
  return nameOf(item) !== undefined
}

function hasSameName(old: unknown, item: unknown): boolean {
  const field = nameOf(old)
  if (field === undefined || nameOf(item) !== field) return false
  return equal((old as Record<string, unknown>)[field], (item as Record<string, unknown>)[field])
}
