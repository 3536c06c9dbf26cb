/** `hpa`: a HorizontalPodAutoscaler, autoscaling/v2, which every Kubernetes has since 1.23. */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Trait } from '../../src/oam/trait.ts'
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

export function hpa(trait: Trait, workload: KrmResource): Scaling {
  const { cpu = {}, mem, podCustomMetrics = [] } = trait.properties as Parameters
  const measured: readonly (readonly [string, Metric])[] = [['cpu', cpu], ...(mem ? [['memory', mem] as const] : [])]
  return autoscale(trait, workload, {
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
