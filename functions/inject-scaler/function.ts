/** Plays the scaling traits: a fixed number of replicas, or an autoscaler, never both. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Result } from '../../src/krm/result.ts'
import { readTraits, renew, type Trait, workloadOf } from '../../src/oam/trait.ts'
import { findConflicts } from './conflicts.ts'
import { autoscale } from './hpa.ts'
import { scale } from './scaler.ts'
import type { Scaling } from './scaling.ts'

export const NAME = 'inject-scaler'

export const injectScaler: KrmFunction = {
  name: NAME,
  description: 'Sets replicas or adds a HorizontalPodAutoscaler, as the scaling traits ask',
  type: 'mutator',
  run: inject,
}

type Play = (trait: Trait, workload: KrmResource) => Scaling

const PLAY: Readonly<Record<string, Play>> = {
  scaler: (trait, workload) => scale(trait, workload, 'replicas', 1),
  ManualScalerTrait: (trait, workload) => scale(trait, workload, 'replicaCount', 1),
  hpa: autoscale,
}

function inject(items: readonly KrmResource[]): FunctionOutput {
  const traits = readTraits(items, Object.keys(PLAY))
  const results: Result[] = [...findConflicts(traits, items)]
  const patched = new Map<KrmResource, KrmResource>()
  const fresh: KrmResource[] = []
  for (const trait of traits) {
    const found = workloadOf(trait, items)
    if ('result' in found) {
      results.push(found.result)
      continue
    }
    const scaling = (PLAY[trait.type] as Play)(trait, found.workload)
    results.push(...scaling.results)
    fresh.push(...scaling.resources)
    patched.set(found.workload, scaling.workload)
  }
  const renewed = renew(
    items.map((item) => patched.get(item) ?? item),
    traits,
    NAME,
    fresh,
  )
  return { items: renewed.items, results: [...results, ...renewed.results] }
}
