/** Which resources live in a namespace, and in which. */
import { isNamespaced, knownKinds } from '../schema/kubernetes.ts'
import { getIn, textIn } from './field-path.ts'
import { group, type KrmResource } from './resource.ts'

/** The namespace a resource lives in, undefined for one that lives in none. */
export type NamespaceOf = (resource: KrmResource) => string | undefined

/**
 * Kubernetes' own kinds are known, also by API versions that are gone; a custom kind is told by its definition among the items,
 * and without one taken to live in a namespace.
 */
export function namespaces(items: readonly KrmResource[]): NamespaceOf {
  const clusterWide = new Set([...builtIn(), ...items.flatMap(definedClusterWide)])
  return (resource) =>
    clusterWide.has(groupKind(group(resource.apiVersion), resource.kind))
      ? undefined
      : resource.metadata.namespace || 'default'
}

/** Of the kinds that Kubernetes has dropped altogether, only PodSecurityPolicy was cluster-wide and in use. */
function builtIn(): readonly string[] {
  const kinds = knownKinds().map((known) => {
    const slash = known.lastIndexOf('/')
    return { apiVersion: known.slice(0, slash), kind: known.slice(slash + 1) }
  })
  const clusterWide = kinds.filter(({ apiVersion, kind }) => isNamespaced(apiVersion, kind) === false)
  return [
    ...clusterWide.map(({ apiVersion, kind }) => groupKind(group(apiVersion), kind)),
    groupKind('policy', 'PodSecurityPolicy'),
  ]
}

function definedClusterWide(item: KrmResource): readonly string[] {
  if (item.kind !== 'CustomResourceDefinition' || getIn(item, ['spec', 'scope']) !== 'Cluster') return []
  return [groupKind(textIn(item, ['spec', 'group']) ?? '', textIn(item, ['spec', 'names', 'kind']) ?? '')]
}

function groupKind(apiGroup: string, kind: string): string {
  return `${apiGroup}/${kind}`
}
