/** Plays the policy traits: who may talk to a component's pods, and how many of them may be taken away. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { atTrait, type Rendered, withoutDuplicates } from '../../src/oam/traits/rendered.ts'
import { renew } from '../../src/oam/traits/renew.ts'
import { readTraits } from '../../src/oam/traits/trait.ts'
import { readUses, type Use } from '../../src/oam/traits/use.ts'
import { renderBudget } from './budget.ts'
import type { Checked } from './checked.ts'
import { renderNetworkPolicy } from './network-policy.ts'
import { type Surroundings, survey } from './surroundings.ts'

const NAME = 'inject-policy'

export const injectPolicy: KrmFunction = {
  name: NAME,
  description: 'Gives components NetworkPolicies and PodDisruptionBudgets, as the policy traits ask',
  type: 'mutator',
  run: inject,
}

type Render = (use: Use, surroundings: Surroundings) => Checked<KrmResource>

const RENDER: Readonly<Record<string, Render>> = {
  'network-policy': renderNetworkPolicy,
  'pod-disruption-budget': renderBudget,
  PodDisruptionBudgetTrait: renderBudget,
}

function inject(items: readonly KrmResource[]): FunctionOutput {
  const { traits, results: broken } = readTraits(items, Object.keys(RENDER))
  if (broken.length > 0) return { items, results: broken }
  if (traits.length === 0) return renew(items, traits, NAME, [])
  const { uses, results: missing } = readUses(traits, items)
  const surroundings = survey(items)
  const played = uses.map((use) => ({ use, ...(RENDER[use.trait.type] as Render)(use, surroundings) }))
  const all = played.map(({ use, value }) => ({ trait: use.trait, resource: value }))
  const made = withoutDuplicates(all, 'policy-duplicate', duplicateHint)
  const fresh = made.rendered.map(({ resource }) => resource)
  const renewed = renew(items, traits, NAME, fresh)
  const results = [
    ...missing,
    ...played.flatMap((one) => one.results),
    ...made.results,
    ...renewed.results.map((result) => atTrait(result, made.rendered)),
  ]
  return { items: renewed.items, results }
}

function duplicateHint({ trait }: Rendered, rival: Rendered): string {
  if (trait.application === rival.trait.application) return 'put everything into one of the two traits'
  return 'give the component another name in one of the two applications'
}
