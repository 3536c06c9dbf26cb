/**
 * The Trait resource: how a trait travels from expand-components to the inject function that owns it.
 *
 *   apiVersion: hydroam.dev/v1alpha1
 *   kind: Trait
 *   metadata: {name: cart-scaler, namespace: shop, labels: {…}, annotations: {config.kubernetes.io/local-config: "true"}}
 *   spec: {type: scaler, properties: {…}, workloadRef: {apiVersion, kind, name}, sourceRef: {apiVersion, kind, name, fieldPath}}
 *
 * `workloadRef` has a `namespace` where the workload's is another, and a `podSpecPath` where a definition says one.
 * `sourceRef` has a `namespace` where the target's is another, and a `position` where policies changed the application.
 * `rules` say how what is rendered for it is kept in a cluster (policies/rules.ts).
 * Its labels and annotations are those that everything rendered for the trait inherits.
 */
import { type FieldPath, formatFieldPath, getIn, parseFieldPath } from '../krm/field-path.ts'
import { boundedName } from '../krm/name.ts'
import {
  GENERATED_BY,
  GENERATED_FROM,
  generated,
  generatedBy,
  isTracking,
  originOf,
  regenerate,
} from '../krm/origin.ts'
import { annotation, identity, indexOfKinds, type KrmResource, LOCAL_CONFIG, type StringMap } from '../krm/resource.ts'
import { error, type Place, place, type Result } from '../krm/result.ts'
import { isNamespaced } from '../schema/kubernetes.ts'
import { type Application, type Component, type Properties, type TraitUse, traitOwners } from './application.ts'
import { APP_NAME, COMPONENT, TRAIT_RESOURCE } from './contract.ts'
import { hasSource } from './locate.ts'
import { applyRules, type RuleSet } from './policies/rules.ts'

const API_VERSION = 'hydroam.dev/v1alpha1'
const KIND = 'Trait'

interface ObjectRef {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
}

interface WorkloadRef extends ObjectRef {
  /** The trait's own, if absent; empty for a workload that is in none. */
  readonly namespace?: string
  /** Where the pods stand in the workload, if not at `spec.template.spec`. */
  readonly podSpecPath?: string
}

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

export function isTrait(resource: KrmResource): boolean {
  return resource.apiVersion === API_VERSION && resource.kind === KIND
}

export interface TraitDraft {
  readonly application: Application
  readonly component: Component
  readonly trait: TraitUse
  /** Tells several traits of one type on one component apart, from 0. */
  readonly ordinal: number
  readonly workload: KrmResource
  /** What everything rendered for the trait will inherit. */
  readonly inherited: { readonly labels: StringMap; readonly annotations: StringMap }
  readonly podSpecPath?: string | undefined
}

export function writeTrait({ podSpecPath, ...draft }: TraitDraft): KrmResource {
  const { application, component, trait, ordinal, workload, inherited } = draft
  const { source, name, namespace } = application
  const suffix = ordinal === 0 ? '' : `-${ordinal + 1}`
  const origin = originOf('expand-components', `${source.kind}/${name}/${component.name}/${trait.type}`)
  return {
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: {
      name: boundedName(`${component.name}-${trait.type.toLowerCase()}${suffix}`),
      ...(namespace ? { namespace } : {}),
      labels: inherited.labels,
      annotations: { ...inherited.annotations, [LOCAL_CONFIG]: 'true', ...origin },
    },
    spec: {
      type: trait.type,
      properties: trait.properties,
      workloadRef: {
        apiVersion: workload.apiVersion,
        kind: workload.kind,
        name: workload.metadata.name,
        ...(workload.metadata.namespace === namespace ? {} : { namespace: workload.metadata.namespace ?? '' }),
        ...(podSpecPath ? { podSpecPath } : {}),
      },
      sourceRef: {
        apiVersion: source.apiVersion,
        kind: source.kind,
        name,
        fieldPath: formatFieldPath(trait.path),
        ...(trait.position ? { position: formatFieldPath(trait.position) } : {}),
      },
    },
  }
}

