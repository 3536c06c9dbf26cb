/** What a component's rendering may see besides the application: the same for all components of a run. */
import type { KrmResource } from '../../src/krm/resource.ts'
import { type NamespaceOf, namespaces } from '../../src/krm/scope.ts'

export interface Surroundings {
  readonly items: readonly KrmResource[]
  /** Whether the resource is one of the items, so that it needs no rendering. */
  readonly holds: (resource: KrmResource) => boolean
  readonly namespaceOf: NamespaceOf
  /** The minor version of the Kubernetes that the result is for. */
  readonly kubernetesMinor: number
}

export function surroundings(items: readonly KrmResource[], kubernetesMinor: number): Surroundings {
  const all = new Set(items)
  return { items, holds: (resource) => all.has(resource), namespaceOf: namespaces(items), kubernetesMinor }
}
