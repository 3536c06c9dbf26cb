/** One variant of an Application: its components as the policies leave them, read into the model, with places in what was written. */
import { type FieldPath, formatFieldPath } from '../../krm/field-path.ts'
import type { KrmResource } from '../../krm/resource.ts'
import { failed, type Result } from '../../krm/result.ts'
import type { Application, Component } from '../application.ts'
import type { ReadOptions } from '../check.ts'
import { type Draft, specOf, spotOf } from '../policies/draft.ts'
import type { Drafted } from '../policies/drafted.ts'
import { hasOwnComponents, isAbout, type Written } from '../policies/written.ts'
import { placeOf } from '../spot.ts'
import { readApplication, readShaped } from '../v1beta1.ts'
import { hasData, passData, withoutData } from './data.ts'
import type { DraftedVariant } from './draft-variant.ts'

export interface Read {
  readonly application?: Application
  readonly results: readonly Result[]
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
