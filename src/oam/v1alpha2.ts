/** ApplicationConfiguration and Component, core.oam.dev/v1alpha2 (OAM specification v0.2.1), into the model. */
import { isObject } from '../krm/check.ts'
import type { FieldPath } from '../krm/field-path.ts'
import { describe, group, type KrmResource } from '../krm/resource.ts'
import { error, failed, place, type Result, warning } from '../krm/result.ts'
import { type Application, CONTAINERIZED_WORKLOAD, type Component, OAM_GROUP, type Properties } from './application.ts'
import { checkDuplicates, checkProperties, checkShape, type ReadOptions, suggest, unknownType } from './check.ts'
import { checkValues, type Parameter, type ParameterValue, setValues } from './parameters.ts'
import { type Read, readTrait, withMetadata } from './v1alpha2-trait.ts'
import { checkOrderOnly, checkUnsupported } from './v1beta1.ts'

interface ComponentUse {
  readonly componentName?: string
  readonly revisionName?: string
  readonly parameterValues?: readonly ParameterValue[]
  readonly traits?: readonly { readonly trait: Properties; readonly [field: string]: unknown }[]
  readonly [field: string]: unknown
}

/** Components by name; a name that two documents define is an error. */
export function readComponents(sources: readonly KrmResource[]): {
  readonly value: ReadonlyMap<string, KrmResource>
  readonly results: readonly Result[]
} {
  const shapes = sources.flatMap((source) => checkShape('Component', source))
  const byName = new Map<string, KrmResource>()
  const duplicates = sources.flatMap((source) => {
    const first = byName.get(source.metadata.name ?? '')
    if (!first) byName.set(source.metadata.name ?? '', source)
    return first ? [definedTwice(source, first)] : []
  })
  return { value: byName, results: [...shapes, ...duplicates] }
}

function definedTwice(source: KrmResource, first: KrmResource): Result {
  const elsewhere = place(first).file?.path
  const message = `${describe(source)} is defined twice${elsewhere ? `, also in ${elsewhere}` : ''}`
  return error('component-duplicate', place(source, ['metadata', 'name']), message, 'rename or remove one of the two')
}

/** A Component that no ApplicationConfiguration names renders nothing. */
export function unused(
  components: ReadonlyMap<string, KrmResource>,
  applications: readonly KrmResource[],
): readonly Result[] {
  const named = new Set(
    applications.flatMap((application) => uses(application).map(({ componentName }) => componentName)),
  )
  return [...components].flatMap(([name, source]) => {
    if (named.has(name)) return []
    return [
      warning(
        'component-unused',
        place(source, ['metadata', 'name']),
        `no ApplicationConfiguration names component "${name}"`,
      ),
    ]
  })
}

function uses(source: KrmResource): readonly ComponentUse[] {
  const spec = source.spec as { components?: readonly ComponentUse[] } | undefined
  return Array.isArray(spec?.components) ? spec.components.filter(isObject) : []
}

export function readApplicationConfiguration(
  source: KrmResource,
  components: ReadonlyMap<string, KrmResource>,
  options: ReadOptions,
): { readonly application?: Application; readonly results: readonly Result[] } {
  const shape = checkShape('ApplicationConfiguration', source)
  if (failed(shape)) return { results: shape }
  const read = uses(source).map((use, i) => readUse(use, ['spec', 'components', i], source, components, options))
  const names = uses(source).map(({ componentName = '' }) => componentName)
  const results = [...checkDuplicates(names, source, 'componentName'), ...read.flatMap(({ results }) => results)]
  const { name = '', namespace } = source.metadata
  return { application: { source, name, namespace, components: read.flatMap(({ value }) => value ?? []) }, results }
}

function readUse(
  use: ComponentUse,
  path: FieldPath,
  source: KrmResource,
  components: ReadonlyMap<string, KrmResource>,
  options: ReadOptions,
): Read<Component> {
  const { componentName, traits = [], parameterValues = [] } = use
  if (!componentName) return { results: [unnamed(use, path, source)] }
  const component = components.get(componentName)
  if (!component) return { results: [undefinedComponent(componentName, path, source, components)] }
  const template = component.spec as { workload: Properties; parameters?: readonly Parameter[] }
  const parameters = template.parameters ?? []
  const at = { component, source, path }
  const { workload, results } = setValues(withMetadata(template.workload), parameters, parameterValues, at)
  const read = traits.map(({ trait }, i) =>
    readTrait(trait, componentName, [...path, 'traits', i, 'trait'], source, options),
  )
  return {
    value: {
      name: componentName,
      type: workload.kind,
      properties: (workload.spec ?? {}) as Properties,
      path,
      workload,
      traits: read.flatMap(({ value }) => value ?? []),
    },
    results: [
      ...checkUnsupported(source, use, path, ['dataInputs', 'dataOutputs']),
      ...checkOrderOnly(source, use, path),
      ...checkValues(parameters, parameterValues, at),
      ...results,
      ...checkWorkload(workload, component, options),
      ...traits.flatMap((trait, i) =>
        checkUnsupported(source, trait, [...path, 'traits', i], ['dataInputs', 'dataOutputs']),
      ),
      ...read.flatMap((one) => one.results),
    ],
  }
}

function unnamed(use: ComponentUse, path: FieldPath, source: KrmResource): Result {
  if (use.revisionName) {
    const message = `revision "${use.revisionName}" lives in a cluster only, a package has no revisions`
    return error(
      'revision-unresolved',
      place(source, [...path, 'revisionName']),
      message,
      'name the component with `componentName`',
    )
  }
  return error('field-missing', place(source, path), '`componentName` is missing', 'name a Component of this package')
}

function undefinedComponent(
  name: string,
  path: FieldPath,
  source: KrmResource,
  components: ReadonlyMap<string, KrmResource>,
): Result {
  const at = place(source, [...path, 'componentName'])
  return error(
    'component-undefined',
    at,
    `no Component "${name}" is defined in this package`,
    suggest(name, [...components.keys()]),
  )
}

/** A workload is a ContainerizedWorkload, or any Kubernetes object, which is its own rendering. */
function checkWorkload(workload: KrmResource, component: KrmResource, options: ReadOptions): readonly Result[] {
  const path = ['spec', 'workload']
  if (group(workload.apiVersion) !== OAM_GROUP) return []
  if (workload.kind === CONTAINERIZED_WORKLOAD) {
    return checkProperties(CONTAINERIZED_WORKLOAD, workload.spec ?? {}, component, [...path, 'spec'], options)
  }
  const at = { source: component, path: [...path, 'kind'] }
  return [unknownType('component-type-unknown', describe(component), workload.kind, [CONTAINERIZED_WORKLOAD], at)]
}
