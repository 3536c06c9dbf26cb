/** What a resource is: an immutable Kubernetes object, its identity, and the annotations that give it a place and an origin. */
import { withFields, withoutFields } from './with-fields.ts'

export type StringMap = Readonly<Record<string, string>>

/** An empty field, as `namespace:`, is null. */
export interface Metadata {
  readonly name?: string
  readonly namespace?: string | null
  readonly labels?: StringMap | null
  readonly annotations?: StringMap | null
  readonly [field: string]: unknown
}

export interface KrmResource {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: Metadata
  readonly [field: string]: unknown
}

/** Function-to-orchestrator annotations; KRM Functions Specification, "internal annotations". */
export const PATH = 'internal.config.kubernetes.io/path'
export const INDEX = 'internal.config.kubernetes.io/index'
/**
 * The package that PATH counts from: relative to the root package, absent for the root package itself. kpt shows programs an absolute path here;
 * program-view.ts translates.
 */
export const PACKAGE_PATH = 'internal.config.kubernetes.io/package-path'
/** By what an orchestrator knows a resource again, wherever a function moved it. */
export const ID = 'internal.config.kubernetes.io/id'
export const LEGACY_ID = 'config.k8s.io/id'
/** "true" keeps a resource out of the API server; "false" says the opposite. */
export const LOCAL_CONFIG = 'config.kubernetes.io/local-config'

/** undefined for none, however that is written. */
export function ownNamespace({ metadata }: KrmResource): string | undefined {
  return metadata.namespace || undefined
}

export function labelsOf({ metadata }: KrmResource): StringMap {
  return metadata.labels ?? NONE
}

export function annotationsOf({ metadata }: KrmResource): StringMap {
  return metadata.annotations ?? NONE
}

const NONE: StringMap = {}

export function annotation(resource: KrmResource, key: string): string | undefined {
  return resource.metadata.annotations?.[key]
}

export function isLocalConfig(resource: KrmResource): boolean {
  const value = annotation(resource, LOCAL_CONFIG)
  return value !== undefined && value !== 'false'
}

export function withAnnotations(resource: KrmResource, added: StringMap): KrmResource {
  return {
    ...resource,
    metadata: { ...resource.metadata, annotations: withFields(annotationsOf(resource), added) },
  }
}

/** The resource without the annotations that `drop` accepts; an emptied map disappears. */
export function withoutAnnotations(resource: KrmResource, drop: (key: string) => boolean): KrmResource {
  const { annotations, ...metadata } = resource.metadata
  if (!annotations) return resource
  const kept = withoutFields(annotations, drop)
  if (kept === annotations) return resource
  if (isEmpty(kept)) return { ...resource, metadata }
  return { ...resource, metadata: { ...metadata, annotations: kept } }
}

function isEmpty(map: StringMap): boolean {
  for (const _ in map) return false
  return true
}

/** The API group of an apiVersion; the core group is ''. */
export function group(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? '' : apiVersion.slice(0, slash)
}

/** What makes two resources the same one to an API server: group, kind, namespace and name, in one string. */
export function identity(resource: KrmResource): string {
  const namespace = ownNamespace(resource) ?? ''
  return `${group(resource.apiVersion)}/${resource.kind}/${namespace}/${resource.metadata.name ?? ''}`
}

/** How a resource is named in messages: `Deployment "web"`. */
export function describe(resource: KrmResource): string {
  return `${resource.kind} "${resource.metadata.name ?? ''}"`
}

/** Resources by identity; the first of two equals wins. */
export function indexByIdentity(items: readonly KrmResource[]): ReadonlyMap<string, KrmResource> {
  const index = new Map<string, KrmResource>()
  for (const item of items) {
    const key = identity(item)
    if (!index.has(key)) index.set(key, item)
  }
  return index
}

/** The same, of the resources that have one of these kinds: all that a reference to such a kind can mean. */
export function indexOfKinds(items: readonly KrmResource[], kinds: Iterable<string>): ReadonlyMap<string, KrmResource> {
  const wanted = new Set(kinds)
  return indexByIdentity(items.filter(({ kind }) => wanted.has(kind)))
}
