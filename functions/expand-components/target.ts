/** What a target does to everything rendered for it: its namespace, and how its policies keep resources in a cluster. */
import { generated } from '../../src/krm/origin.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { NamespaceOf } from '../../src/krm/scope.ts'
import type { Application } from '../../src/oam/application.ts'
import { APP_NAME } from '../../src/oam/contract.ts'
import { applyRules } from '../../src/oam/policies/rules.ts'
import { isTrait } from '../../src/oam/traits/resource.ts'

const NAME = 'expand-components'

/** Objects that the workflow applies as they are. */
export function renderObjects({ source, name, namespace, objects = [] }: Application): readonly KrmResource[] {
  return objects.map(({ step, object }) => {
    const { namespace: own = namespace, labels, ...metadata } = object.metadata
    const { apiVersion, kind, ...body } = object
    const place = own === undefined ? {} : { namespace: own }
    const labelled = { name: metadata.name ?? '', ...place, ...metadata, labels: { ...labels, [APP_NAME]: name } }
    return generated({ apiVersion, kind, ...body, metadata: labelled }, NAME, `${source.kind}/${name}/${step}`)
  })
}

export function forTarget(
  resources: readonly KrmResource[],
  { targetNamespace: whole, rules = [] }: Application,
  namespaceOf: NamespaceOf,
  targetNamespace = whole,
): readonly KrmResource[] {
  if (targetNamespace === undefined && rules.length === 0) return resources
  return resources.map((resource) => {
    if (!isTrait(resource)) return applyRules(inNamespace(resource, targetNamespace, namespaceOf), rules)
    const moved = traitInNamespace(resource, targetNamespace)
    return rules.length === 0 ? moved : { ...moved, spec: { ...(moved.spec as object), rules } }
  })
}

/** KubeVela overrides the namespace of every resource that lives in one, also where the component says its own. */
function inNamespace(resource: KrmResource, namespace: string | undefined, namespaceOf: NamespaceOf): KrmResource {
  if (namespace === undefined || namespaceOf(resource) === undefined) return resource
  const { name = '', namespace: _, ...metadata } = resource.metadata
  return { ...resource, metadata: { name, namespace, ...metadata } }
}

/** The application stays where it is. */
function traitInNamespace(trait: KrmResource, namespace: string | undefined): KrmResource {
  if (namespace === undefined) return trait
  const { sourceRef, workloadRef, ...spec } = trait.spec as Readonly<Record<string, object>>
  const { namespace: own, ...workload } = workloadRef as { readonly namespace?: string }
  return {
    ...trait,
    metadata: inNamespace(trait, namespace, () => namespace).metadata,
    spec: {
      ...spec,
      workloadRef: own === '' ? workloadRef : workload,
      sourceRef: { ...sourceRef, namespace: trait.metadata.namespace ?? '' },
    },
  }
}
