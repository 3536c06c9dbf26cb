/** Scopes of an ApplicationConfiguration: objects of the package that list the workloads which belong to them. */
import { type FieldPath, parseFieldPath } from '../krm/field-path.ts'
import { identity, indexByIdentity, type KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import type { ScopeUse } from './application.ts'
import { type Definitions, scopeDefinitionOf } from './v1alpha2-definitions.ts'

export interface ScopeEntry {
  readonly scopeRef: { readonly apiVersion: string; readonly kind: string; readonly name: string }
}

/** What oam-kubernetes-runtime ships for its own scope (`charts/…/scopedefinitions.yaml`). */
const HEALTH_SCOPE = { workloadRefsPath: 'spec.workloadRefs', allowComponentOverlap: true }

/** Codes: `scope-undefined`, `scope-definition-missing`, `scope-overlap`. */
export function readScopes(
  entries: readonly ScopeEntry[],
  path: FieldPath,
  source: KrmResource,
  items: ReadonlyMap<string, KrmResource>,
  definitions: Definitions,
): { readonly value: readonly ScopeUse[]; readonly results: readonly Result[] } {
  const value: ScopeUse[] = []
  const results: Result[] = []
  for (const [i, { scopeRef }] of entries.entries()) {
    const at = (field?: string) => place(source, [...path, 'scopes', i, 'scopeRef', ...(field ? [field] : [])])
    const what = `scope ${scopeRef.kind} "${scopeRef.name}"`
    const resource = findScope(scopeRef, source, items)
    const definition = definitionOf(scopeRef, definitions)
    if (!resource)
      results.push(error('scope-undefined', at('name'), `${what} is not in this package`, hint(scopeRef, items)))
    else if (!definition) {
      const message = `no ScopeDefinition of this package says where ${what} lists its workloads`
      results.push(
        error('scope-definition-missing', at('kind'), message, 'add the ScopeDefinition with its `workloadRefsPath`'),
      )
    } else {
      if (!definition.allowComponentOverlap && overlaps(entries.slice(0, i), scopeRef)) {
        const message = `a component may be in one ${scopeRef.kind} only: its ScopeDefinition does not set \`allowComponentOverlap\``
        results.push(error('scope-overlap', at(), message, 'remove the component from one of the two scopes'))
      }
      const { workloadRefsPath } = definition
      if (workloadRefsPath) value.push({ resource, workloadRefsPath: parseFieldPath(workloadRefsPath) })
    }
  }
  return { value, results }
}

export function scopesOf(items: readonly KrmResource[]): ReadonlyMap<string, KrmResource> {
  return indexByIdentity(items.filter(({ kind }) => kind.endsWith('Scope')))
}

function findScope(
  { apiVersion, kind, name }: ScopeEntry['scopeRef'],
  { metadata }: KrmResource,
  items: ReadonlyMap<string, KrmResource>,
) {
  const { namespace } = metadata
  const named = (inside: object) => items.get(identity({ apiVersion, kind, metadata: { name, ...inside } }))
  return named(namespace ? { namespace } : {}) ?? named({})
}

function definitionOf(ref: ScopeEntry['scopeRef'], definitions: Definitions) {
  const own = ref.kind === 'HealthScope' && ref.apiVersion.startsWith('core.oam.dev/') ? HEALTH_SCOPE : undefined
  return scopeDefinitionOf(ref, definitions) ?? own
}

function overlaps(earlier: readonly ScopeEntry[], { apiVersion, kind }: ScopeEntry['scopeRef']): boolean {
  return earlier.some(({ scopeRef }) => scopeRef.kind === kind && scopeRef.apiVersion === apiVersion)
}

function hint({ kind, name }: ScopeEntry['scopeRef'], items: ReadonlyMap<string, KrmResource>): string {
  const names = [...items.values()].filter((item) => item.kind === kind).map(({ metadata }) => metadata.name ?? '')
  return `add the ${kind} to the package; ${suggest(name, names.toSorted())}`
}

/** Where a scope lists its workloads; undefined where nothing says it. */
export function scopeRefsPath(
  { apiVersion, kind, metadata }: KrmResource,
  definitions: Definitions,
): FieldPath | undefined {
  const text = definitionOf({ apiVersion, kind, name: metadata.name ?? '' }, definitions)?.workloadRefsPath
  return text ? parseFieldPath(text) : undefined
}
