/** The label selector with which a workload finds its pods; policies take it as it is. */
import { isObject } from '../../src/krm/check.ts'
import { type FieldPath, getIn } from '../../src/krm/field-path.ts'
import { describe, type KrmResource, type StringMap } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Use } from '../../src/oam/traits/use.ts'

export interface LabelSelector {
  readonly matchLabels?: StringMap
  readonly matchExpressions?: readonly object[]
}

/** An empty selector counts as none: in a policy it would select every pod of the namespace. */
export function podSelector(workload: KrmResource): LabelSelector | undefined {
  const selector = getIn(workload, ['spec', 'selector'])
  if (!isObject(selector)) return undefined
  const { matchLabels, matchExpressions } = selector
  const isFilled =
    (isObject(matchLabels) && Object.keys(matchLabels).length > 0) ||
    (Array.isArray(matchExpressions) && matchExpressions.length > 0)
  return isFilled ? selector : undefined
}

/** Code: `workload-not-selectable`. */
export function notSelectable({ trait, workload }: Use, path: FieldPath = []): Result {
  const message = `${trait.title} needs pods that a selector finds, but ${describe(workload)} has no \`spec.selector\` with labels`
  const hint = 'use the trait on a kind that keeps pods running, such as Deployment or StatefulSet'
  return error('workload-not-selectable', trait.at(path), message, hint)
}
