/** Traits that are still there when their package is rendered. */
import type { KrmResource } from '../../krm/resource.ts'
import { error, type Result } from '../../krm/result.ts'
import { traitOwners } from '../application.ts'
import { readTraits } from './trait.ts'

/** One for each trait, at its place in its application. Code `trait-unconsumed`. */
export function unconsumed(items: readonly KrmResource[]): readonly Result[] {
  return readTraits(items).map((trait) => {
    const owner = Object.hasOwn(traitOwners, trait.type) ? traitOwners[trait.type] : undefined
    const hint = owner ? `add ${owner} to the pipeline's mutators` : 'add a function that consumes it to the pipeline'
    return error('trait-unconsumed', trait.at(), `${trait.title} was consumed by no function and would be lost`, hint)
  })
}
