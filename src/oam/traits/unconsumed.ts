/** Traits that are still there when their package is rendered. */
import type { KrmResource } from '../../krm/resource.ts'
import { error, type Result } from '../../krm/result.ts'
import { traitOwners } from '../application.ts'
import { readTraits } from './trait.ts'

/** One for each trait, at its place in its application. Codes `trait-unconsumed`, `trait-resource-invalid`. */
export function unconsumed(items: readonly KrmResource[]): readonly Result[] {
  const { traits, results } = readTraits(items)
  const left = traits.map((trait) => {
    const owner = Object.hasOwn(traitOwners, trait.type) ? traitOwners[trait.type] : undefined
    const hint = owner ? `add ${owner} to the pipeline's mutators` : 'add a function that consumes it to the pipeline'
    return error('trait-unconsumed', trait.at(), `${trait.title} was consumed by no function and would be lost`, hint)
  })
  return [...results, ...left]
}
