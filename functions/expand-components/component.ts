/** One component: its workload, the resources beside it, and its traits, each with the labels of the OAM contract. */
import { type FieldPath, parseFieldPath } from '../../src/krm/field-path.ts'
import { annotationsOf, type KrmResource, labelsOf, type StringMap } from '../../src/krm/resource.ts'
import { place, type Result } from '../../src/krm/result.ts'
import { type Application, CONTAINERIZED_WORKLOAD, type Component, type TraitUse } from '../../src/oam/application.ts'
import { REPLICA_KEY, RESOURCE_TYPE, TRAIT_RESOURCE, TRAIT_TYPE, WORKLOAD_TYPE } from '../../src/oam/contract.ts'
import type { Context, Evaluate, Evaluation } from '../../src/oam/definition.ts'
import { writeTrait } from '../../src/oam/traits/write.ts'
import { renderContainerizedWorkload } from './containerized-workload.ts'
import { type Stamper, stamper } from './stamp.ts'
import type { Surroundings } from './surroundings.ts'
import { renderTraitObject } from './trait-object.ts'

export interface Expanded {
  readonly resources: readonly KrmResource[]
  readonly results: readonly Result[]
}

export type NativeTypes = Readonly<Record<string, Evaluate>>

export function expandComponent(
  application: Application,
  component: Component,
  types: NativeTypes,
  surroundings: Surroundings,
): Expanded {
  const context = contextOf(application, component, surroundings)
  const { output, outputs = {}, results = [] } = evaluate(component, application, types, context)
  // A workload of v1alpha2 is not a property: its results know their places.
  const path = [...component.path, 'properties']
  const placed = component.workload ? results : results.map((result) => atSource(result, application, path))
  if (!output) return { resources: [], results: placed }
  const stamping = stamper(application, component, surroundings)
  const { stamp } = stamping
  const workload = surroundings.holds(output) ? output : stamp(output, component.name, workloadLabels(component))
  const beside = Object.entries(outputs).map(([key, resource]) => {
    if (surroundings.holds(resource)) return resource
    return stamp(resource, `${component.name}-${key}`, auxiliaryLabels('AuxiliaryWorkload', key))
  })
  const traits = component.traits.map((trait) => {
    return expandTrait(trait, application, component, { ...context, output: workload }, stamping)
  })
  const resources = [workload, ...beside, ...traits.flatMap((one) => one.resources)]
  return {
    resources: resources.filter((resource) => !surroundings.holds(resource)),
    results: [...placed, ...traits.flatMap((one) => one.results)],
  }
}

function contextOf(
  { source, name, namespace }: Application,
  component: Component,
  { kubernetesMinor }: Surroundings,
): Context {
  return {
    name: component.name,
    componentType: component.type,
    namespace,
    appName: name,
    appLabels: labelsOf(source),
    appAnnotations: annotationsOf(source),
    kubernetesMinor,
    ...(component.revision ? { revision: component.revision } : {}),
    ...(component.replicaKey === undefined ? {} : { replicaKey: component.replicaKey }),
  }
}

function evaluate(component: Component, application: Application, types: NativeTypes, context: Context): Evaluation {
  const { type, definition, properties, workload } = component
  if (workload) {
    return type === CONTAINERIZED_WORKLOAD ? renderContainerizedWorkload(component, application) : { output: workload }
  }
  const own = definition ? definition.template?.evaluate : types[type]
  if (!own) throw new Error(`no rendering of component type "${type}"`)
  return own(properties, context)
}

/** A result of an evaluation speaks of the properties; one that has a file already knows its place. */
function atSource(result: Result, { source }: Application, path: FieldPath): Result {
  return result.file ? result : { ...result, ...place(source, [...path, ...(result.field?.path ?? [])]) }
}

function workloadLabels({ workload, type, replicaKey }: Component): StringMap {
  return {
    [RESOURCE_TYPE]: 'WORKLOAD',
    ...(workload ? {} : { [WORKLOAD_TYPE]: type }),
    ...(replicaKey === undefined ? {} : { [REPLICA_KEY]: replicaKey }),
  }
}

function auxiliaryLabels(type: string, key?: string): StringMap {
  return { [RESOURCE_TYPE]: 'TRAIT', [TRAIT_TYPE]: type, ...(key === undefined ? {} : { [TRAIT_RESOURCE]: key }) }
}

/** The objects that a trait is or yields, or the Trait resource that carries it to the function that owns it. */
function expandTrait(
  trait: TraitUse,
  application: Application,
  component: Component,
  context: Context & { readonly output: KrmResource },
  { stamp, labelled, annotations }: Stamper,
): Expanded {
  const { type, definition, properties, path } = trait
  const workload = context.output
  const labels = auxiliaryLabels(type)
  const ordinal = component.traits.filter((other) => other.type === type).indexOf(trait)
  const name = `${component.name}-${type.toLowerCase()}${ordinal === 0 ? '' : `-${ordinal + 1}`}`
  if (trait.object) {
    const object = renderTraitObject(trait.object, trait.workloadRefPath, workload)
    return { resources: [stamp(object, name, labels, trait)], results: [] }
  }
  if (definition) {
    const { outputs = {}, results = [] } = definition.template?.evaluate(properties, context) ?? {}
    const resources = Object.entries(outputs).map(([key, object]) => {
      const path = definition.workloadRefPath === undefined ? undefined : parseFieldPath(definition.workloadRefPath)
      const referring = renderTraitObject(object, path, workload)
      return stamp(referring, name, auxiliaryLabels(type, key), trait)
    })
    return { resources, results: results.map((result) => atSource(result, application, [...path, 'properties'])) }
  }
  const podSpecPath = component.definition?.podSpecPath
  const inherited = { labels: labelled(labels), annotations }
  const draft = { application, component, trait, ordinal, workload, inherited, podSpecPath }
  return { resources: [writeTrait(draft)], results: [] }
}
