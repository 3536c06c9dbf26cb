/**
 * Scopes list the workloads that belong to them. References to what this function renders follow the applications;
 * references that somebody wrote by hand stay.
 */
import { equal } from '../../src/krm/equal.ts'
import { type FieldPath, getIn, setIn, textIn } from '../../src/krm/field-path.ts'
import { generatedBy } from '../../src/krm/origin.ts'
import { identity, indexByIdentity, type KrmResource } from '../../src/krm/resource.ts'
import type { ScopeUse } from '../../src/oam/application.ts'
import { readDefinitions } from '../../src/oam/v1alpha2-definitions.ts'
import { scopeRefsPath } from '../../src/oam/v1alpha2-scopes.ts'

interface Reference {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
}

interface Scoped {
  readonly scope: ScopeUse
  readonly workload: KrmResource
}

/** `before` are the items of the last run, whose workloads a scope may still name. */
export function fillScopes(
  items: readonly KrmResource[],
  scoped: readonly Scoped[],
  before: readonly KrmResource[],
): readonly KrmResource[] {
  if (!items.some(({ kind }) => kind.endsWith('Scope'))) return items
  const { value: definitions } = readDefinitions(items)
  const rendered = indexByIdentity([...before, ...items].filter((item) => generatedBy(item) === 'expand-components'))
  const isOurs = (reference: Reference, scope: KrmResource) => rendered.has(identity(target(reference, scope)))
  return items.map((item) => {
    const path = item.kind.endsWith('Scope') ? scopeRefsPath(item, definitions) : undefined
    if (!path) return item
    const members = scoped.filter(({ scope }) => identity(scope.resource) === identity(item))
    return withReferences(
      item,
      path,
      members.map(({ workload }) => referenceTo(workload)),
      isOurs,
    )
  })
}

function withReferences(
  scope: KrmResource,
  path: FieldPath,
  wanted: readonly Reference[],
  isOurs: (reference: Reference, scope: KrmResource) => boolean,
): KrmResource {
  const value = getIn(scope, path)
  const standing: readonly unknown[] = Array.isArray(value) ? value : []
  const members = new Map(wanted.map((one) => [text(one), one]))
  const kept = standing.filter((one) => !isReference(one) || members.has(text(one)) || !isOurs(one, scope))
  for (const one of kept.filter(isReference)) members.delete(text(one))
  const references = [...kept, ...[...members.values()].toSorted((a, b) => (text(a) < text(b) ? -1 : 1))]
  return equal(references, standing) ? scope : (setIn(scope, path, references) as KrmResource)
}

/** What is none, somebody else wrote. */
function isReference(value: unknown): value is Reference {
  return (['apiVersion', 'kind', 'name'] as const).every((field) => textIn(value, [field]) !== undefined)
}

function referenceTo({ apiVersion, kind, metadata }: KrmResource): Reference {
  return { apiVersion, kind, name: metadata.name ?? '' }
}

function target({ apiVersion, kind, name }: Reference, { metadata }: KrmResource): KrmResource {
  return { apiVersion, kind, metadata: { name, ...(metadata.namespace ? { namespace: metadata.namespace } : {}) } }
}

function text({ apiVersion, kind, name }: Reference): string {
  return `${apiVersion}/${kind}/${name}`
}
