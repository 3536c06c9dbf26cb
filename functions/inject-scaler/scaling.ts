/** What one scaling trait does: to its workload, beside it, and what it has to say. */
import { isObject } from '../../src/krm/check.ts'
import { getIn } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Result } from '../../src/krm/result.ts'
import type { Kinds } from '../../src/oam/custom-kinds.ts'

export interface Scaling {
  readonly workload: KrmResource
  readonly resources: readonly KrmResource[]
  readonly results: readonly Result[]
}

/** Kinds with a `spec.replicas` of their own; any other kind scales if it already has the field, or its CRD in the package says that it may. */
const SCALABLE = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'])

export function isScalable(workload: KrmResource, kinds: Kinds): boolean {
  if (!isObject(workload.spec ?? {})) return false
  return SCALABLE.has(workload.kind) || replicas(workload) !== undefined || kinds.hasReplicas(workload)
}

export function replicas(workload: KrmResource): number | undefined {
  const value = getIn(workload, ['spec', 'replicas'])
  return typeof value === 'number' ? value : undefined
}
