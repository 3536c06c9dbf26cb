/** `hpa`: a HorizontalPodAutoscaler, autoscaling/v2, which every Kubernetes has since 1.23. */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Kinds } from '../../src/oam/custom-kinds.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { autoscale } from './autoscaler.ts'
import type { Scaling } from './scaling.ts'

interface Metric {
  readonly type?: 'Utilization' | 'AverageValue'
  readonly value?: number | string
}

interface Parameters {
  readonly cpu?: Metric
  readonly mem?: Metric
  readonly podCustomMetrics?: readonly { readonly name: string; readonly value: string | number }[]
}

const HPA_FIELDS: Readonly<Record<string, string>> = {
  min: 'minReplicas',
  max: 'maxReplicas',
  cpu: 'targetCPUUtilizationPercentage',
}

/** HPATrait of oam-dev/catalog: `hpa` with other names, measured by CPU alone. */
export function asHpa(trait: Trait): Trait {
  const { minReplicas, maxReplicas, targetCPUUtilizationPercentage } = trait.properties
  const properties = {
    ...(minReplicas === undefined ? {} : { min: minReplicas }),
    max: maxReplicas,
    cpu: { value: targetCPUUtilizationPercentage ?? 50 },
  }
  const at: Trait['at'] = (path = []) =>
    trait.at(path.map((key) => (Object.hasOwn(HPA_FIELDS, key) ? (HPA_FIELDS[key] ?? key) : key)))
  return { ...trait, properties, at }
}

export function hpa(trait: Trait, workload: KrmResource, kinds: Kinds): Scaling {
  const { cpu = {}, mem, podCustomMetrics = [] } = trait.properties as Parameters
  const measured: readonly (readonly [string, Metric])[] = [['cpu', cpu], ...(mem ? [['memory', mem] as const] : [])]
  const words = trait.type === 'HPATrait' ? HPA_FIELDS : {}
  return autoscale(trait, workload, kinds, {
    words,
    output: 'hpa',
    apiVersion: 'autoscaling/v2',
    spec: { metrics: [...measured.map(resource), ...podCustomMetrics.map(pods)] },
    shares: measured.filter(([, { type = 'Utilization' }]) => type === 'Utilization').map(([name]) => name),
  })
}

function resource([name, { type = 'Utilization', value = 50 }]: readonly [string, Metric]): object {
  const target = type === 'Utilization' ? { type, averageUtilization: value } : { type, averageValue: value }
  return { type: 'Resource', resource: { name, target } }
}

function pods({ name, value }: { readonly name: string; readonly value: string | number }): object {
  return { type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue: value } } }
}
