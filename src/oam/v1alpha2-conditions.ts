/** Conditions on data of an ApplicationConfiguration (oam-kubernetes-runtime `render.go`, checkConditions): strings that are compared. */
import { FieldPathError, getIn, parseFieldPath } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'

export interface Condition {
  readonly op: 'eq' | 'notEq' | 'notEmpty'
  readonly value?: string
  /** Read from the ApplicationConfiguration. */
  readonly valueFrom?: { readonly fieldPath: string }
  /** Read from the object; without it the value itself is compared. */
  readonly fieldPath?: string
}

/** Why a condition does not hold; undefined when it does. */
export function unmet(
  condition: Condition,
  object: unknown,
  value: string | undefined,
  source: KrmResource,
): string | undefined {
  try {
    const is = condition.fieldPath ? text(object, condition.fieldPath) : value
    if (is === undefined) return 'a condition on a value that is no string needs a `fieldPath`'
    const expected = condition.value || (condition.valueFrom ? text(source, condition.valueFrom.fieldPath) : '')
    return compare(condition.op, is, expected)
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    return `the condition is not met: ${cause.message}`
  }
}

function compare(op: Condition['op'], is: string, expected: string): string | undefined {
  if (op === 'eq') return is === expected ? undefined : `the condition is not met: "${is}" must be "${expected}"`
  if (op === 'notEq') return is === expected ? `the condition is not met: it must not be "${expected}"` : undefined
  return is === '' ? 'the condition is not met: the value must not be empty' : undefined
}

function text(object: unknown, path: string): string {
  const value = getIn(object, parseFieldPath(path))
  if (typeof value === 'string') return value
  throw new FieldPathError(`\`${path}\` ${value === undefined ? 'is not there yet' : 'is not a string'}`, 0)
}
