/** A function's `condition`, or `when`: it runs only where the expression is true of what was selected for it. */
import type { KrmResource } from '../src/krm/resource.ts'
import { place } from '../src/krm/result.ts'
import type { FunctionSpec } from './kptfile.ts'
import { refuse } from './refusal.ts'

/** Code `condition-invalid`. */
export async function applies(fn: FunctionSpec, selected: readonly KrmResource[]): Promise<boolean> {
  if (fn.condition === undefined) return true
  const { ConditionError, readCondition } = await import('../src/cel/expression.ts')
  try {
    return readCondition(fn.condition)(selected)
  } catch (cause) {
    if (!(cause instanceof ConditionError)) throw cause
    const { kptfile, path } = fn.at
    const hint = "write a CEL expression on `resources`, like resources.exists(r, r.kind == 'Deployment')"
    throw refuse(
      'condition-invalid',
      `the condition cannot be used: ${cause.message}`,
      hint,
      place(kptfile, [...path, conditionField(fn)]),
    )
  }
}

/** kpt's proposal named the field otherwise than its main branch. */
function conditionField({ at: { kptfile, path } }: FunctionSpec): string {
  const fn = path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], kptfile)
  return typeof fn === 'object' && fn !== null && 'condition' in fn ? 'condition' : 'when'
}
