/** What was rendered, and for which trait: a rendered resource has no file, so results about it belong to the trait. */
import { describe, identity, type KrmResource } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/trait.ts'
import { titleWithPlace } from './use.ts'

export interface Rendered {
  readonly trait: Trait
  readonly resource: KrmResource
}

/** Splits off what an earlier trait has made already. Code: `policy-duplicate`. */
export function withoutDuplicates(all: readonly Rendered[]): {
  readonly rendered: readonly Rendered[]
  readonly results: readonly Result[]
} {
  const first = new Map<string, Rendered>()
  for (const one of all) if (!first.has(identity(one.resource))) first.set(identity(one.resource), one)
  const results = all.flatMap(({ trait, resource }) => {
    const rival = first.get(identity(resource)) as Rendered
    return rival.trait === trait ? [] : [duplicate(trait, rival, resource)]
  })
  return { rendered: [...first.values()], results }
}

function duplicate(trait: Trait, rival: Rendered, resource: KrmResource): Result {
  const message = `${trait.title} and ${titleWithPlace(rival.trait)} both make the ${describe(resource)}`
  const hint =
    trait.application === rival.trait.application
      ? 'put everything into one of the two traits'
      : 'give the component another name in one of the two applications'
  return error('policy-duplicate', trait.at(), message, hint)
}

/** A result about a rendered resource, at the trait that it was rendered for. */
export function atTrait(result: Result, all: readonly Rendered[]): Result {
  const { kind, name, namespace } = result.resourceRef ?? {}
  const source = all.find(({ resource }) => {
    return resource.kind === kind && resource.metadata.name === name && resource.metadata.namespace === namespace
  })
  return source ? { ...result, ...source.trait.at() } : result
}
