/** The last word on the OAM side: sources that make sense, and no trait left over. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import { traitOwners } from '../../src/oam/application.ts'
import type { ReadOptions } from '../../src/oam/check.ts'
import { readApplications } from '../../src/oam/read.ts'
import { readTraits } from '../../src/oam/traits/trait.ts'

export const validateOam: KrmFunction<ReadOptions> = {
  name: 'validate-oam',
  description: 'Checks OAM applications, and that every trait has been consumed by a function',
  type: 'validator',
  run: validate,
}

/** Every variant is checked, whichever was rendered; whether their order is said is up to who renders. */
function validate(items: readonly KrmResource[], config: ReadOptions): FunctionOutput {
  return {
    items,
    results: [
      ...readApplications(items, { ...config, everyVariant: true, isOrdered: true }).results,
      ...unconsumed(items),
    ],
  }
}

/** Codes `trait-unconsumed`, `trait-resource-invalid`. */
function unconsumed(items: readonly KrmResource[]): readonly Result[] {
  const { traits, results } = readTraits(items)
  const left = traits.map((trait) => {
    const owner = Object.hasOwn(traitOwners, trait.type) ? traitOwners[trait.type] : undefined
    const hint = owner ? `add ${owner} to the pipeline's mutators` : 'add a function that consumes it to the pipeline'
    return error('trait-unconsumed', trait.at(), `${trait.title} was consumed by no function and would be lost`, hint)
  })
  return [...results, ...left]
}
