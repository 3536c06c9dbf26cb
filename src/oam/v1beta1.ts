/** Application, core.oam.dev/v1beta1 (KubeVela `apis/core.oam.dev/v1beta1/application_types.go`), into the model. */
import type { FieldPath } from '../krm/field-path.ts'
import { type KrmResource, ownNamespace } from '../krm/resource.ts'
import { failed, place, type Result, warning } from '../krm/result.ts'
import {
  type Application,
  type Component,
  componentTypes,
  type Properties,
  type TraitUse,
  traitTypes,
} from './application.ts'
import {
  checkDefined,
  checkDuplicates,
  checkName,
  checkProperties,
  checkShape,
  isReadable,
  type ReadOptions,
} from './check.ts'
import { checkDependencies, componentsOf } from './dependencies.ts'
import { type ResolvedType, resolveType } from './type-reference.ts'

interface TraitSpec {
  readonly type: string
  readonly properties?: Properties
}

interface ComponentSpec extends TraitSpec {
  readonly name: string
  readonly traits?: readonly TraitSpec[]
  readonly dependsOn?: readonly string[]
  readonly externalRevision?: string
  readonly [field: string]: unknown
}

interface Spec {
  readonly components: readonly ComponentSpec[]
  readonly [field: string]: unknown
}

export function readApplication(
  source: KrmResource,
  options: ReadOptions,
): { readonly application?: Application; readonly results: readonly Result[] } {
  const shape = checkShape('Application', source)
  if (!isReadable(shape)) return { results: shape }
  const { application, results } = readShaped(source, options)
  return { application, results: [...shape, ...results] }
}

/** An Application that its schema can be read by. */
export function readShaped(source: KrmResource, options: ReadOptions) {
  const spec = source.spec as Spec
  const read = spec.components.map((component, i) =>
    readComponent(component, ['spec', 'components', i], source, options),
  )
  const { name = '' } = source.metadata
  const namespace = ownNamespace(source)
  const results = [
    ...checkName('application', name, source, ['metadata', 'name']),
    ...checkDuplicates(
      spec.components.map(({ name }) => name),
      source,
      'name',
    ),
    ...checkDependencies(spec.components, componentsOf(source)),
    ...read.flatMap((one) => one.results),
  ]
  const application: Application = { source, name, namespace, components: read.map(({ value }) => value) }
  return { application, results }
}

interface Read<T> {
  readonly value: T
  readonly results: readonly Result[]
}

function readComponent(
  component: ComponentSpec,
  path: FieldPath,
  source: KrmResource,
  options: ReadOptions,
): Read<Component> {
  const { name, properties = {}, traits = [] } = component
  const { typed, results } = readType(component, 'ComponentDefinition', name, path, source, options)
  const read = traits.map((trait, i) => readTraitUse(trait, name, [...path, 'traits', i], source, options))
  return {
    value: {
      name,
      ...typed,
      properties: declared(properties, results, [...path, 'properties']),
      path,
      ...(component.externalRevision ? { revision: component.externalRevision } : {}),
      traits: read.map(({ value }) => value),
    },
    results: [
      ...checkRevision(component, source, path),
      ...checkOrderOnly(source, component, path, options),
      ...results,
      ...read.flatMap((one) => one.results),
    ],
  }
}

function readTraitUse(
  trait: TraitSpec,
  component: string,
  path: FieldPath,
  source: KrmResource,
  options: ReadOptions,
): Read<TraitUse> {
  const { typed, results } = readType(trait, 'TraitDefinition', component, path, source, options)
  return { value: { ...typed, properties: trait.properties ?? {}, path }, results }
}

export function checkTrait(
  trait: TraitSpec,
  component: string,
  path: FieldPath,
  source: KrmResource,
  options: ReadOptions,
): readonly Result[] {
  return readTraitUse(trait, component, path, source, options).results
}

const BUILT_IN = { ComponentDefinition: componentTypes, TraitDefinition: traitTypes }

/** The type that a component, or a trait of it, names; and its properties against that type. */
function readType(
  { type, properties = {} }: TraitSpec,
  kind: keyof typeof BUILT_IN,
  component: string,
  path: FieldPath,
  source: KrmResource,
  options: ReadOptions,
): { readonly typed: Pick<Component, 'type' | 'definition'>; readonly results: readonly Result[] } {
  const reference = { kind, type, what: `component "${component}"`, at: { source, path: [...path, 'type'] } }
  const resolved = resolveType(reference, BUILT_IN[kind], options.definitions ?? [])
  const { name, definition, results } = resolved
  const parameters = checkParameters(resolved, properties, source, [...path, 'properties'], options)
  return { typed: { type: name, ...(definition ? { definition } : {}) }, results: [...results, ...parameters] }
}

/** Nothing can be said of the parameters of a type that is not known. */
function checkParameters(
  { name, definition, results }: ResolvedType,
  properties: Properties,
  source: KrmResource,
  path: FieldPath,
  options: ReadOptions,
): readonly Result[] {
  if (failed(results)) return []
  if (!definition) return checkProperties(name, properties, source, path, options)
  return checkDefined(definition, properties, source, path, options)
}

/** Undeclared parameters that are tolerated are left out, so that no type takes one for its own. */
function declared(properties: Properties, results: readonly Result[], path: FieldPath): Properties {
  if (results.length === 0) return properties
  const undeclared = results.filter(({ code }) => code === 'parameter-undeclared').map(({ field }) => field?.path ?? [])
  const dropped = undeclared.filter((one) => one.length === path.length + 1).map((one) => one.at(-1))
  if (dropped.length === 0) return properties
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !dropped.includes(key)))
}

/** It becomes a label. Code `name-invalid`. */
function checkRevision({ externalRevision }: ComponentSpec, source: KrmResource, path: FieldPath): readonly Result[] {
  if (!externalRevision) return []
  return checkName('`externalRevision`', externalRevision, source, [...path, 'externalRevision'])
}

/** These steer a runtime and change no resource. Code `field-ignored`. */
function checkOrderOnly(
  source: KrmResource,
  holder: Properties,
  path: FieldPath,
  { isOrdered }: ReadOptions,
): readonly Result[] {
  return (isOrdered ? ['scopes'] : ['dependsOn', 'scopes'])
    .filter((field) => !isEmpty(holder[field]))
    .map((field) => {
      return warning(
        'field-ignored',
        place(source, [...path, field]),
        `\`${field}\` acts in a cluster only and changes no manifest`,
        field === 'dependsOn' ? 'set `applyOrder` of expand-components to say it to Argo CD or kpt' : undefined,
      )
    })
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'object' && Object.keys(value).length === 0) ||
    value === ''
  )
}
