/** A trait as an inject function reads it: its Trait resource, and where it stands in its application. */
import { type FieldPath, getIn, parseFieldPath } from '../../krm/field-path.ts'
import { indexOfKinds, type KrmResource } from '../../krm/resource.ts'
import { type Place, place, type Result } from '../../krm/result.ts'
import type { Properties } from '../application.ts'
import { APP_NAME, COMPONENT } from '../contract.ts'
import { checkTrait, hasType } from './check.ts'
import { isTrait, referred, specOf, type WorkloadRef } from './resource.ts'

export interface Trait {
  readonly resource: KrmResource
  readonly type: string
  readonly application: string
  readonly component: string
  readonly properties: Properties
  readonly workloadRef: WorkloadRef
  /** Its application, where the package holds it. */
  readonly source: KrmResource | undefined
  /** Where the trait stands in its application. */
  readonly path: FieldPath
  /** Its turn among the traits: the same, unless policies changed the application. */
  readonly position: FieldPath
  /** The same as a place, to which results about it belong. */
  readonly at: (path?: FieldPath) => Place
  /** `scaler of component "cart"`. */
  readonly title: string
}

export interface Traits {
  readonly traits: readonly Trait[]
  readonly results: readonly Result[]
}

/**
 * The traits of the given types, or all of them, in the order of their applications, whatever the order of the items.
 * One that is broken is a result, and no trait. Code: `trait-resource-invalid`.
 */
export function readTraits(items: readonly KrmResource[], types?: readonly string[]): Traits {
  const wanted = items.filter((item) => {
    return isTrait(item) && (!hasType(item) || (types?.includes(specOf(item).type) ?? true))
  })
  if (wanted.length === 0) return NONE
  const checked = wanted.map((resource) => ({ resource, results: checkTrait(resource) }))
  const sound = checked.filter(({ results }) => results.length === 0).map(({ resource }) => resource)
  return { traits: inOrder(sound, items), results: checked.flatMap(({ results }) => results) }
}

const NONE: Traits = { traits: [], results: [] }

function inOrder(resources: readonly KrmResource[], items: readonly KrmResource[]): readonly Trait[] {
  const sources = indexOfKinds(
    items,
    resources.map((trait) => specOf(trait).sourceRef.kind),
  )
  return resources
    .map((item) => readTrait(item, sources))
    .map((trait) => ({ trait, of: `${trait.resource.metadata.namespace ?? ''}/${trait.application}` }))
    .toSorted((a, b) => (a.of === b.of ? byPosition(a.trait, b.trait) : a.of < b.of ? -1 : 1))
    .map(({ trait }) => trait)
}

function byPosition(a: Trait, b: Trait): number {
  const difference = a.position.findIndex((segment, i) => segment !== b.position[i])
  const [one, other] = [a.position[difference], b.position[difference]]
  return typeof one === 'number' && typeof other === 'number' ? one - other : 0
}

function readTrait(resource: KrmResource, byIdentity: ReadonlyMap<string, KrmResource>): Trait {
  const { type, properties, workloadRef, sourceRef } = specOf(resource)
  const { [APP_NAME]: application = '', [COMPONENT]: component = '' } = resource.metadata.labels ?? {}
  const source = byIdentity.get(referred(sourceRef, resource))
  const path = parseFieldPath(sourceRef.fieldPath)
  return {
    resource,
    type,
    application,
    component,
    properties,
    workloadRef,
    source,
    path,
    position: sourceRef.position === undefined ? path : parseFieldPath(sourceRef.position),
    at: (below = []) =>
      source ? place(source, [...path, ...within(source, path, below)]) : place(resource, ['spec', ...below]),
    title: `${type} of component "${component}"`,
  }
}

/** A trait object keeps its properties in `spec`, every other form in `properties`. */
function within(source: KrmResource, path: FieldPath, below: FieldPath): FieldPath {
  if (below[0] !== 'properties' || source.kind !== 'ApplicationConfiguration') return below
  return getIn(source, [...path, 'kind']) !== undefined ? ['spec', ...below.slice(1)] : below
}
