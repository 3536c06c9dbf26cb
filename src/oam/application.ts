/** One model for both generations of OAM: what an application is once its documents have been read and found sound. */
import type { FieldPath } from '../krm/field-path.ts'
import { generatedBy } from '../krm/origin.ts'
import { group, type KrmResource } from '../krm/resource.ts'

export type Properties = Readonly<Record<string, unknown>>

export interface Application {
  /** The Application (v1beta1) or ApplicationConfiguration (v1alpha2). */
  readonly source: KrmResource
  readonly name: string
  readonly namespace: string | undefined
  readonly components: readonly Component[]
  /** v1alpha2: objects that data outputs fill. */
  readonly stores?: readonly KrmResource[]
}

export interface Component {
  readonly name: string
  /** A component type (v1beta1), or the workload's kind (v1alpha2). */
  readonly type: string
  readonly properties: Properties
  /** Where the component stands in the application's source. */
  readonly path: FieldPath
  /** v1alpha2: the workload template with the parameter values in it. */
  readonly workload?: KrmResource
  /** v1alpha2: the name of the component's revision, where the package says one. */
  readonly revision?: string
  /** v1alpha2: the scopes that want to know the workload. */
  readonly scopes?: readonly ScopeUse[]
  readonly traits: readonly TraitUse[]
}

export interface TraitUse {
  /** A trait type, or the kind of a trait object. */
  readonly type: string
  readonly properties: Properties
  /** Where the trait stands in the application's source. */
  readonly path: FieldPath
  /** A trait that is a Kubernetes object with a controller of its own, and so is its own rendering. */
  readonly object?: KrmResource
  /** Where that object wants the reference to its workload. */
  readonly workloadRefPath?: FieldPath
}

export interface ScopeUse {
  /** The scope object of the package. */
  readonly resource: KrmResource
  /** Where it lists its workloads. */
  readonly workloadRefsPath: FieldPath
}

/** Component types of v1beta1 that hydroam expands; their parameters are `parameters/<type>.schema.json`. */
export const componentTypes: readonly string[] = ['webservice', 'worker']

export const MANUAL_SCALER = 'ManualScalerTrait'
export const CONTAINERIZED_WORKLOAD = 'ContainerizedWorkload'

/** Trait objects of v1alpha2 that hydroam renders itself, and the schema of their `spec`; the last two are of oam-dev/catalog. */
export const nativeTraitKinds: Readonly<Record<string, string>> = {
  [MANUAL_SCALER]: MANUAL_SCALER,
  HPATrait: 'HPATrait',
  PodDisruptionBudgetTrait: 'pod-disruption-budget',
}

/** The function that consumes each trait; the parameters are `parameters/<type>.schema.json`. */
export const traitOwners: Readonly<Record<string, string>> = {
  expose: 'inject-routing',
  gateway: 'inject-routing',
  HPATrait: 'inject-scaler',
  hpa: 'inject-scaler',
  [MANUAL_SCALER]: 'inject-scaler',
  'network-policy': 'inject-policy',
  'pod-disruption-budget': 'inject-policy',
  PodDisruptionBudgetTrait: 'inject-policy',
  scaler: 'inject-scaler',
}

/** Trait types that an application may name; a ManualScalerTrait is an object, not a type. */
export const traitTypes: readonly string[] = Object.keys(traitOwners).filter(
  (type) => !Object.hasOwn(nativeTraitKinds, type),
)

export const OAM_GROUP = 'core.oam.dev'

export function isOam(resource: KrmResource): boolean {
  return group(resource.apiVersion) === OAM_GROUP
}

/** OAM documents that only say what to render. A scope, or a trait of OAM's own group that was rendered, is for a cluster. */
export function isSource(resource: KrmResource): boolean {
  return isOam(resource) && generatedBy(resource) === undefined && !resource.kind.endsWith('Scope')
}
