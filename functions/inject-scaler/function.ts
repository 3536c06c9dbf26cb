/** Plays the scaling traits: a fixed number of replicas, or an autoscaler, or a timetable, and one of them for each workload. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Kinds } from '../../src/oam/custom-kinds.ts'
import { renew } from '../../src/oam/traits/renew.ts'
import { readTraits, type Trait } from '../../src/oam/traits/trait.ts'
import { readUses } from '../../src/oam/traits/use.ts'
import { readDefinitions } from '../../src/oam/v1alpha2-definitions.ts'
import { scaledBy } from './children.ts'
import { findConflicts, findMissingTargets } from './conflicts.ts'
import { cpuscaler } from './cpuscaler.ts'
import { cronhpa } from './cronhpa.ts'
import { asHpa, hpa } from './hpa.ts'
import { scale } from './scaler.ts'
import type { Scaling } from './scaling.ts'

const NAME = 'inject-scaler'

export const injectScaler: KrmFunction = {
  name: NAME,
  description: 'Sets replicas or adds an autoscaler, as the scaling traits ask',
  type: 'mutator',
  run: inject,
}

type Play = (trait: Trait, workload: KrmResource, kinds: Kinds) => Scaling

const PLAY: Readonly<Record<string, Play>> = {
  scaler: (trait, workload, kinds) => scale(trait, workload, 'replicas', kinds),
  ManualScalerTrait: (trait, workload, kinds) => scale(trait, workload, 'replicaCount', kinds),
  cpuscaler,
  cronhpa,
  hpa,
  HPATrait: (trait, workload, kinds) => hpa(asHpa(trait), workload, kinds),
}

function inject(items: readonly KrmResource[]): FunctionOutput {
  const { traits, results: broken } = readTraits(items, Object.keys(PLAY))
  if (broken.length > 0) return { items, results: broken }
  if (traits.length === 0) return renew(items, traits, NAME, [])
  const { uses, results: missing } = readUses(traits, items)
  const { value: definitions } = readDefinitions(uses.length > 0 ? items : [])
  const scaled = uses.flatMap(({ trait, workload }) => {
    return scaledBy(trait, workload, items, definitions).map((before) => ({ trait, before }))
  })
  const played = scaled.map(({ trait, before }) => ({
    before,
    ...(PLAY[trait.type] as Play)(trait, before, definitions.kinds),
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
