/** From what patches leave behind to what is written. */
import { isObject } from '../../krm/check.ts'
import { Every, Preferred } from './strategy.ts'

/** The plain value: defaults that nothing contradicted, lists without their constraints. */
export function settle(value: unknown): unknown {
  if (value instanceof Preferred) return value.value
  if (value instanceof Every) return value.items.map(settle)
  if (Array.isArray(value)) return value.map(settle)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, settle(inner)]))
}
