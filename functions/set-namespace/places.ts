/** Where a resource says a namespace; the catalogue's set-namespace v0.4 (`transformer/namespace.go`, `VisitAll`). */
import { isObject } from '../../src/krm/check.ts'
import { type FieldPath, getIn } from '../../src/krm/field-path.ts'
import { group, type KrmResource } from '../../src/krm/resource.ts'

const SERVICE_OF_KIND: Readonly<Record<string, FieldPath>> = {
  'apiextensions.k8s.io/CustomResourceDefinition': ['spec', 'conversion', 'webhook', 'clientConfig', 'service'],
  'apiregistration.k8s.io/APIService': ['spec', 'service'],
}

export const OWN: FieldPath = ['metadata', 'namespace']
export const NAME: FieldPath = ['metadata', 'name']

export type Moves = (subject: unknown) => boolean
/** Whether a resource has a place for a namespace of its own. */
export type Namespaced = (resource: KrmResource) => boolean

/** A subject without a namespace is a user or a group. */
export const hasNamespace: Moves = (subject) => typeof getIn(subject, ['namespace']) === 'string'

/** `moves` tells which subjects of a binding do. */
export function places(resource: KrmResource, isNamespaced: Namespaced, moves: Moves): readonly FieldPath[] {
  if (isNamespace(resource)) return [NAME]
  const own = isNamespaced(resource) ? [OWN] : []
  return [...own, ...service(resource), ...subjects(resource, moves)]
}

export function isNamespace({ apiVersion, kind }: KrmResource): boolean {
  return apiVersion === 'v1' && kind === 'Namespace'
}

export function service(resource: KrmResource): readonly FieldPath[] {
  const groupKind = `${group(resource.apiVersion)}/${resource.kind}`
  const path = Object.hasOwn(SERVICE_OF_KIND, groupKind) ? SERVICE_OF_KIND[groupKind] : undefined
  return path && isObject(getIn(resource, path)) ? [[...path, 'namespace']] : []
}

export function subjects({ kind, subjects }: KrmResource, moves: Moves): readonly FieldPath[] {
  if ((kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') || !Array.isArray(subjects)) return []
  return subjects.flatMap((subject, i): FieldPath[] => (moves(subject) ? [['subjects', i, 'namespace']] : []))
}
