/** Documents of which there may be one only, and two are there: which of them is meant, nobody can know. */
import { describe, identity, type KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'

/** Said of each but the first. `keyOf` tells which documents are the same. */
export function definedTwice(
  sources: readonly KrmResource[],
  code: string,
  keyOf: (source: KrmResource) => string = identity,
): readonly Result[] {
  const first = new Map(sources.toReversed().map((source) => [keyOf(source), source]))
  return sources.flatMap((source) => {
    const other = first.get(keyOf(source)) as KrmResource
    return other === source ? [] : [twice(source, other, code, 'rename or remove one of the two')]
  })
}

export function twice(source: KrmResource, other: KrmResource, code: string, hint: string): Result {
  const file = place(other).file?.path
  const message = `${describe(source)} is defined twice${file ? `, also in ${file}` : ''}`
  return error(code, place(source, ['metadata', 'name']), message, hint)
}