/** The traits of the given types, or all of them, in the order of their applications, whatever the order of the items. */
export function readTraits(items: readonly KrmResource[], types?: readonly string[]): readonly Trait[] {
  const wanted = items.filter((item) => isTrait(item) && (types?.includes(specOf(item).type) ?? true))
  if (wanted.length === 0) return []
  const sources = indexOfKinds(
    items,
    wanted.map((trait) => specOf(trait).sourceRef.kind),
  )
  return wanted
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

interface Spec {
  readonly type: string
  readonly properties: Properties
  readonly workloadRef: WorkloadRef
  readonly sourceRef: ObjectRef & {
    readonly fieldPath: string
    readonly position?: string
    readonly namespace?: string
  }
}

function specOf({ spec }: KrmResource): Spec {
  return spec as Spec
}

function readTrait(resource: KrmResource, byIdentity: ReadonlyMap<string, KrmResource>): Trait {
  const { type, properties, workloadRef, sourceRef } = specOf(resource)
  const { namespace: elsewhere = resource.metadata.namespace } = sourceRef
  // An empty one says that the application is in none.
  const namespace = elsewhere || undefined
  const { labels = {} } = resource.metadata
  const source = byIdentity.get(refIdentity(sourceRef, namespace))
  const path = parseFieldPath(sourceRef.fieldPath)
  return {
    resource,
    type,
    application: labels[APP_NAME] ?? '',
    component: labels[COMPONENT] ?? '',
    properties,
    workloadRef,
    source,
    path,
    position: sourceRef.position === undefined ? path : parseFieldPath(sourceRef.position),
    at: (below = []) =>
      source ? place(source, [...path, ...within(source, path, below)]) : place(resource, ['spec', ...below]),
    title: `${type} of component "${labels[COMPONENT] ?? ''}"`,
  }
}

/** A trait object keeps its properties in `spec`, every other form in `properties`. */
function within(source: KrmResource, path: FieldPath, below: FieldPath): FieldPath {
  if (below[0] !== 'properties' || source.kind !== 'ApplicationConfiguration') return below
  return getIn(source, [...path, 'kind']) !== undefined ? ['spec', ...below.slice(1)] : below
}

function refIdentity({ apiVersion, kind, name }: ObjectRef, namespace: string | undefined): string {
  return identity({ apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) } })
}

/** The workload that a trait names, or the result that says it is not there (`workload-missing`). */
export function workloadOf(
  trait: Trait,
  byIdentity: ReadonlyMap<string, KrmResource>,
): { readonly workload: KrmResource } | { readonly result: Result } {
  const { namespace = trait.resource.metadata.namespace } = trait.workloadRef
  const workload = byIdentity.get(refIdentity(trait.workloadRef, namespace))
  if (workload) return { workload }
  const { kind, name } = trait.workloadRef
  const message = `${trait.title}: its workload ${kind} "${name}" is not in the package`
  const hint = 'run expand-components before the inject functions, and do not rename workloads in between'
  return { result: error('workload-missing', trait.at(), message, hint) }
}

/**
 * A resource that is rendered for a trait, with everything it inherits. `output` is its key among the trait's outputs.
 * What belongs to the whole cluster gets no namespace.
 */
export function renderFor(trait: Trait, output: string, body: KrmResource): KrmResource {
  const { namespace, labels, annotations = {} } = trait.resource.metadata
  const inherited = Object.entries(annotations).filter(([key]) => !OWN.has(key) && !isTracking(key))
  const resource: KrmResource = {
    ...body,
    metadata: {
      name: body.metadata.name as string,
      ...(namespace && isNamespaced(body.apiVersion, body.kind) !== false ? { namespace } : {}),
      labels: { ...body.metadata.labels, ...labels, [TRAIT_RESOURCE]: output },
      annotations: { ...body.metadata.annotations, ...Object.fromEntries(inherited) },
    },
  }
  const { rules = [] } = trait.resource.spec as { readonly rules?: readonly RuleSet[] }
  const marked = applyRules(resource, rules)
  return generated(marked, traitOwners[trait.type] ?? '', annotation(trait.resource, GENERATED_FROM) ?? '')
}

const OWN = new Set([LOCAL_CONFIG, GENERATED_BY, GENERATED_FROM])

/**
 * What an inject function leaves behind: `items` without the traits that it consumed, and with `fresh` in place of what it rendered earlier.
 * A resource stays when its trait is not among the consumed ones but still in the application: the package was not expanded this time.
 */
export function renew(
  items: readonly KrmResource[],
  consumed: readonly Trait[],
  fn: string,
  fresh: readonly KrmResource[],
) {
  const gone = new Set(consumed.map(({ resource }) => resource))
  const rest = gone.size === 0 ? items : items.filter((item) => !(isTrait(item) && gone.has(item)))
  const isLeft = (old: KrmResource) => generatedBy(old) === fn
  const from = new Set(items.some(isLeft) ? [...gone].map((trait) => annotation(trait, GENERATED_FROM)) : [])
  return regenerate(rest, fn, fresh, (old) => !from.has(annotation(old, GENERATED_FROM)) && hasSource(old, items))
}
