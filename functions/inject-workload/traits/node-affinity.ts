/** `node-affinity`, deprecated: nodes by their labels, and taints that the pods bear. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { patchPods } from '../containers.ts'
import { deprecated } from '../deprecated.ts'

interface Parameters {
  readonly affinity?: Readonly<Record<string, readonly string[]>>
  readonly tolerations?: Readonly<Record<string, string>>
}

export const nodeAffinity: Evaluate = deprecated('affinity', (parameters, context) => {
  const { affinity, tolerations } = parameters as Parameters
  return patchPods(context, {
    affinity: affinity && { nodeAffinity: nodeRules(affinity) },
    tolerations:
      tolerations &&
      sorted(tolerations).map(([key, value]) => ({ effect: 'NoSchedule', key, operator: 'Equal', value })),
  })
})

function nodeRules(affinity: Readonly<Record<string, readonly string[]>>): object {
  const matchExpressions = sorted(affinity).map(([key, values]) => ({ key, operator: 'In', values }))
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } }
}

function sorted<Value>(map: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))
}
