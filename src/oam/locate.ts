/** From a generated resource back to the component or trait that it comes from. */
import { type FieldPath, getIn } from '../krm/field-path.ts'
import { GENERATED_FROM } from '../krm/origin.ts'
import { annotation, type KrmResource, ownNamespace } from '../krm/resource.ts'
import { type Place, place } from '../krm/result.ts'
import { isOam } from './application.ts'
import { APP_NAMESPACE } from './contract.ts'
import { placesInPolicies } from './policies/places.ts'
import { isApplicationScoped, TEMPLATE } from './policies/scope.ts'
import { componentOf } from './revision-name.ts'

type Entry = Readonly<Record<string, unknown>>

interface Origin {
  readonly source: KrmResource
  /** Where the component or trait stands; its nearest ancestor where it is gone. */
  readonly path: FieldPath
  readonly gone: boolean
}

/** The place of the source of `resource` among `items`; undefined for a resource that nobody generated. */
export function sourcePlace(resource: KrmResource, items: readonly KrmResource[]): Place | undefined {
  const origin = findOrigin(resource, items)
  return origin && place(origin.source, origin.path)
}

/** Whether the application still says what `resource` was generated from. */
export function hasSource(resource: KrmResource, items: readonly KrmResource[]): boolean {
  return findOrigin(resource, items)?.gone === false
}

function findOrigin(resource: KrmResource, items: readonly KrmResource[]): Origin | undefined {
  const [kind, name, component, trait] = (annotation(resource, GENERATED_FROM) ?? '').split('/')
  const named = sourcesIn(items).get(`${kind}/${name ?? ''}`) ?? []
  const inNamespace = (namespace: string | undefined) => named.find((item) => ownNamespace(item) === namespace)
  // A resource may have another namespace than its application, or none; the label may be older than a move to another namespace.
  const source = inNamespace(resource.metadata.labels?.[APP_NAMESPACE]) ?? inNamespace(ownNamespace(resource))
  if (!source) return undefined
  const origin = { source, ...locate(source, component, trait) }
  return (origin.gone && broughtIn(items, component, trait)) || origin
}

const indexes = new WeakMap<readonly KrmResource[], ReadonlyMap<string, readonly KrmResource[]>>()

/** OAM resources by kind and name. A list is asked for the source of each resource in it, so it is put in order once. */
function sourcesIn(items: readonly KrmResource[]): ReadonlyMap<string, readonly KrmResource[]> {
  const known = indexes.get(items) ?? byKindAndName(items.filter(isOam))
  indexes.set(items, known)
  return known
}

function byKindAndName(items: readonly KrmResource[]): ReadonlyMap<string, readonly KrmResource[]> {
  const index = new Map<string, KrmResource[]>()
  for (const item of items) {
    const key = `${item.kind}/${item.metadata.name ?? ''}`
    const others = index.get(key)
    if (others) others.push(item)
    else index.set(key, [item])
  }
  return index
}

/** In the definition of a policy of Application scope, which says what the components are; names that parameters set are not found. */
function broughtIn(
  items: readonly KrmResource[],
  component: string | undefined,
  trait: string | undefined,
): Origin | undefined {
  const origins = items.filter(isApplicationScoped).map((source): Origin => {
    return { source, ...locate(source, component, trait, [...TEMPLATE, 'components']) }
  })
  return origins.find(({ gone }) => !gone)
}

function locate(
  source: KrmResource,
  component: string | undefined,
  trait: string | undefined,
  at: FieldPath = ['spec', 'components'],
): Omit<Origin, 'source'> {
  const components = entries(source, at)
  const i = components.findIndex((entry) => nameOf(entry) === component)
  const added = placesInPolicies(source, component, trait)[0]
  if (i < 0) return { path: added ?? at, gone: added === undefined }
  const path: FieldPath = [...at, i]
  if (trait === undefined) return { path, gone: false }
  const j = entries(source, [...path, 'traits']).findIndex((entry) => typeOf(entry) === trait)
  if (j < 0) return { path: added ?? path, gone: added === undefined }
  return { path: [...path, 'traits', j], gone: false }
}

function nameOf({ name, componentName, revisionName }: Entry): unknown {
  return componentName ?? name ?? (typeof revisionName === 'string' ? componentOf(revisionName) : undefined)
}

function entries(source: KrmResource, at: FieldPath): readonly Entry[] {
  const list = getIn(source, at)
  return Array.isArray(list) ? list : []
}

function typeOf({ type, trait }: Entry): unknown {
  const { kind, name } = (trait ?? {}) as Entry
  return (typeof type === 'string' ? type.replace(/@.*/, '') : undefined) ?? kind ?? name
}
