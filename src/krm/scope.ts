/** Which resources live in a namespace, and in which. */
import { isNamespaced, knownKinds } from '../schema/kubernetes.ts'
import { getIn, textIn } from './field-path.ts'
import { group, type KrmResource } from './resource.ts'

/** The namespace a resource lives in, undefined for one that lives in none. */
export type NamespaceOf = (resource: KrmResource) => string | undefined

export type Scope = 'namespace' | 'cluster'

/** Where resources of its kind live; undefined for a custom kind of which nobody says it. */
export type ScopeOf = (resource: KrmResource) => Scope | undefined

/** A kind whose scope nobody says is taken to live in a namespace. */
export function namespaces(items: readonly KrmResource[]): NamespaceOf {
  const scopeOf = scopes(items)
  return (resource) => (scopeOf(resource) === 'cluster' ? undefined : resource.metadata.namespace || 'default')
}

/** Kubernetes' own kinds and OAM's are known, also by API versions that are gone; a custom kind is told by its definition among the items. */
export function scopes(items: readonly KrmResource[]): ScopeOf {
  const known = new Map([...builtIn(), ...items.flatMap(defined)])
  return ({ apiVersion, kind }) => {
    const apiGroup = group(apiVersion)
    return known.get(groupKind(apiGroup, kind)) ?? (isOwnGroup(apiGroup) ? 'namespace' : undefined)
  }
}

/** A custom kind's group has a dot. What lives in no namespace, of Kubernetes' groups without one, is known by name. */
function isOwnGroup(apiGroup: string): boolean {
  return !apiGroup.includes('.') || apiGroup === 'core.oam.dev'
}

/** Of the kinds that Kubernetes has dropped altogether, only PodSecurityPolicy was cluster-wide and in use. */
function builtIn(): readonly [string, Scope][] {
  const kinds = knownKinds().map((known): [string, Scope] => {
    const slash = known.lastIndexOf('/')
    const [apiVersion, kind] = [known.slice(0, slash), known.slice(slash + 1)]
    return [groupKind(group(apiVersion), kind), isNamespaced(apiVersion, kind) === false ? 'cluster' : 'namespace']
  })
  return [
    ...kinds,
    [groupKind('policy', 'PodSecurityPolicy'), 'cluster'],
    [groupKind('extensions', 'PodSecurityPolicy'), 'cluster'],
  ]
}

function defined(item: KrmResource): readonly [string, Scope][] {
  const scope = getIn(item, ['spec', 'scope'])
  if (item.kind !== 'CustomResourceDefinition' || (scope !== 'Cluster' && scope !== 'Namespaced')) return []
  const name = groupKind(textIn(item, ['spec', 'group']) ?? '', textIn(item, ['spec', 'names', 'kind']) ?? '')
  return [[name, scope === 'Cluster' ? 'cluster' : 'namespace']]
}

function groupKind(apiGroup: string, kind: string): string {
  return `${apiGroup}/${kind}`
}
