/** Plays the traits that change their workload, in the order in which the application lists them: each sees what the earlier ones did. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { atTrait, type Rendered, withoutDuplicates } from '../../src/oam/traits/rendered.ts'
import { renew } from '../../src/oam/traits/renew.ts'
import { readTraits } from '../../src/oam/traits/trait.ts'
import { readUses, type Use } from '../../src/oam/traits/use.ts'
import { readBeside } from './beside.ts'
import { playAll } from './component.ts'
import { checkNames, followNames } from './names.ts'
import { checkReplicas } from './replicas.ts'
import { TRAITS } from './traits.ts'

const NAME = 'inject-workload'

export const injectWorkload: KrmFunction = {
  name: NAME,
  description: 'Changes workloads and their pods, as their traits ask, in the order of the application',
  type: 'mutator',
  run: inject,
}

function inject(items: readonly KrmResource[]): FunctionOutput {
  const { traits, results: broken } = readTraits(items, Object.keys(TRAITS))
  if (broken.length > 0) return { items, results: broken }
  if (traits.length === 0) return renew(items, traits, NAME, [])
  const { uses, results: missing } = readUses(traits, items)
  const beside = readBeside(items)
  const played = byWorkload(uses).map((group) => playAll(group, beside, TRAITS))
  const changes = new Map(played.flatMap(({ changed }) => changed.map(({ before, after }) => [before, after])))
  const changed = items.map((item) => changes.get(item) ?? item)
  const made = withoutDuplicates(
    played.flatMap(({ rendered }) => rendered),
    'output-duplicate',
    duplicateHint,
  )
  const fresh = made.rendered.map(({ resource }) => resource)
  const renewed = renew(changed, traits, NAME, fresh)
  const results = [
    ...missing,
    ...played.flatMap((one) => one.results),
    ...checkNames(played, items),
    ...checkReplicas(played, items),
    ...made.results,
    ...renewed.results.map((result) => atTrait(result, made.rendered)),
  ]
  return { items: followNames(renewed.items, played), results }
}

/** Each workload's traits in their order. */
function byWorkload(uses: readonly Use[]): readonly (readonly Use[])[] {
  const groups = new Map<KrmResource, Use[]>()
  for (const use of uses) groups.set(use.workload, [...(groups.get(use.workload) ?? []), use])
  return [...groups.values()]
}

function duplicateHint({ resource }: Rendered): string {
  return `give the ${resource.kind} of one of the two traits another name`
}
