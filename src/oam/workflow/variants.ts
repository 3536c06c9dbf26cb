/** What a workflow deploys, as variants: one for each topology of each deploy step. A target names a step, or a topology. */
import { describe, type KrmResource } from '../../krm/resource.ts'
import { error, place, type Result } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Policies, Policy } from '../policies/policy.ts'
import { placeOf } from '../spot.ts'
import type { Deploy, Workflow } from './workflow.ts'

export interface Variant {
  /** Absent where no workflow deploys: then the application is as it stands. */
  readonly step?: Deploy
  readonly topology?: Policy
  /** In the order of the step. */
  readonly overrides: readonly Policy[]
  readonly replications: readonly Policy[]
}

export function variantsOf({ deploys }: Workflow, policies: Policies): readonly Variant[] {
  if (deploys.length === 0) return [{ overrides: [], replications: [] }]
  return deploys.flatMap((step) => {
    const named = policiesOf(step, policies)
    const ofType = (type: string) => named.filter((policy) => policy.type === type)
    const variant: Variant = { step, overrides: ofType('override'), replications: ofType('replication') }
    const topologies = ofType('topology')
    return topologies.length === 0 ? [variant] : topologies.map((topology) => ({ ...variant, topology }))
  })
}

export function policiesOf({ policies }: Deploy, { named }: Policies): readonly Policy[] {
  return policies.flatMap((name) => named(name) ?? [])
}

/** Code `policy-unknown`. */
export function checkDeploys({ deploys }: Workflow, { named, names }: Policies): readonly Result[] {
  return deploys.flatMap(({ name, policies, at }) =>
    policies.flatMap((policy, i) => {
      if (named(policy)) return []
      const where = placeOf(at, 'properties', 'policies', i)
      const message = `workflow step "${name}" deploys with policy "${policy}", which is not there`
      return [error('policy-unknown', where, message, suggest(policy, names()))]
    }),
  )
}

/** Every name that a target may have. */
export function namesOf(variants: readonly Variant[]): readonly string[] {
  return [...new Set(variants.flatMap(({ step, topology }) => [step?.name ?? [], topology?.name ?? []].flat()))]
}

/**
 * The variants of a target: those of the step with its name, or else the one of the topology with its name.
 * All of them where nothing has that name, or no target is given. Code `target-ambiguous`.
 */
export function chooseVariants(
  variants: readonly Variant[],
  target: string | undefined,
  source: KrmResource,
): { readonly variants: readonly Variant[] } | { readonly result: Result } {
  if (variants.length < 2) return { variants }
  const ofStep = variants.filter(({ step }) => target !== undefined && step?.name === target)
  const ofTopology = variants.filter(({ topology }) => target !== undefined && topology?.name === target)
  const chosen = [ofStep, ofTopology, variants].find((some) => some.length > 0) ?? []
  const steps = [...new Set(ofTopology.map(({ step }) => step?.name ?? ''))]
  if (chosen !== ofTopology || steps.length < 2) return { variants: chosen }
  const message = `topology "${target}" of ${describe(source)} is deployed to by ${steps.length} workflow steps, each in its own way`
  const hint = `take the step as target: ${steps.join(' or ')}`
  return { result: error('target-ambiguous', place(source, ['spec', 'workflow']), message, hint) }
}

/** Code `target-missing`. */
export function targetMissing(variants: readonly Variant[], source: KrmResource): Result {
  const names = namesOf(variants)
  const message = `${describe(source)} is deployed in several variants, and nothing says which one to render`
  const hint = `render with \`--target NAME\`, or set \`target\` of expand-components; targets: ${names.join(', ')}`
  return error(
    'target-missing',
    place(source, ['spec', source.spec && 'workflow' in (source.spec as object) ? 'workflow' : 'policies']),
    message,
    hint,
  )
}
