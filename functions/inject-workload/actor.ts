/** One object while the traits of its component are played: the workload, or a resource beside it. */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Result } from '../../src/krm/result.ts'
import { applyPatch } from '../../src/oam/patch/apply.ts'
import type { Patch } from '../../src/oam/patch/patch.ts'
import { settle } from '../../src/oam/patch/settle.ts'
import { unify } from '../../src/oam/patch/unify.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { bare, checkResource } from './bookkeeping.ts'
import { explain, type Step } from './explain.ts'

export interface Actor {
  /** `MAIN`, or the key among the outputs. */
  readonly key: string
  /** Where it is from: the item that it was, or the trait that it is rendered for. */
  readonly item?: KrmResource
  readonly trait?: Trait
  /** Carries what one patch leaves for the next (src/oam/patch/strategy.ts). */
  readonly value: unknown
  readonly steps: readonly Step[]
}

/** The key of the workload; no output has it. */
export const MAIN = ''

export function fromItem(key: string, item: KrmResource): Actor {
  return { key, item, value: bare(item), steps: [] }
}

/** An output may leave fields undefined and have defaults, as a patch may. */
export function fromOutput(key: string, output: KrmResource, trait: Trait): Actor {
  return { key, trait, value: unify({}, output).value, steps: [] }
}

export function resourceOf({ value }: Actor): KrmResource {
  return settle(value) as KrmResource
}

export function patchActor(
  actor: Actor,
  patch: Patch | undefined,
  trait: Trait,
): { readonly actor: Actor; readonly results: readonly Result[] } {
  if (!patch) return { actor, results: [] }
  const applied = applyPatch(actor.value, patch)
  if (!('value' in applied)) return { actor, results: explain(applied, trait, actor.steps, actor.trait) }
  const results = actor.item ? checkResource(settle(applied.value), trait) : []
  const step = { trait, before: actor.value, after: applied.value }
  return { actor: { ...actor, value: applied.value, steps: [...actor.steps, step] }, results }
}
