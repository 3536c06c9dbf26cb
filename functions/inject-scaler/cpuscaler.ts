/** `cpuscaler`: a HorizontalPodAutoscaler, autoscaling/v1, which knows nothing but processor time. */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Kinds } from '../../src/oam/custom-kinds.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { autoscale } from './autoscaler.ts'
import type { Scaling } from './scaling.ts'

export function cpuscaler(trait: Trait, workload: KrmResource, kinds: Kinds): Scaling {
  const { cpuUtil = 50 } = trait.properties as { readonly cpuUtil?: number }
  const spec = { targetCPUUtilizationPercentage: cpuUtil }
  return autoscale(trait, workload, kinds, { output: 'cpuscaler', apiVersion: 'autoscaling/v1', spec, shares: ['cpu'] })
}
