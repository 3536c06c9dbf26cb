/**
 * What a trait scales: the workload, or the children that its WorkloadDefinition lists in `childResourceKinds`
 * (oam-kubernetes-runtime `pkg/controller/v1alpha2/core/traits/manualscalertrait`), where the package holds them.
 */
import { getIn } from '../../src/krm/field-path.ts'
import { type KrmResource, labelsOf, ownNamespace } from '../../src/krm/resource.ts'
import { COMPONENT } from '../../src/oam/contract.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { type ChildKind, type Definitions, workloadDefinitionOf } from '../../src/oam/v1alpha2-definitions.ts'
import { isScalable } from './scaling.ts'

export function scaledBy(
  trait: Trait,
  workload: KrmResource,
  items: readonly KrmResource[],
  definitions: Definitions,
): readonly KrmResource[] {
  const kinds = workloadDefinitionOf(workload, definitions)?.childResourceKinds ?? []
  if (kinds.length === 0 || isScalable(workload, definitions.kinds)) return [workload]
  const children = items.filter((item) => {
    return kinds.some((kind) => isChild(item, kind, workload, trait)) && isScalable(item, definitions.kinds)
  })
  return children.length > 0 ? children : [workload]
}

/** A cluster knows children by their owner; a package by that reference, by the selector, or by the component's label. */
function isChild(
  item: KrmResource,
  { apiVersion, kind, selector }: ChildKind,
  workload: KrmResource,
  trait: Trait,
): boolean {
  const labels = labelsOf(item)
  if (item.apiVersion !== apiVersion || item.kind !== kind || ownNamespace(item) !== ownNamespace(workload))
    return false
  if (item === workload) return false
  if (selector) return Object.entries(selector).every(([key, value]) => labels[key] === value)
  return labels[COMPONENT] === trait.component || isOwned(item, workload)
}

function isOwned(item: KrmResource, { kind, metadata }: KrmResource): boolean {
  const owners = getIn(item, ['metadata', 'ownerReferences'])
  return Array.isArray(owners) && owners.some((owner) => owner?.kind === kind && owner?.name === metadata.name)
}
