/** Application, core.oam.dev/v1beta1 (KubeVela `apis/core.oam.dev/v1beta1/application_types.go`), into the model. */
import type { FieldPath } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'
import { error, failed, place, type Result, warning } from '../krm/result.ts'
import {
  type Application,
  type Component,
  componentTypes,
  type Properties,
  type TraitUse,
  traitTypes,
} from './application.ts'
import { checkDuplicates, checkProperties, checkShape, type ReadOptions, unknownType } from './check.ts'
import { checkDependencies } from './dependencies.ts'

interface ComponentSpec {
  readonly name: string
  readonly type: string
  readonly properties?: Properties
  readonly traits?: readonly { readonly type: string; readonly properties?: Properties }[]
  readonly dependsOn?: readonly string[]
  readonly [field: string]: unknown
}

interface Spec {
  readonly components: readonly ComponentSpec[]
  readonly [field: string]: unknown
}

export function readApplication(source: KrmResource, options: ReadOptions) {
  const shape = checkShape('Application', source)
  if (failed(shape)) return { results: shape }
  const spec = source.spec as Spec
  const results = [
    ...checkDuplicates(
      spec.components.map(({ name }) => name),
      source,
      'name',
    ),
    ...checkDependencies(spec.components, source),
    ...spec.components.flatMap((component, i) => checkComponent(component, ['spec', 'components', i], source, options)),
  ]
  const { name = '', namespace } = source.metadata
  const application: Application = { source, name, namespace, components: spec.components.map(readComponent) }
  return { application, results }
}

function checkComponent(
  component: ComponentSpec,
  path: FieldPath,
  source: KrmResource,
  options: ReadOptions,
): readonly Result[] {
  const { name, type, properties = {}, traits = [] } = component
  const known = componentTypes.includes(type)
  return [
    ...checkUnsupported(source, component, path, ['externalRevision']),
    ...checkOrderOnly(source, component, path, options.isOrdered ? ['scopes'] : undefined),
    ...(known
      ? checkProperties(type, properties, source, [...path, 'properties'], options)
      : [
          unknownType('component-type-unknown', `component "${name}"`, type, componentTypes, {
            source,
            path: [...path, 'type'],
          }),
        ]),
    ...traits.flatMap((trait, i) => checkTrait(trait, name, [...path, 'traits', i], source, options)),
  ]
}

export function checkTrait(
  trait: { readonly type: string; readonly properties?: Properties },
  component: string,
  path: FieldPath,
  source: KrmResource,
  options: ReadOptions,
): readonly Result[] {
  if (traitTypes.includes(trait.type)) {
    return checkProperties(trait.type, trait.properties ?? {}, source, [...path, 'properties'], options)
  }
  const at = { source, path: [...path, 'type'] }
  return [unknownType('trait-type-unknown', `component "${component}"`, trait.type, traitTypes, at)]
}

/** What would change the output and is not hydrated must never pass in silence. Code `field-unsupported`. */
export function checkUnsupported(
  source: KrmResource,
  holder: Properties,
  path: FieldPath,
  fields: readonly string[],
): readonly Result[] {
  return fields
    .filter((field) => !isEmpty(holder[field]))
    .map((field) => {
      const message = `\`${field}\` is not hydrated, so the result would differ from what the application says`
      return error('field-unsupported', place(source, [...path, field]), message, `remove \`${field}\``)
    })
}

/** These steer a runtime and change no resource. Code `field-ignored`. */
export function checkOrderOnly(
  source: KrmResource,
  holder: Properties,
  path: FieldPath,
  fields: readonly string[] = ['dependsOn', 'scopes'],
): readonly Result[] {
  return fields
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

function readComponent(component: ComponentSpec, i: number): Component {
  const path: FieldPath = ['spec', 'components', i]
  const traits = (component.traits ?? []).map(
    ({ type, properties = {} }, j): TraitUse => ({ type, properties, path: [...path, 'traits', j] }),
  )
  return { name: component.name, type: component.type, properties: component.properties ?? {}, path, traits }
}
