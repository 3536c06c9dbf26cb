/** One variant of an Application: its components as the policies leave them, read into the model, with places in what was written. */
import { type FieldPath, formatFieldPath } from '../../krm/field-path.ts'
import type { KrmResource } from '../../krm/resource.ts'
import { error, failed, type Result, warning } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Application, Component } from '../application.ts'
import type { ReadOptions } from '../check.ts'
import { type ComponentSpec, type Draft, draftComponent, specOf, spotOf } from '../policies/draft.ts'
import { applyOverride, type Drafted } from '../policies/override.ts'
import { applyReplication } from '../policies/replication.ts'
import { namespaceOf } from '../policies/topology.ts'
import { hasOwnComponents, isAbout, type Written } from '../policies/written.ts'
import { below, placeOf } from '../spot.ts'
import { readApplication, readShaped } from '../v1beta1.ts'
import { hasData, passData, withoutData } from './data.ts'
import type { Variant } from './variants.ts'
import type { AppliedComponent, Deploy, Workflow } from './workflow.ts'

export interface Read {
  readonly application?: Application
  readonly results: readonly Result[]
}

/** What a variant's policies make of the components. */
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
  const { drafts, results } = steps.reduce<Drafted>(
    (sofar, step) => {
      const next = step(sofar.drafts)
      return { drafts: next.drafts, results: [...sofar.results, ...next.results] }
    },
    { drafts: whole, results: [] },
  )
  const namespace = variant.topology && namespaceOf(variant.topology)
  if (drafts === whole) {
    const isAsWritten = hasOwnComponents(written) && !components.some(hasData)
    return { variant, drafts, results, namespace, isAsWritten }
  }
  const names = new Set(drafts.map(({ name }) => name))
  const left = new Set(components.map(({ name }) => name).filter((name) => !names.has(name)))
  const settled = drafts.map((draft) => withoutDependencies(draft, left))
  return { variant, drafts: settled, results, namespace, isAsWritten: false }
}

/** What a variant leaves out, nothing in it waits for. */
function withoutDependencies(draft: Draft, left: ReadonlySet<string>): Draft {
  const { dependsOn } = draft.others as Pick<Component, 'dependsOn'>
  if (!dependsOn?.some((name) => left.has(name))) return draft
  return { ...draft, others: { ...draft.others, dependsOn: dependsOn.filter((name) => !left.has(name)) } }
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

export function readVariant(drafted: DraftedVariant, written: Written, options: ReadOptions): Read {
  const { variant, drafts: given, results, namespace } = drafted
  if (failed(results)) return { results }
  const { source } = written
  if (drafted.isAsWritten) return inNamespace(withDependencies(readShaped(source, options)), namespace)
  const passed = pass(given, source, options)
  const { drafts } = passed
  const read: Read = readApplication({ ...source, spec: { components: drafts.map(specOf) } }, options)
  const open = options.render && !failed(passed.results) ? [] : given.filter(({ others }) => hasData(others))
  const known = read.results.filter((result) => !open.some(({ name }) => mayBePassed(result, name, drafts)))
  const all = [...passed.results, ...known]
  const relocated = [...results, ...all.map((result) => relocate(result, drafts, source))]
  if (!read.application) return { results: relocated }
  const isOwnStep = hasOwnComponents(written) && variant.step?.at.source === source
  const step = isOwnStep && variant.step ? variant.step.at.path : written.componentsIn
  const components = read.application.components.map((component, i) => {
    return withPlaces(component, drafts[i] as Draft, source, step)
  })
  return inNamespace({ application: { ...read.application, source, components }, results: relocated }, namespace)
}

function inNamespace(read: Read, namespace: string | undefined): Read {
  if (!read.application || !namespace) return read
  return { ...read, application: { ...read.application, targetNamespace: namespace } }
}

/** What the components depend on, which is read for its order only. */
export function withDependencies(read: Read): Read {
  if (!read.application) return read
  const { application } = read
  const specs = (application.source.spec as { components: readonly Pick<Component, 'dependsOn'>[] }).components
  if (!specs.some(({ dependsOn }) => dependsOn)) return read
  const components = application.components.map((component, i) => {
    const { dependsOn } = specs[i] ?? {}
    return dependsOn ? { ...component, dependsOn } : component
  })
  return { ...read, application: { ...application, components } }
}

/** Values from component to component, where any is passed. */
function pass(drafts: readonly Draft[], source: KrmResource, options: ReadOptions): Drafted {
  if (!drafts.some(({ others }) => hasData(others))) return { drafts, results: [] }
  if (options.render) return passData(drafts, source, options, options.render)
  return { drafts: drafts.map(withoutData), results: [] }
}

/** A parameter that is not there, and that an input may give. */
function mayBePassed({ code, field }: Result, name: string, drafts: readonly Draft[]): boolean {
  const [, , i] = field?.path ?? []
  return code === 'parameter-missing' && typeof i === 'number' && drafts[i]?.name === name
}

/** A result about the rewritten Application, at the place that its author wrote. */
function relocate(result: Result, drafts: readonly Draft[], source: KrmResource): Result {
  const [spec, components, i, ...rest] = result.field?.path ?? []
  const draft = spec === 'spec' && components === 'components' && typeof i === 'number' ? drafts[i] : undefined
  if (!draft || !isAbout(result, source)) return result
  const spot = spotOf(draft, rest)
  const { resourceRef: _, file: __, field, ...what } = result
  const at = placeOf(spot)
  const message = what.message.replace(formatFieldPath(field?.path ?? []), formatFieldPath(spot.path))
  return { ...what, message, ...at, ...(field && at.field ? { field: { ...field, path: at.field.path } } : {}) }
}

/** Paths in the Application; where something stands in a Policy beside it, that of the step which brings it in. */
function withPlaces(component: Component, draft: Draft, source: KrmResource, step: FieldPath): Component {
  const pathOf = (within: FieldPath) => {
    const spots = [spotOf(draft, within), draft.from]
    return spots.find((spot) => spot.source === source)?.path ?? step
  }
  const traits = component.traits.map((trait, i) => {
    const path = pathOf(['traits', i])
    return { ...trait, path, ...(same(path, trait.path) ? {} : { position: trait.path }) }
  })
  const { replicaKey, targetNamespace, others, providers = [] } = draft
  const { dependsOn = [] } = others as Pick<Component, 'dependsOn'>
  const before = [...new Set([...dependsOn, ...providers])]
  return {
    ...component,
    path: pathOf([]),
    traits,
    ...(before.length > 0 ? { dependsOn: before } : {}),
    ...(replicaKey === undefined ? {} : { replicaKey }),
    ...(targetNamespace === undefined ? {} : { targetNamespace }),
  }
}

function same(a: FieldPath, b: FieldPath): boolean {
  return a.length === b.length && a.every((segment, i) => segment === b[i])
}
