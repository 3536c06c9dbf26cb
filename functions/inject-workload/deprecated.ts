/** Traits that KubeVela has in deprecated form only, for applications that still use them. */

import { info } from '../../src/krm/result.ts'
import type { Evaluate } from '../../src/oam/definition.ts'

/** Does what `evaluate` does, and says which trait to use `instead`. Code `trait-deprecated`. */
export function deprecated(instead: string, evaluate: Evaluate): Evaluate {
  return (parameters, context) => {
    const evaluation = evaluate(parameters, context)
    const notice = info('trait-deprecated', {}, 'this trait is deprecated', `use \`${instead}\``)
    return { ...evaluation, results: [...(evaluation.results ?? []), notice] }
  }
}
