/** Every single value of a resource, each with its path, and the resource with other ones in their place. */
import { isObject } from '../../src/krm/check.ts'
import type { FieldPath } from '../../src/krm/field-path.ts'
import { isTracking } from '../../src/krm/origin.ts'
import { isScalar } from './new-value.ts'

export type Visit = (value: string | number | bigint | boolean | null, path: FieldPath) => unknown

/** The very same value where nothing changed. An orchestrator's own annotations are left alone. */
export function walk(value: unknown, visit: Visit, path: FieldPath = []): unknown {
  if (isScalar(value)) return isOrchestrators(path) ? value : visit(value, path)
  if (Array.isArray(value))
    return unlessSame(
      value,
      value.map((child, i) => walk(child, visit, [...path, i])),
    )
  if (!isObject(value)) return value
  const children = Object.entries(value).map(([key, child]): [string, unknown] => [
    key,
    walk(child, visit, [...path, key]),
  ])
  return children.every(([key, child]) => child === value[key]) ? value : Object.fromEntries(children)
}

function unlessSame(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((child, i) => child === before[i]) ? before : after
}

function isOrchestrators(path: FieldPath): boolean {
  return path.length === 3 && path[0] === 'metadata' && path[1] === 'annotations' && isTracking(String(path[2]))
}
