/** `pod-disruption-budget` to a PodDisruptionBudget. */
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import { renderFor } from '../../src/oam/traits/render.ts'
import type { Use } from '../../src/oam/traits/use.ts'
import type { Checked } from './checked.ts'
import { checkEviction } from './eviction.ts'
import type { Budget } from './parameters.ts'
import { notSelectable, podSelector } from './selector.ts'
import type { Surroundings } from './surroundings.ts'

/** A budget counts against the number of replicas that a pod's owner wants; these kinds have one. */
const COUNTED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'CloneSet', 'Rollout'])

export function renderBudget(use: Use, surroundings: Surroundings): Checked<KrmResource> {
  const { trait, workload } = use
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } = trait.properties as unknown as Budget
  const selector = podSelector(workload)
  const value = renderFor(trait, 'podDisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: trait.component },
    spec: {
      ...(minAvailable === undefined ? {} : { minAvailable }),
      ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
      ...(unhealthyPodEvictionPolicy ? { unhealthyPodEvictionPolicy } : {}),
      selector,
    },
  })
  if (!COUNTED.has(workload.kind)) return { value, results: [notCounted(use)] }
  return { value, results: selector ? checkEviction(use, surroundings) : [notSelectable(use)] }
}

function notCounted({ trait, workload }: Use): Result {
  const message = `${trait.title} needs a workload with a number of replicas to count against, and ${describe(workload)} has none`
  return error('workload-not-selectable', trait.at(), message, `use the trait on one of ${[...COUNTED].join(', ')}`)
}
