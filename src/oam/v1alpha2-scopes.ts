/** Scopes of an ApplicationConfiguration: objects of the package that list the workloads which belong to them. */
import { isObject } from '../krm/check.ts'
import { type FieldPath, formatFieldPath, getIn, parseFieldPath } from '../krm/field-path.ts'
import { describe, identity, indexByIdentity, type KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import type { ScopeUse } from './application.ts'
import { placeOf, type Spot } from './spot.ts'
import { type Definitions, scopeDefinitionOf } from './v1alpha2-definitions.ts'

export interface ScopeEntry {
  readonly scopeRef: ScopeRef
}

interface ScopeRef {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
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
  const read = entries.map(({ scopeRef }, i) => {
    const at: Spot = { source, path: [...path, 'scopes', i, 'scopeRef'] }
    return readScope(scopeRef, entries.slice(0, i), at, items, definitions)
  })
  return { value: read.flatMap(({ value }) => value ?? []), results: read.flatMap(({ results }) => results) }
}

function readScope(
  ref: ScopeRef,
  earlier: readonly ScopeEntry[],
  at: Spot,
  items: ReadonlyMap<string, KrmResource>,
  definitions: Definitions,
): { readonly value?: ScopeUse; readonly results: readonly Result[] } {
  const what = `scope ${ref.kind} "${ref.name}"`
  const resource = findScope(ref, at.source, items)
  if (!resource) {
    const message = `${what} is not in this package`
    return { results: [error('scope-undefined', placeOf(at, 'name'), message, hint(ref, items))] }
  }
  const definition = definitionOf(ref, definitions)
  if (!definition) {
    const message = `no ScopeDefinition of this package says where ${what} lists its workloads`
    const mend = 'add the ScopeDefinition with its `workloadRefsPath`'
    return { results: [error('scope-definition-missing', placeOf(at, 'kind'), message, mend)] }
  }
  const { workloadRefsPath, allowComponentOverlap } = definition
  const results = !allowComponentOverlap && overlaps(earlier, ref) ? [overlap(ref, at)] : []
  if (!workloadRefsPath) return { results }
  const refs = parseFieldPath(workloadRefsPath)
  return { value: { resource, workloadRefsPath: refs }, results: [...results, ...checkList(resource, refs)] }
}

/** Code `field-invalid`, where the scope cannot have a list at this path. */
function checkList(scope: KrmResource, path: FieldPath): readonly Result[] {
  const wrong = path.findIndex((_, depth) => depth > 0 && !canHold(getIn(scope, path.slice(0, depth))))
  const list = getIn(scope, path)
  if (wrong < 0 && (list === undefined || list === null || Array.isArray(list))) return []
  const at = wrong < 0 ? path : path.slice(0, wrong)
  const message = `\`${formatFieldPath(at)}\` of ${describe(scope)} must be ${wrong < 0 ? 'a list' : 'an object'}`
  return [
    error('field-invalid', place(scope, at), message, `the scope lists its workloads at \`${formatFieldPath(path)}\``),
  ]
}

function canHold(value: unknown): boolean {
  return value === undefined || value === null || isObject(value)
}

function overlap({ kind }: ScopeRef, at: Spot): Result {
  const message = `a component may be in one ${kind} only: its ScopeDefinition does not set \`allowComponentOverlap\``
  return error('scope-overlap', placeOf(at), message, 'remove the component from one of the two scopes')
}

export function scopesOf(items: readonly KrmResource[]): ReadonlyMap<string, KrmResource> {
  return indexByIdentity(items.filter(({ kind }) => kind.endsWith('Scope')))
}

function findScope(
  { apiVersion, kind, name }: ScopeRef,
  { metadata }: KrmResource,
  items: ReadonlyMap<string, KrmResource>,
) {
  const { namespace } = metadata
  const named = (inside: object) => items.get(identity({ apiVersion, kind, metadata: { name, ...inside } }))
  return named(namespace ? { namespace } : {}) ?? named({})
}

function definitionOf(ref: ScopeRef, definitions: Definitions) {
  const own = ref.kind === 'HealthScope' && ref.apiVersion.startsWith('core.oam.dev/') ? HEALTH_SCOPE : undefined
  return scopeDefinitionOf(ref, definitions) ?? own
}

function overlaps(earlier: readonly ScopeEntry[], { apiVersion, kind }: ScopeRef): boolean {
  return earlier.some(({ scopeRef }) => scopeRef.kind === kind && scopeRef.apiVersion === apiVersion)
}

function hint({ kind, name }: ScopeRef, items: ReadonlyMap<string, KrmResource>): string {
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
