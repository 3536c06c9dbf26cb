/** A function of hydroam in this process. */
import { apply, type ConfigReader, type KrmFunction } from '../../src/krm/function.ts'
import { ofGeneration } from '../../src/krm/generation.ts'
import { failed } from '../../src/krm/result.ts'
import type { Runner } from './answer.ts'

/** `tag` says which generation of it. */
export function inProcess(load: () => Promise<KrmFunction>, tag?: string): Runner {
  return async (list) => {
    const fn = await ofGeneration(await load(), tag)
    const { items, results, comments } = await apply(fn, list, await readerOf(fn))
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

/** What reads by schema loads when a function needs it. */
async function readerOf(fn: KrmFunction): Promise<ConfigReader> {
  return fn.readConfig ?? (await import('../../src/schema/config.ts')).readConfig(fn.name)
}
