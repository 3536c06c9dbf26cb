/** Whether a budget ever lets a pod go. One that does not makes every drain of a node wait for ever. */
import { getIn } from '../../src/krm/field-path.ts'
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { type Result, warning } from '../../src/krm/result.ts'
import type { Use } from '../../src/oam/traits/use.ts'
import type { Budget } from './parameters.ts'
import type { Surroundings } from './surroundings.ts'

/** Code: `budget-blocks-eviction`. */
export function checkEviction({ trait, workload }: Use, surroundings: Surroundings): readonly Result[] {
  const budget = trait.properties as unknown as Budget
  const field = budget.minAvailable === undefined ? 'maxUnavailable' : 'minAvailable'
  const { replicas, because } = leastReplicas(workload, surroundings.autoscalerOf(workload))
  if (!replicas || evictable(budget, replicas) > 0) return []
  const message = `${trait.title} lets no pod be evicted, because \`${field}\` is "${budget[field]}" and ${because}; draining a node would wait for ever`
  const hint = 'write `maxUnavailable: 1`, or run more replicas than the budget keeps'
  return [warning('budget-blocks-eviction', trait.at(['properties', field]), message, hint)]
}

/** How many pods run at least, and who says so; NaN for what is no number. Without a word from anyone, Kubernetes runs one. */
function leastReplicas(workload: KrmResource, autoscaler: KrmResource | undefined) {
  if (autoscaler) {
    const replicas = numberIn(autoscaler, 'minReplicas')
    return { replicas, because: `${describe(autoscaler)} goes down to ${replicas}` }
  }
  const replicas = numberIn(workload, 'replicas')
  const byDefault = getIn(workload, ['spec', 'replicas']) === undefined ? ' by default' : ''
  return { replicas, because: `${describe(workload)} runs ${replicas}${byDefault}` }
}

function numberIn(resource: KrmResource, field: string): number {
  const value = getIn(resource, ['spec', field]) ?? 1
  return typeof value === 'number' ? value : Number.NaN
}

/** The disruption controller rounds every percentage up: 50% of one replica is one. */
function evictable({ minAvailable, maxUnavailable }: Budget, replicas: number): number {
  return minAvailable === undefined ? scaled(maxUnavailable, replicas) : replicas - scaled(minAvailable, replicas)
}

function scaled(value: number | string | undefined, replicas: number): number {
  if (typeof value === 'number') return value
  return Math.ceil((Number.parseInt(value ?? '0', 10) * replicas) / 100)
}
