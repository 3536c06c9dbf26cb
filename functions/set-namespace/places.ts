/** Where a resource says a namespace; the catalogue's set-namespace v0.4 (`transformer/namespace.go`, `VisitAll`). */
import { isObject } from '../../src/krm/check.ts'
import { type FieldPath, getIn } from '../../src/krm/field-path.ts'
import { group, type KrmResource } from '../../src/krm/resource.ts'
import type { NamespaceOf } from '../../src/krm/scope.ts'

const SERVICE_OF_KIND: Readonly<Record<string, FieldPath>> = {
  'apiextensions.k8s.io/CustomResourceDefinition': ['spec', 'conversion', 'webhook', 'clientConfig', 'service'],
  'apiregistration.k8s.io/APIService': ['spec', 'service'],
}

export const OWN: FieldPath = ['metadata', 'namespace']
export const NAME: FieldPath = ['metadata', 'name']

export function places(resource: KrmResource, namespaceOf: NamespaceOf): readonly FieldPath[] {
  const { apiVersion, kind } = resource
  if (apiVersion === 'v1' && kind === 'Namespace') return [NAME]
  const own = namespaceOf(resource) === undefined ? [] : [OWN]
  return [...own, ...service(resource, `${group(apiVersion)}/${kind}`), ...subjects(resource)]
}

function service(resource: KrmResource, groupKind: string): readonly FieldPath[] {
  const path = Object.hasOwn(SERVICE_OF_KIND, groupKind) ? SERVICE_OF_KIND[groupKind] : undefined
  return path && isObject(getIn(resource, path)) ? [[...path, 'namespace']] : []
}

/** A subject without a namespace is a user or a group. */
function subjects({ kind, subjects }: KrmResource): readonly FieldPath[] {
  if ((kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') || !Array.isArray(subjects)) return []
  const all = subjects.map((_, i): FieldPath => ['subjects', i, 'namespace'])
  return all.filter(([, i]) => typeof getIn(subjects, [i as number, 'namespace']) === 'string')
}
