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
import { type Application, isSource } from '../../src/oam/application.ts'
import type { ReadOptions } from '../../src/oam/check.ts'
import { kubernetesMinor } from '../../src/oam/kubernetes-version.ts'
import { readApplications } from '../../src/oam/read.ts'
import { isRevision } from '../../src/oam/v1alpha2-components.ts'
import { expandComponent, type NativeTypes } from './component.ts'
import { findDangling } from './dangling.ts'
import { fillScopes } from './scopes.ts'
import { stampStore } from './store.ts'
import { type Surroundings, surroundings } from './surroundings.ts'
import { nativeTypes } from './types.ts'

export const NAME = 'expand-components'

export interface Config extends ReadOptions {
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
  const { applications, results } = readApplications(items, config)
  if (failed(results)) return { items, results }
  const around = surroundings(items, kubernetesMinor(config.kubernetesVersion))
  const types = nativeTypes(around)
  const expanded = applications.map((application) => expandApplication(application, types, around))
  const fresh = expanded.flatMap(({ resources }) => resources)
  const renewed = regenerate(withoutLeftovers(items, fresh).map(keptLocal), NAME, fresh)
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
      ...renewed.results,
      ...findDangling(items, scoped),
    ],
  }
}

function expandApplication(application: Application, types: NativeTypes, around: Surroundings) {
  const components = application.components.map((component) => ({
    component,
    ...expandComponent(application, component, types, around),
  }))
  return {
    resources: [
      ...components.flatMap(({ resources }) => resources),
      ...(application.stores ?? []).map((store) => stampStore(application, store)),
    ],
    results: components.flatMap((one) => one.results),
    scoped: components.flatMap(({ component, resources: [workload] }) =>
      (component.scopes ?? []).map((scope) => ({ scope, workload: workload as KrmResource })),
    ),
  }
}

/** OAM documents are sources: no API server should ever see them. */
function keptLocal(item: KrmResource): KrmResource {
  const source = isSource(item) || isRevision(item)
  return source && !isLocalConfig(item) ? withAnnotations(item, { [LOCAL_CONFIG]: 'true' }) : item
}

/**
 * What a later function made for a component in an earlier run, and the component now makes itself, such as a Service that routing
 * added before a port was exposed. The later function will see the new one.
 */
function withoutLeftovers(items: readonly KrmResource[], fresh: readonly KrmResource[]): readonly KrmResource[] {
  const makers = new Map(fresh.map((resource) => [identity(resource), componentOf(resource)]))
  return items.filter(
    (item) => generatedBy(item) === NAME || !generatedBy(item) || makers.get(identity(item)) !== componentOf(item),
  )
}

/** `<Kind>/<application>/<component>` */
function componentOf(resource: KrmResource): string {
  return (annotation(resource, GENERATED_FROM) ?? '').split('/', 3).join('/')
}
