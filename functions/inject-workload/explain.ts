/** A patch that does not apply, as results: which trait, which field, and who wrote there before. */
import { equal } from '../../src/krm/equal.ts'
import { formatFieldPath, getIn } from '../../src/krm/field-path.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Applied } from '../../src/oam/patch/apply.ts'
import { settle } from '../../src/oam/patch/settle.ts'
import type { Conflict } from '../../src/oam/patch/unify.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { titleWithPlace } from '../../src/oam/traits/use.ts'
import { shown } from '../../src/schema/words.ts'

/** What one trait did to an object. */
export interface Step {
  readonly trait: Trait
  readonly before: unknown
  readonly after: unknown
}

/** `maker` is the trait that the object is rendered for, if it is. Codes: `patch-conflict`, `json-patch-failed`. */
export function explain(
  problem: Exclude<Applied, { readonly value: unknown }>,
  trait: Trait,
  steps: readonly Step[],
  maker: Trait | undefined,
): readonly Result[] {
  if ('conflicts' in problem) return problem.conflicts.map((conflict) => explainConflict(conflict, trait, steps, maker))
  const at = trait.at(['properties', ...problem.path])
  const hint = 'paths lead into the workload as the component and the traits of inject-workload before this one make it'
  return [error('json-patch-failed', at, `${trait.title}: ${problem.message}`, hint)]
}

function explainConflict(
  { path, base, patch }: Conflict,
  trait: Trait,
  steps: readonly Step[],
  maker: Trait | undefined,
): Result {
  const step = steps.find(({ before, after }) => {
    return equal(getIn(settle(after), path), base) && !equal(getIn(settle(before), path), base)
  })
  const rival = step?.trait ?? maker
  const field = `\`${formatFieldPath(path)}\``
  const writer = rival ? `${titleWithPlace(rival)} has made it` : 'the component has made it'
  const message = `${trait.title} makes ${field} ${text(patch)}, but ${writer} ${text(base)}`
  const hint = rival
    ? 'let one of the two traits say it'
    : `remove it from the trait, or from the component's properties`
  return error('patch-conflict', trait.at(), message, hint)
}

function text(value: unknown): string {
  return Array.isArray(value) ? `a list of ${value.length}` : shown(value)
}
