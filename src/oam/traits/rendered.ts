/** What was rendered, and for which trait: a rendered resource has no file, so results about it belong to the trait. */
import { describe, identity, type KrmResource } from '../../krm/resource.ts'
import { error, type Result } from '../../krm/result.ts'
import type { Trait } from './trait.ts'
import { titleWithPlace } from './use.ts'

export interface Rendered {
  readonly trait: Trait
  readonly resource: KrmResource
}

/** Splits off what an earlier trait has made already; `hint` says what to do about it. */
export function withoutDuplicates(
  all: readonly Rendered[],
  code: string,
  hint: (one: Rendered, rival: Rendered) => string,
): { readonly rendered: readonly Rendered[]; readonly results: readonly Result[] } {
  const first = new Map<string, Rendered>()
  for (const one of all) if (!first.has(identity(one.resource))) first.set(identity(one.resource), one)
  const results = all.flatMap((one) => {
    const rival = first.get(identity(one.resource)) as Rendered
    if (rival.trait === one.trait) return []
    const message = `${one.trait.title} and ${titleWithPlace(rival.trait)} both make the ${describe(one.resource)}`
    return [error(code, one.trait.at(), message, hint(one, rival))]
  })
  return { rendered: [...first.values()], results }
}

/** A result about a rendered resource, at the trait that it was rendered for. */
export function atTrait(result: Result, all: readonly Rendered[]): Result {
  const { kind, name, namespace } = result.resourceRef ?? {}
  const source = all.find(({ resource }) => {
    return resource.kind === kind && resource.metadata.name === name && resource.metadata.namespace === namespace
  })
  return source ? { ...result, ...source.trait.at() } : result
}
