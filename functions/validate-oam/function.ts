/** The last word on the OAM side: sources that make sense, and no trait left over. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { ReadOptions } from '../../src/oam/check.ts'
import { readApplications } from '../../src/oam/read.ts'
import { unconsumed } from '../../src/oam/traits/unconsumed.ts'

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
