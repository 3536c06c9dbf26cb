/**
 * Workloads and traits by the name of their definition: `workload: {type, spec}` and `trait: {name, properties}`.
 * oam-kubernetes-runtime's admission webhooks (`pkg/webhook/v1alpha2/{component,applicationconfiguration}/mutating_handler.go`) turn them into objects.
 */
import { isObject } from '../krm/check.ts'
import type { FieldPath } from '../krm/field-path.ts'
import { describe, type KrmResource } from '../krm/resource.ts'
import { error, type Place, place, type Result } from '../krm/result.ts'
import type { Properties } from './application.ts'
import { unknownType } from './check.ts'
import { TRAIT_TYPE, WORKLOAD_TYPE } from './contract.ts'
import type { Kind } from './custom-kinds.ts'
import { type ComponentDocument, placeIn } from './v1alpha2-components.ts'
import type { Definition, Definitions } from './v1alpha2-definitions.ts'

export type Expansion = { readonly object: Properties } | { readonly result: Result }

/** Codes: `field-missing`, `component-type-unknown`, `definition-kind-unknown`, `shorthand-ambiguous`. */
export function expandWorkload(component: ComponentDocument, definitions: Definitions): Expansion {
  const { type, ...template } = component.workload
  const at = (field: string) => placeIn(component, ['spec', 'workload', ...(field ? [field] : [])])
  if (typeof template.apiVersion === 'string' && typeof template.kind === 'string')
    return { object: component.workload }
  const what = describe(component.document)
  if (typeof type !== 'string') {
    const hint = 'write `apiVersion` and `kind`, or the `type` of a WorkloadDefinition'
    return {
      result: error('field-missing', at(''), `the workload of ${what} has no \`apiVersion\` and \`kind\``, hint),
    }
  }
  const definition = definitions.workloads.get(type)
  if (!definition) {
    const known = [...definitions.workloads.keys()].toSorted()
    const where = { source: component.document, path: [...component.root, 'spec', 'workload', 'type'] }
    return { result: unknownType('component-type-unknown', what, type, known, where, 'WorkloadDefinition') }
  }
  return asObject(template, definition, WORKLOAD_TYPE, definitions, at)
}

/** Undefined where no TraitDefinition of the package says what the name means: a built-in type, or nothing. */
export function expandTrait(
  { name, ...template }: Properties,
  path: FieldPath,
  source: KrmResource,
  definitions: Definitions,
): Expansion | undefined {
  const definition = typeof name === 'string' ? definitions.traits.get(name) : undefined
  // With a schematic of its own the name means a template, which v1beta1 evaluates.
  if (!definition?.definitionRef || (definition as { schematic?: unknown }).schematic) return undefined
  return asObject(template, definition, TRAIT_TYPE, definitions, (field) =>
    place(source, [...path, ...(field ? [field] : [])]),
  )
}

function asObject(
  { properties, ...template }: Properties,
  definition: Definition,
  label: string,
  definitions: Definitions,
  at: (field: string) => Place,
): Expansion {
  if (properties !== undefined && template.spec !== undefined) {
    const hint = 'keep one of the two'
    return { result: error('shorthand-ambiguous', at('properties'), '`properties` is another word for `spec`', hint) }
  }
  const kind = kindOf(definition, definitions)
  if (!kind) return { result: kindUnknown(definition, label === TRAIT_TYPE ? at('name') : at('type')) }
  const metadata = isObject(template.metadata) ? template.metadata : {}
  const labels = { ...(isObject(metadata.labels) ? metadata.labels : {}), [label]: definition.name }
  const spec = template.spec ?? properties
  return {
    object: { ...kind, ...template, metadata: { ...metadata, labels }, ...(spec === undefined ? {} : { spec }) },
  }
}

function kindOf({ name, definitionRef }: Definition, { kinds }: Definitions): Kind | undefined {
  return kinds.ofDefinition(definitionRef?.name ?? name, definitionRef?.version)
}

function kindUnknown({ resource, name, definitionRef }: Definition, at: Place): Result {
  const { name: crd = name, version } = definitionRef ?? {}
  const wanted = version ? `version ${version} of "${crd}"` : `"${crd}"`
  const message = `${describe(resource)} refers to ${wanted}, whose kind no CustomResourceDefinition of this package says`
  const hint = 'add the CustomResourceDefinition to the package, or write `apiVersion` and `kind` in place of the name'
  return error('definition-kind-unknown', at, message, hint)
}
