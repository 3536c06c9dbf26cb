/** The resources that got a new name, by the old one, and which of them a resource can mean. */
import { getIn } from '../../src/krm/field-path.ts'
import { group, type KrmResource } from '../../src/krm/resource.ts'
import type { NamespaceOf } from '../../src/krm/scope.ts'
import { grouped } from './grouped.ts'
import type { ReferenceField } from './reference-fields.ts'

export interface Renamed {
  readonly before: KrmResource
  readonly name: string
  readonly namespace: string | undefined
}

export type Index = ReadonlyMap<string, readonly Renamed[]>

export function renamedOnes(
  before: readonly KrmResource[],
  after: readonly KrmResource[],
  namespaceOf: NamespaceOf,
): readonly Renamed[] {
  return before.flatMap((item, i) => {
    const name = after[i]?.metadata.name
    return name === undefined || name === item.metadata.name
      ? []
      : [{ before: item, name, namespace: namespaceOf(item) }]
  })
}

export function byKindAndName(renamed: readonly Renamed[]): Index {
  return grouped(renamed, ({ before }) => `${before.kind}/${before.metadata.name}`)
}

/** kustomize `api/filters/nameref/nameref.go`, `selectReferral`: the right kind, in a namespace from where it can be meant. */
export function candidates(
  index: Index,
  name: string,
  { target, path }: ReferenceField,
  referrer: KrmResource,
  namespaceOf: NamespaceOf,
): readonly Renamed[] {
  if (path.endsWith('roleRef/name') && !isRole(referrer, target)) return []
  const home = namespaceOf(referrer)
  return (index.get(`${target.kind}/${name}`) ?? []).filter(({ before, namespace }) => {
    if (target.group !== undefined && group(before.apiVersion) !== target.group) return false
    return home === undefined || namespace === undefined || home === namespace || isBound(referrer, before, namespace)
  })
}

function isRole({ roleRef }: KrmResource, target: ReferenceField['target']): boolean {
  const kind = getIn(roleRef, ['kind'])
  return kind === undefined || kind === target.kind
}

/** A RoleBinding may name accounts of other namespaces. */
function isBound({ kind, subjects }: KrmResource, account: KrmResource, namespace: string): boolean {
  if (kind !== 'RoleBinding' || account.kind !== 'ServiceAccount' || !Array.isArray(subjects)) return false
  return subjects.some((subject) => getIn(subject, ['namespace']) === namespace)
}
