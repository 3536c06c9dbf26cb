/** One component: its workload, the resources beside it, and its traits, each with the labels of the OAM contract. */
import { generated } from '../../src/krm/origin.ts'
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'
import type { Result } from '../../src/krm/result.ts'
import { type Application, CONTAINERIZED_WORKLOAD, type Component, type TraitUse } from '../../src/oam/application.ts'
import {
  APP_NAME,
  APP_NAMESPACE,
  COMPONENT,
  inheritedAnnotations,
  inheritedLabels,
  RESOURCE_TYPE,
  REVISION,
  TRAIT_RESOURCE,
  TRAIT_TYPE,
  WORKLOAD_TYPE,
} from '../../src/oam/contract.ts'
import { writeTrait } from '../../src/oam/trait.ts'
import { renderContainerizedWorkload } from './containerized-workload.ts'
import type { Rendering } from './rendering.ts'
import { renderTraitObject } from './trait-object.ts'
import { renderWebservice } from './webservice.ts'
import { renderWorker } from './worker.ts'

type Render = (component: Component, application: Application) => Rendering

/** Each type that the OAM room knows, and how it renders; a workload of any other kind is its own rendering. */
const RENDER: Readonly<Record<string, Render>> = {
  [CONTAINERIZED_WORKLOAD]: renderContainerizedWorkload,
  webservice: renderWebservice,
  worker: renderWorker,
}

export function expandComponent(
  application: Application,
  component: Component,
  isNamespaced: (resource: KrmResource) => boolean,
): { readonly resources: readonly KrmResource[]; readonly results: readonly Result[] } {
  const { output, outputs = {}, results = [] } = (RENDER[component.type] ?? renderObject)(component, application)
  const stamp = stamper(application, component, isNamespaced)
  const workload = stamp(output, { [RESOURCE_TYPE]: 'WORKLOAD', ...typeLabel(component) })
  const beside = Object.entries(outputs).map(([key, resource]) => {
    return stamp(resource, { [RESOURCE_TYPE]: 'TRAIT', [TRAIT_TYPE]: 'AuxiliaryWorkload', [TRAIT_RESOURCE]: key })
  })
  const traits = component.traits.map((trait, i) => {
    const labels = { [RESOURCE_TYPE]: 'TRAIT', [TRAIT_TYPE]: trait.type }
    if (trait.object) return stamp(renderTraitObject(trait.object, trait.workloadRefPath, workload), labels, trait)
    const metadata = stamp({ apiVersion: 'v1', kind: 'Trait', metadata: {} }, labels).metadata
    const ordinal = component.traits.slice(0, i).filter(({ type }) => type === trait.type).length
    return writeTrait({ application, component, trait, ordinal, workload, labels: metadata.labels ?? {} })
  })
  return { resources: [workload, ...beside, ...traits], results }
}

function renderObject(component: Component): Rendering {
  return { output: component.workload as KrmResource }
}

function typeLabel(component: Component): StringMap {
  return component.workload ? {} : { [WORKLOAD_TYPE]: component.type }
}

/** Gives a resource its name, namespace, labels and origin. v1beta1: the application's labels win; v1alpha2: the resource's own. */
function stamper(application: Application, component: Component, isNamespaced: (resource: KrmResource) => boolean) {
  const { source, name, namespace } = application
  const inherited = { labels: inheritedLabels(source), annotations: inheritedAnnotations(source) }
  const contract = {
    [APP_NAME]: name,
    ...(namespace && !component.workload ? { [APP_NAMESPACE]: namespace } : {}),
    [COMPONENT]: component.name,
    ...(component.revision ? { [REVISION]: component.revision } : {}),
  }
  return (resource: KrmResource, labels: StringMap, trait?: TraitUse): KrmResource => {
    // Its namespace is the application's, whatever the template says.
    const { name: ownName = component.name, namespace: _, ...own } = resource.metadata
    const merge = (mine: StringMap = {}, theirs: StringMap) =>
      component.workload ? { ...theirs, ...mine } : { ...mine, ...theirs }
    const annotations = merge(own.annotations, inherited.annotations)
    const metadata = {
      name: ownName,
      ...(namespace && isNamespaced(resource) ? { namespace } : {}),
      ...own,
      labels: { ...merge(own.labels, inherited.labels), ...contract, ...labels },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    }
    const from = [source.kind, name, component.name, ...(trait ? [trait.type] : [])].join('/')
    return generated({ ...resource, metadata }, 'expand-components', from)
  }
}
