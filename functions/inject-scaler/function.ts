/** Plays the scaling traits: a fixed number of replicas, or an autoscaler, or a timetable, and one of them for each workload. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { readTraits, renew, type Trait } from '../../src/oam/trait.ts'
import { readUses } from '../../src/oam/use.ts'
import { findConflicts, findMissingTargets } from './conflicts.ts'
import { cpuscaler } from './cpuscaler.ts'
import { cronhpa } from './cronhpa.ts'
import { hpa } from './hpa.ts'
import { scale } from './scaler.ts'
import type { Scaling } from './scaling.ts'

const NAME = 'inject-scaler'

export const injectScaler: KrmFunction = {
  name: NAME,
  description: 'Sets replicas or adds an autoscaler, as the scaling traits ask',
  type: 'mutator',
  run: inject,
}

type Play = (trait: Trait, workload: KrmResource) => Scaling

const PLAY: Readonly<Record<string, Play>> = {
  scaler: (trait, workload) => scale(trait, workload, 'replicas', 1),
  ManualScalerTrait: (trait, workload) => scale(trait, workload, 'replicaCount', 1),
  cpuscaler,
  cronhpa,
  hpa,
}

function inject(items: readonly KrmResource[]): FunctionOutput {
  const traits = readTraits(items, Object.keys(PLAY))
  const { uses, results: missing } = readUses(traits, items)
  const played = uses.map(({ trait, workload }) => ({
    before: workload,
    ...(PLAY[trait.type] as Play)(trait, workload),
  }))
  const patches = new Map(played.map(({ before, workload }) => [before, workload]))
  const patched = items.map((item) => patches.get(item) ?? item)
  const fresh = played.flatMap(({ resources }) => resources)
  const renewed = renew(patched, traits, NAME, fresh)
  const results = [
    ...findConflicts(traits, items),
    ...findMissingTargets(traits, items),
    ...missing,
    ...played.flatMap((one) => one.results),
    ...renewed.results,
  ]
  return { items: renewed.items, results }
}
