/** `topologyspreadconstraints`: how evenly the pods spread over zones, nodes and the like. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { preferred } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'
import { type LabelSelector, labelSelector } from '../selectors.ts'

interface Constraint {
  readonly maxSkew: number
  readonly topologyKey: string
  readonly whenUnsatisfiable?: string
  readonly labelSelector?: LabelSelector
  readonly minDomains?: number
  readonly matchLabelKeys?: readonly string[]
  readonly nodeAffinityPolicy?: string
  readonly nodeTaintsPolicy?: string
}

interface Parameters {
  readonly constraints: readonly Constraint[]
}

export const topologyspreadconstraints: Evaluate = (parameters, context) => {
  const { constraints } = parameters as unknown as Parameters
  return patchPods(context, { topologySpreadConstraints: constraints.map(constraint) })
}

function constraint({ labelSelector: selector = {}, ...given }: Constraint): object {
  return {
    maxSkew: given.maxSkew,
    topologyKey: given.topologyKey,
    whenUnsatisfiable: given.whenUnsatisfiable ?? preferred('DoNotSchedule'),
    labelSelector: labelSelector(selector),
    minDomains: given.minDomains,
    matchLabelKeys: given.matchLabelKeys,
    nodeAffinityPolicy: given.nodeAffinityPolicy,
    nodeTaintsPolicy: given.nodeTaintsPolicy,
  }
}
