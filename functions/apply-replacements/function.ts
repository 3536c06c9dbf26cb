/** Copies field values between resources; the filter of kustomize `api/filters/replacement/replacement.go`. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Result } from '../../src/krm/result.ts'
import { readReplacements } from './config.ts'
import { copyTo } from './copy.ts'
import { below } from './place.ts'
import type { Config } from './replacement.ts'
import { readSource } from './source.ts'

export const applyReplacements: KrmFunction<Config> = {
  name: 'apply-replacements',
  description: "Copies field values between resources, as kustomize's replacements do",
  type: 'mutator',
  readConfig: readReplacements,
  run: replaceAll,
}

/** One after the other: a source may be what an earlier replacement wrote. */
function replaceAll(items: readonly KrmResource[], { replacements, written }: Config): FunctionOutput {
  const results: Result[] = []
  let current = items
  for (const [i, { source, targets }] of replacements.entries()) {
    const at = below(written, 'replacements', i)
    const read = readSource(current, source, below(at, 'source'))
    if ('result' in read) {
      results.push(read.result)
      continue
    }
    for (const [t, target] of targets.entries()) {
      const copied = copyTo(current, target, read.value, below(at, 'targets', t))
      current = copied.items
      results.push(...copied.results)
    }
  }
  return { items: current, results }
}
