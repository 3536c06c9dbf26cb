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
import { isOam } from '../../src/oam/application.ts'
import type { ReadOptions } from '../../src/oam/check.ts'
import { kubernetesMinor } from '../../src/oam/kubernetes-version.ts'
import { readApplications } from '../../src/oam/read.ts'
import { expandComponent } from './component.ts'
import { surroundings } from './surroundings.ts'
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
  const expanded = applications.flatMap((application) =>
    application.components.map((component) => expandComponent(application, component, types, around)),
  )
  const fresh = expanded.flatMap(({ resources }) => resources)
  const renewed = regenerate(withoutLeftovers(items, fresh).map(keptLocal), NAME, fresh)
  return { items: renewed.items, results: [...results, ...expanded.flatMap((one) => one.results), ...renewed.results] }
}

/** OAM documents are sources: no API server should ever see them. */
function keptLocal(item: KrmResource): KrmResource {
  return isOam(item) && !isLocalConfig(item) ? withAnnotations(item, { [LOCAL_CONFIG]: 'true' }) : item
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
