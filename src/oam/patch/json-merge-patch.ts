/** JSON Merge Patch, RFC 7396: fields are set, null takes one away, lists are replaced. */
import { isObject } from '../../krm/check.ts'

export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) merged.delete(field)
    else merged.set(field, mergePatch(merged.get(field), value))
  }
  return Object.fromEntries(merged)
}
