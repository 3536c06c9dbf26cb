/** `scaler` (v1beta1) and `ManualScalerTrait` (v1alpha2): a fixed `spec.replicas`. */
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { error } from '../../src/krm/result.ts'
import type { Kinds } from '../../src/oam/custom-kinds.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { isScalable, type Scaling } from './scaling.ts'

/** One replica unless the trait says otherwise. */
export function scale(trait: Trait, workload: KrmResource, property: string, kinds: Kinds): Scaling {
  if (!isScalable(workload, kinds)) return { workload, resources: [], results: [notScalable(trait, workload)] }
  const wanted = trait.properties[property] ?? 1
  const { replicas: _, ...spec } = (workload.spec ?? {}) as Record<string, unknown>
  return { workload: { ...workload, spec: { replicas: wanted, ...spec } }, resources: [], results: [] }
}

export function notScalable(trait: Trait, workload: KrmResource) {
  const message = `${trait.title} cannot scale ${describe(workload)}, which has no \`spec.replicas\``
  return error('workload-not-scalable', trait.at(), message, 'remove the trait, or use a workload with replicas')
}
