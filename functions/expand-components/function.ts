/** Plays the application controller: OAM applications into workloads, and their traits into resources for the inject functions. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { GENERATED_FROM, generatedBy, regenerate } from '../../src/krm/origin.ts'
import {
  annotation,
  identity,
  isLocalConfig,
  type KrmResource,
  LOCAL_CONFIG,
  withAnnotations,
} from '../../src/krm/resource.ts'
import { failed } from '../../src/krm/result.ts'
import { type NamespaceOf, namespaces } from '../../src/krm/scope.ts'
import { type Application, isOam } from '../../src/oam/application.ts'
import type { ReadOptions } from '../../src/oam/check.ts'
import { readApplications } from '../../src/oam/read.ts'
import { isTrait } from '../../src/oam/trait.ts'
import { type ApplyOrder, inApplyOrder } from './apply-order.ts'
import { expandComponent } from './component.ts'
import { forTarget, renderObjects, withReplicaKey } from './target.ts'

export const NAME = 'expand-components'

export interface Config extends ReadOptions {
  /** Whose annotations say what `dependsOn` says. */
  readonly applyOrder?: ApplyOrder
}

export const expandComponents: KrmFunction<Config> = {
  name: NAME,
  description: 'Expands OAM applications into workloads and hands their traits on to the inject functions',
  type: 'mutator',
  run: expand,
}

function expand(items: readonly KrmResource[], config: Config): FunctionOutput {
  const { applications, results } = readApplications(items, {
    ...config,
    isOrdered: config.applyOrder !== undefined,
    render: (application, component) => expandComponent(application, component, items).resources,
  })
  if (failed(results)) return { items, results }
  const namespaceOf = namespaces(items)
  const expanded = applications.map((application) =>
    expandApplication(application, items, namespaceOf, config.applyOrder),
  )
  const fresh = expanded.flatMap(({ resources }) => resources)
  const renewed = regenerate(withoutLeftovers(items, fresh).map(keptLocal), NAME, fresh)
  return { items: renewed.items, results: [...results, ...expanded.flatMap((one) => one.results), ...renewed.results] }
}

function expandApplication(
  application: Application,
  items: readonly KrmResource[],
  namespaceOf: NamespaceOf,
  applyOrder: ApplyOrder | undefined,
) {
  const components = application.components.map((component) => {
    const { resources, results } = expandComponent(application, component, items)
    const ofTarget = forTarget(withReplicaKey(resources, component), application, namespaceOf)
    return { component, resources: ofTarget, results }
  })
  const objects = forTarget(renderObjects(application), application, namespaceOf)
  return {
    resources: [...inApplyOrder(components, applyOrder, namespaceOf).flatMap(({ resources }) => resources), ...objects],
    results: components.flatMap(({ results }) => results),
  }
}

/** OAM documents are sources: no API server should ever see them. */
function keptLocal(item: KrmResource): KrmResource {
  return isOam(item) && !isLocalConfig(item) ? withAnnotations(item, { [LOCAL_CONFIG]: 'true' }) : item
}

/**
 * What a later function made in an earlier run, and has no ground any more: the component now makes it itself, such as a Service that
 * routing added before a port was exposed, or its trait is not there for the target of this run. The later function will see the rest.
 */
function withoutLeftovers(items: readonly KrmResource[], fresh: readonly KrmResource[]): readonly KrmResource[] {
  const makers = new Map(fresh.map((resource) => [identity(resource), componentOf(resource)]))
  const traits = new Set(fresh.filter(isTrait).map((trait) => annotation(trait, GENERATED_FROM)))
  const isLeft = (item: KrmResource) => isOfTrait(item) && !traits.has(annotation(item, GENERATED_FROM))
  return items.filter((item) => {
    if (generatedBy(item) === NAME || !generatedBy(item)) return true
    return makers.get(identity(item)) !== componentOf(item) && !isLeft(item)
  })
}

/** `<Kind>/<application>/<component>/<trait>` */
function isOfTrait(item: KrmResource): boolean {
  return /^Application(Configuration)?\/[^/]+\/[^/]+\/./.test(annotation(item, GENERATED_FROM) ?? '')
}

/** `<Kind>/<application>/<component>` */
function componentOf(resource: KrmResource): string {
  return (annotation(resource, GENERATED_FROM) ?? '').split('/', 3).join('/')
}
