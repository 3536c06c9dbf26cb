/**
 * `dependsOn` as the annotations that deployers know. Order of files means nothing to them.
 * Argo CD: sync waves, https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves; kpt: cli-utils' depends-on.
 */
import { addDependsOn, asDependency } from '../../src/krm/depends-on.ts'
import { annotation, type KrmResource, withAnnotations } from '../../src/krm/resource.ts'
import type { NamespaceOf } from '../../src/krm/scope.ts'
import type { Component } from '../../src/oam/application.ts'
import { RESOURCE_TYPE } from '../../src/oam/contract.ts'

export type ApplyOrder = 'argocd' | 'kpt'

/** A component with what is rendered for it. */
export interface Rendered {
  readonly component: Component
  readonly resources: readonly KrmResource[]
}

export function inApplyOrder(
  all: readonly Rendered[],
  order: ApplyOrder | undefined,
  namespaceOf: NamespaceOf,
): readonly Rendered[] {
  if (order === 'argocd') return withSyncWaves(all)
  if (order === 'kpt') return withDependencies(all, namespaceOf)
  return all
}

const SYNC_WAVE = 'argocd.argoproj.io/sync-wave'

/** Everything of a component goes one wave after the last that it depends on; the first wave is Argo CD's default. */
function withSyncWaves(all: readonly Rendered[]): readonly Rendered[] {
  const waves = wavesOf(all.map(({ component }) => component))
  return all.map(({ component, resources }) => {
    const wave = waves.get(component.name) ?? 0
    const inWave = (resource: KrmResource) => {
      const hasOwn = annotation(resource, SYNC_WAVE) !== undefined
      return wave === 0 || hasOwn ? resource : withAnnotations(resource, { [SYNC_WAVE]: String(wave) })
    }
    return { component, resources: resources.map(inWave) }
  })
}

/** The longest way down to a component without dependencies; there are no circles, reading has refused them. */
function wavesOf(components: readonly Component[]): ReadonlyMap<string, number> {
  const waves = new Map<string, number>()
  let left = components
  for (let wave = 0; left.length > 0; wave++) {
    const ready = left.filter(({ dependsOn = [] }) => dependsOn.every((name) => waves.has(name)))
    if (ready.length === 0) throw new Error('components depend on one another in a circle')
    for (const { name } of ready) waves.set(name, wave)
    left = left.filter(({ name }) => !waves.has(name))
  }
  return waves
}

/** The main resource waits for those of the components that it depends on. */
function withDependencies(all: readonly Rendered[], namespaceOf: NamespaceOf): readonly Rendered[] {
  const mains = new Map(all.map(({ component, resources }) => [component.name, resources.find(isMain)]))
  return all.map(({ component, resources }) => {
    const waitsFor = (component.dependsOn ?? []).flatMap((name) => mains.get(name) ?? [])
    const dependencies = waitsFor.map((one) => asDependency(one, namespaceOf(one)))
    return { component, resources: resources.map((one) => (isMain(one) ? addDependsOn(one, dependencies) : one)) }
  })
}

function isMain({ metadata: { labels } }: KrmResource): boolean {
  return labels?.[RESOURCE_TYPE] === 'WORKLOAD'
}
