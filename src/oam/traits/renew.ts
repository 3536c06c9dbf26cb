/** What an inject function leaves behind: its traits are gone, and what it rendered stands in place of what it rendered earlier. */
import { GENERATED_FROM, generatedBy, regenerate } from '../../krm/origin.ts'
import { annotation, type KrmResource } from '../../krm/resource.ts'
import { hasSource } from '../locate.ts'
import { isTrait } from './resource.ts'
import type { Trait } from './trait.ts'

/**
 * `items` without the traits that were consumed, and with `fresh` for what `fn` rendered.
 * A resource stays when its trait is not among the consumed ones but still in the application: the package was not expanded this time.
 */
export function renew(
  items: readonly KrmResource[],
  consumed: readonly Trait[],
  fn: string,
  fresh: readonly KrmResource[],
) {
  const gone = new Set(consumed.map(({ resource }) => resource))
  const rest = gone.size === 0 ? items : items.filter((item) => !(isTrait(item) && gone.has(item)))
  const isLeft = (old: KrmResource) => generatedBy(old) === fn
  const from = new Set(items.some(isLeft) ? [...gone].map((trait) => annotation(trait, GENERATED_FROM)) : [])
  return regenerate(rest, fn, fresh, (old) => !from.has(annotation(old, GENERATED_FROM)) && hasSource(old, items))
}
