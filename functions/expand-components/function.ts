/** Plays the application controller: OAM applications into workloads, and their traits into resources for the inject functions. */
import { asResource } from '../../src/krm/check.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { GENERATED_FROM, generatedBy, regenerate } from '../../src/krm/origin.ts'
import {
  annotation,
  describe,
  identity,
  isLocalConfig,
  type KrmResource,
  LOCAL_CONFIG,
  withAnnotations,
} from '../../src/krm/resource.ts'
import { error, failed, type Place, place, type Result } from '../../src/krm/result.ts'
import { type Application, isSource } from '../../src/oam/application.ts'
import type { ReadOptions } from '../../src/oam/check.ts'
import { kubernetesMinor } from '../../src/oam/kubernetes-version.ts'
import { sourcePlace } from '../../src/oam/locate.ts'
import { readApplications } from '../../src/oam/read.ts'
import { isTrait } from '../../src/oam/traits/resource.ts'
import { isRevision } from '../../src/oam/v1alpha2-components.ts'
import { type ApplyOrder, inApplyOrder } from './apply-order.ts'
import { expandComponent, type NativeTypes } from './component.ts'
import { findDangling } from './dangling.ts'
import { renderPolicies } from './policy.ts'
import { fillScopes } from './scopes.ts'
import { stampStore } from './store.ts'
import { type Surroundings, surroundings } from './surroundings.ts'
import { forTarget, renderObjects } from './target.ts'
import { nativeTypes } from './types.ts'

export const NAME = 'expand-components'

export interface Config extends ReadOptions {
  /** Whose annotations say what `dependsOn` says. */
  readonly applyOrder?: ApplyOrder
  /** As "1.N"; the newest that hydroam knows, if absent. */
  readonly kubernetesVersion?: string
}

export const expandComponents: KrmFunction<Config> = {
  name: NAME,
  description: 'Expands OAM applications into workloads and hands their traits on to the inject functions',
  type: 'mutator',
  run: expand,
}

function expand(items: readonly KrmResource[], config: Config): FunctionOutput {
  const around = surroundings(items, kubernetesMinor(config.kubernetesVersion))
  const types = nativeTypes(around)
  const { applications, results } = readApplications(items, {
    ...config,
    isOrdered: config.applyOrder !== undefined,
    render: (application, component) => expandComponent(application, component, types, around).resources,
  })
  if (failed(results)) return { items, results }
  const expanded = applications.map((application) => expandApplication(application, types, around, config.applyOrder))
  const fresh = expanded.flatMap(({ resources }) => resources)
  const placeOf = (resource: KrmResource) => sourcePlace(resource, items) ?? place(resource)
  const renewed = regenerate(withoutLeftovers(items, fresh).map(keptLocal), NAME, fresh, undefined, placeOf)
  const scoped = fillScopes(
    renewed.items,
    expanded.flatMap(({ scoped }) => scoped),
    items,
  )
  return {
    items: scoped,
    results: [
      ...results,
      ...expanded.flatMap((one) => one.results),
      ...fresh.flatMap((resource) => checkResource(resource, placeOf(resource))),
      ...renewed.results,
      ...findDangling(items, scoped),
    ],
  }
}

function expandApplication(
  application: Application,
  types: NativeTypes,
  around: Surroundings,
  applyOrder: ApplyOrder | undefined,
) {
  const { namespaceOf } = around
  const expanded = application.components.map((component) => {
    const { resources, results } = expandComponent(application, component, types, around)
    const { targetNamespace } = component
    return { component, resources: forTarget(resources, application, namespaceOf, targetNamespace), results }
  })
  const components = inApplyOrder(expanded, applyOrder, namespaceOf)
  return {
    resources: [
      ...components.flatMap(({ resources }) => resources),
      ...renderPolicies(application, around),
      ...forTarget(renderObjects(application), application, namespaceOf),
      ...(application.stores ?? []).map((store) => stampStore(application, store)),
    ],
    results: expanded.flatMap(({ results }) => results),
    scoped: components.flatMap(({ component, resources: [workload] }) =>
      (component.scopes ?? []).map((scope) => ({ scope, workload: workload as KrmResource })),
    ),
  }
}

/** A template may hold anything. Code `resource-unsound`. */
function checkResource(resource: KrmResource, at: Place): readonly Result[] {
  const checked = asResource(resource, at)
  if ('resource' in checked) return []
  const message = `${titleOf(resource)} that comes from here is no sound resource: ${checked.result.message}`
  return [error('resource-unsound', at, message, checked.result.hint)]
}

function titleOf(resource: KrmResource): string {
  const { kind, metadata } = resource
  if (typeof kind !== 'string') return 'a resource'
  return typeof (metadata?.name ?? '') === 'string' ? describe(resource) : kind
}

/** OAM documents are sources: no API server should ever see them. */
function keptLocal(item: KrmResource): KrmResource {
  const source = isSource(item) || isRevision(item)
  return source && !isLocalConfig(item) ? withAnnotations(item, { [LOCAL_CONFIG]: 'true' }) : item
}

/**
 * What a later function made in an earlier run, and has no ground any more: the component now makes it itself, such as a Service that
 * routing added before a port was exposed, or its trait is not there for the target of this run. The later function will see the rest.
 */
function withoutLeftovers(items: readonly KrmResource[], fresh: readonly KrmResource[]): readonly KrmResource[] {
  if (!items.some(isOfLater)) return items
  const makers = new Map(fresh.map((resource) => [identity(resource), componentOf(resource)]))
  const traits = new Set(fresh.filter(isTrait).map((trait) => annotation(trait, GENERATED_FROM)))
  const isLeft = (item: KrmResource) => isOfTrait(item) && !traits.has(annotation(item, GENERATED_FROM))
  return items.filter((item) => {
    if (!isOfLater(item)) return true
    return makers.get(identity(item)) !== componentOf(item) && !isLeft(item)
  })
}

function isOfLater(item: KrmResource): boolean {
  const by = generatedBy(item)
  return Boolean(by) && by !== NAME
}

/** `<Kind>/<application>/<component>/<trait>` */
function isOfTrait(item: KrmResource): boolean {
  return /^Application(Configuration)?\/[^/]+\/[^/]+\/./.test(annotation(item, GENERATED_FROM) ?? '')
}

/** `<Kind>/<application>/<component>` */
function componentOf(resource: KrmResource): string {
  return (annotation(resource, GENERATED_FROM) ?? '').split('/', 3).join('/')
}
