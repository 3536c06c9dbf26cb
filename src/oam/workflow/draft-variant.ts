/** What the workflow and the policies of a variant make of an Application's components. */
import { error, type Result, warning } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Component } from '../application.ts'
import { type ComponentSpec, type Draft, draftComponent } from '../policies/draft.ts'
import { type Drafted, inTurn } from '../policies/drafted.ts'
import { applyOverride } from '../policies/override.ts'
import { applyReplication } from '../policies/replication.ts'
import { namespaceOf } from '../policies/topology.ts'
import { hasOwnComponents, type Written } from '../policies/written.ts'
import { below, placeOf } from '../spot.ts'
import { hasData } from './data.ts'
import type { Variant } from './variants.ts'
import type { AppliedComponent, Deploy, Workflow } from './workflow.ts'

export interface DraftedVariant extends Drafted {
  readonly variant: Variant
  readonly namespace: string | undefined
  /** The components are those of the Application, each as it stands there. */
  readonly isAsWritten: boolean
}

/** Codes: those of the policies, `component-unknown`, `component-not-applied`, `component-applied-twice`, `field-ignored`. */
export function draftVariant(variant: Variant, written: Written, workflow: Workflow): DraftedVariant {
  const { components } = written.source.spec as { readonly components: readonly ComponentSpec[] }
  const whole = components.map((spec, i) => draftComponent(spec, below(written.components, i)))
  const steps = [
    (drafts: readonly Draft[]) => applyComponents(drafts, workflow),
    ...variant.overrides.map((policy) => (drafts: readonly Draft[]) => applyOverride(drafts, policy)),
    ...variant.replications.map((policy) => (drafts: readonly Draft[]) => applyReplication(drafts, policy)),
  ]
  const { drafts, results } = inTurn(whole, steps)
  const namespace = variant.topology && namespaceOf(variant.topology)
  if (drafts === whole) {
    const isAsWritten = hasOwnComponents(written) && !components.some(hasData)
    return { variant, drafts, results, namespace, isAsWritten }
  }
  return { variant, drafts: withoutLeft(drafts, components), results, namespace, isAsWritten: false }
}

/** What a variant leaves out, nothing in it waits for. */
function withoutLeft(drafts: readonly Draft[], components: readonly ComponentSpec[]): readonly Draft[] {
  const names = new Set(drafts.map(({ name }) => name))
  const left = new Set(components.map(({ name }) => name).filter((name) => !names.has(name)))
  return drafts.map((draft) => {
    const { dependsOn } = draft.others as Pick<Component, 'dependsOn'>
    if (!dependsOn?.some((name) => left.has(name))) return draft
    return { ...draft, others: { ...draft.others, dependsOn: dependsOn.filter((name) => !left.has(name)) } }
  })
}

/** A workflow that applies components one by one applies no others; a step that deploys takes all of them. */
function applyComponents(drafts: readonly Draft[], workflow: Workflow): Drafted {
  const { components, deploys } = workflow
  const names = new Set(drafts.map(({ name }) => name))
  const first = new Map(components.toReversed().map((one) => [one.component, one]))
  const unknown = components.flatMap((one) => checkApplied(one, names, first, deploys[0]))
  if (components.length === 0 || deploys.length > 0) return { drafts, results: unknown }
  const left = drafts.flatMap(({ name, from }) => {
    if (first.has(name)) return []
    const message = `component "${name}" is not rendered, because no step of the workflow applies it`
    return [warning('component-not-applied', placeOf(from), message, 'add an `apply-component` step')]
  })
  const applied = drafts.flatMap((draft) => {
    const { namespace } = first.get(draft.name) ?? {}
    if (!first.has(draft.name)) return []
    return [namespace ? { ...draft, targetNamespace: namespace } : draft]
  })
  return { drafts: applied, results: [...unknown, ...left] }
}

/** Codes: `component-unknown`, `component-applied-twice`, `field-ignored`. */
function checkApplied(
  { step, component, namespace, at }: AppliedComponent,
  names: ReadonlySet<string>,
  steps: ReadonlyMap<string, AppliedComponent>,
  deploy: Deploy | undefined,
): readonly Result[] {
  const where = (field: string) => placeOf(at, 'properties', field)
  if (!names.has(component)) {
    const message = `workflow step "${step}" applies component "${component}", which is not there`
    return [error('component-unknown', where('component'), message, suggest(component, [...names]))]
  }
  if (namespace && deploy) {
    const message = `\`namespace\` of workflow step "${step}" changes nothing, because step "${deploy.name}" deploys every component`
    return [warning('field-ignored', where('namespace'), message, 'deploy to the namespace with a `topology`')]
  }
  const first = steps.get(component)
  if (!first || first.namespace === namespace) return []
  const message = `workflow steps "${first.step}" and "${step}" apply component "${component}" to two namespaces`
  const hint = 'write a `topology` for each namespace, and a `deploy` step with both'
  return [error('component-applied-twice', where('component'), message, hint)]
}
