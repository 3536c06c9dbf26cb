/** One model for both generations of OAM: what an application is once its documents have been read and found sound. */
import type { FieldPath } from '../krm/field-path.ts'
import { group, type KrmResource } from '../krm/resource.ts'
import type { RuleSet } from './policies/rules.ts'

export type Properties = Readonly<Record<string, unknown>>

export interface Application {
  /** The Application (v1beta1) or ApplicationConfiguration (v1alpha2). */
  readonly source: KrmResource
  readonly name: string
  readonly namespace: string | undefined
  readonly components: readonly Component[]
  /** Takes the place of every resource's namespace. */
  readonly targetNamespace?: string
  /** How its resources are kept in a cluster. */
  readonly rules?: readonly RuleSet[]
  /** Applied as they are by steps of its workflow. */
  readonly objects?: readonly { readonly step: string; readonly object: KrmResource }[]
}

export interface Component {
  readonly name: string
  /** A component type (v1beta1), or the workload's kind (v1alpha2). */
  readonly type: string
  readonly properties: Properties
  /** Where the component stands in the application's source. */
  readonly path: FieldPath
  /** Names of components that are applied before this one. */
  readonly dependsOn?: readonly string[]
  /** For which key of a replication it is a copy. */
  readonly replicaKey?: string
  /** v1alpha2: the workload template with the parameter values in it. */
  readonly workload?: KrmResource
  readonly traits: readonly TraitUse[]
}

export interface TraitUse {
  /** A trait type, or the kind of a trait object. */
  readonly type: string
  readonly properties: Properties
  /** Where the trait stands in the application's source. */
  readonly path: FieldPath
  /** Where it would stand once policies have changed the application: its turn among the traits. */
  readonly position?: FieldPath
  /** A trait that is a Kubernetes object with a controller of its own, and so is its own rendering. */
  readonly object?: KrmResource
}

/** Component types of v1beta1 that hydroam expands; their parameters are `parameters/<type>.schema.json`. */
export const componentTypes: readonly string[] = ['webservice', 'worker']

export const MANUAL_SCALER = 'ManualScalerTrait'
export const CONTAINERIZED_WORKLOAD = 'ContainerizedWorkload'

/** The function that consumes each trait; the parameters are `parameters/<type>.schema.json`. */
export const traitOwners: Readonly<Record<string, string>> = {
  expose: 'inject-routing',
  gateway: 'inject-routing',
  hpa: 'inject-scaler',
  [MANUAL_SCALER]: 'inject-scaler',
  'network-policy': 'inject-policy',
  'pod-disruption-budget': 'inject-policy',
  scaler: 'inject-scaler',
}

/** Trait types that an application may name; a ManualScalerTrait is an object, not a type. */
export const traitTypes: readonly string[] = Object.keys(traitOwners).filter((type) => type !== MANUAL_SCALER)

export const OAM_GROUP = 'core.oam.dev'

export function isOam(resource: KrmResource): boolean {
  return group(resource.apiVersion) === OAM_GROUP
}
