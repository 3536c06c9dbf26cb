/** A function of hydroam in this process. */
import { apply, type KrmFunction } from '../../src/krm/function.ts'
import { ofGeneration } from '../../src/krm/generation.ts'
import { failed } from '../../src/krm/result.ts'
import { readConfig } from '../../src/schema/config.ts'
import type { Runner } from './answer.ts'

/** `tag` says which generation of it. */
export function inProcess(load: () => Promise<KrmFunction>, tag?: string): Runner {
  return async (list) => {
    const fn = await ofGeneration(await load(), tag)
    const { items, results, comments } = await apply(fn, list, readConfig(fn.name))
    return {
      items,
      results,
      ...(comments ? { comments } : {}),
      isPure: true,
      stderr: '',
      exitCode: failed(results) ? 1 : 0,
    }
  }
}
