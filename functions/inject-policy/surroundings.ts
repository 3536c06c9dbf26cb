/** What else is in the package, looked up many times and so put in order once. */
import { getIn, textIn } from '../../src/krm/field-path.ts'
import { group, type KrmResource, labelsOf, ownNamespace } from '../../src/krm/resource.ts'
import { APP_NAME, COMPONENT, RESOURCE_TYPE } from '../../src/oam/contract.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'

/** The workloads of one application by component name. */
export type Workloads = ReadonlyMap<string, KrmResource>

export interface Surroundings {
  readonly workloadsBeside: (trait: Trait) => Workloads
  readonly autoscalerOf: (workload: KrmResource) => KrmResource | undefined
}

export function survey(items: readonly KrmResource[]): Surroundings {
  const applications = workloadsByApplication(items)
  const autoscalers = new Map(items.filter(isAutoscaler).map((item) => [targetKey(item), item]))
  return {
    workloadsBeside: ({ application, resource }) => applications.get(key(resource, application)) ?? new Map(),
    autoscalerOf: (workload) => autoscalers.get(key(workload, workload.kind, workload.metadata.name)),
  }
}

function workloadsByApplication(items: readonly KrmResource[]): ReadonlyMap<string, Workloads> {
  const applications = new Map<string, Map<string, KrmResource>>()
  for (const item of items) {
    const labels = labelsOf(item)
    const component = labels[COMPONENT]
    if (labels[RESOURCE_TYPE] !== 'WORKLOAD' || !component) continue
    const application = key(item, labels[APP_NAME])
    const workloads = applications.get(application) ?? new Map<string, KrmResource>()
    applications.set(application, workloads.set(component, item))
  }
  return applications
}

function isAutoscaler(item: KrmResource): boolean {
  return item.kind === 'HorizontalPodAutoscaler' && group(item.apiVersion) === 'autoscaling'
}

function targetKey(autoscaler: KrmResource): string {
  const ref = getIn(autoscaler, ['spec', 'scaleTargetRef'])
  return key(autoscaler, textIn(ref, ['kind']), textIn(ref, ['name']))
}

function key(resource: KrmResource, ...names: readonly (string | undefined)[]): string {
  return JSON.stringify([ownNamespace(resource) ?? '', ...names])
}
