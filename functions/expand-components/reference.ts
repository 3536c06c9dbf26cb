/** From a reference of `ref-objects` to objects that the package holds. */
import { generatedBy } from '../../src/krm/origin.ts'
import { group, identity, isLocalConfig, type KrmResource, type StringMap } from '../../src/krm/resource.ts'
import type { Context } from '../../src/oam/definition.ts'
import type { Surroundings } from './surroundings.ts'

export interface Reference {
  /** A kind in lower case, or its plural; any API group's without `group`. */
  readonly resource?: string
  readonly group?: string
  /** The older way to say what kind is meant. */
  readonly apiVersion?: string
  readonly kind?: string
  /** The component's name, if neither it nor `labelSelector` is given. */
  readonly name?: string
  /** The application's, if absent. */
  readonly namespace?: string
  readonly cluster?: string
  readonly labelSelector?: StringMap
}

interface Selection {
  readonly objects: readonly KrmResource[]
  /** A namespace that has such an object, if the right one has not. */
  readonly elsewhere?: string | undefined
  /** There is one, and it is local configuration. */
  readonly local: boolean
}

export function select(reference: Reference, context: Context, { items, namespaceOf }: Surroundings): Selection {
  const alike = items
    .filter((item) => !generatedBy(item) && isOfKind(item, reference) && isNamed(item, reference, context.name))
    .toSorted((a, b) => (identity(a) < identity(b) ? -1 : 1))
  const here = alike.filter((item) => {
    const namespace = namespaceOf(item)
    return namespace === undefined || namespace === wantedNamespace(reference, context)
  })
  return {
    objects: here.filter((item) => !isLocalConfig(item)),
    elsewhere: alike.map(namespaceOf).find((namespace) => namespace !== undefined),
    local: here.length > 0,
  }
}

function wantedNamespace({ namespace }: Reference, context: Context): string {
  return namespace ?? context.namespace ?? 'default'
}

function isOfKind(item: KrmResource, { resource, group: wanted, apiVersion, kind }: Reference): boolean {
  if (resource === undefined) return item.apiVersion === apiVersion && item.kind === kind
  const singular = item.kind.toLowerCase()
  const names = [singular, `${singular}s`, `${singular}es`, singular.replace(/y$/, 'ies')]
  return names.includes(resource.toLowerCase()) && (wanted === undefined || wanted === group(item.apiVersion))
}

function isNamed({ metadata }: KrmResource, { name, labelSelector }: Reference, component: string): boolean {
  if (!labelSelector || name !== undefined) return metadata.name === (name ?? component)
  return Object.entries(labelSelector).every(([key, value]) => metadata.labels?.[key] === value)
}

/** `configmap "a" of namespace "market"`. */
export function describeReference(reference: Reference, context: Context): string {
  const { resource = reference.kind, name, labelSelector } = reference
  const labels = Object.entries(labelSelector ?? {}).map(([key, value]) => `${key}=${value}`)
  const which = labelSelector ? `with the labels "${labels.join(',')}"` : `"${name ?? context.name}"`
  return `${resource} ${which} of namespace "${wantedNamespace(reference, context)}"`
}
