/** One model for both generations of OAM: what an application is once its documents have been read and found sound. */
import type { FieldPath } from '../krm/field-path.ts'
import { group, type KrmResource } from '../krm/resource.ts'
import type { Definition } from './definitions.ts'

export type Properties = Readonly<Record<string, unknown>>

export interface Application {
  /** The Application (v1beta1) or ApplicationConfiguration (v1alpha2). */
  readonly source: KrmResource
  readonly name: string
  readonly namespace: string | undefined
  readonly components: readonly Component[]
}

export interface Component {
  readonly name: string
  /** A component type (v1beta1) without its version, or the workload's kind (v1alpha2). */
  readonly type: string
  /** The package's definition of the type; a built-in type has none. */
  readonly definition?: Definition
  readonly properties: Properties
  /** Where the component stands in the application's source. */
  readonly path: FieldPath
  /** v1alpha2: the workload template with the parameter values in it. */
  readonly workload?: KrmResource
  /** Tells the copies apart that a replication policy makes. */
  readonly replicaKey?: string
  readonly traits: readonly TraitUse[]
}

export interface TraitUse {
  /** A trait type without its version, or the kind of a trait object. */
  readonly type: string
  /** The package's definition of the type; a built-in type has none. */
  readonly definition?: Definition
  readonly properties: Properties
  /** Where the trait stands in the application's source. */
  readonly path: FieldPath
  /** A trait that is a Kubernetes object with a controller of its own, and so is its own rendering. */
  readonly object?: KrmResource
}

/** Component types of v1beta1 that hydroam expands; their parameters are `parameters/<type>.schema.json`. */
export const componentTypes: readonly string[] = [
  'cron-task',
  'daemon',
  'k8s-objects',
  'raw',
  'ref-objects',
  'statefulset',
  'task',
  'webservice',
  'worker',
]

export const MANUAL_SCALER = 'ManualScalerTrait'
export const CONTAINERIZED_WORKLOAD = 'ContainerizedWorkload'

/** The function that consumes each trait; the parameters are `parameters/<type>.schema.json`. */
export const traitOwners: Readonly<Record<string, string>> = {
  annotations: 'inject-workload',
  command: 'inject-workload',
  'container-image': 'inject-workload',
  'container-ports': 'inject-workload',
  env: 'inject-workload',
  expose: 'inject-routing',
  gateway: 'inject-routing',
  hostalias: 'inject-workload',
  hpa: 'inject-scaler',
  'init-container': 'inject-workload',
  'json-merge-patch': 'inject-workload',
  'json-patch': 'inject-workload',
  labels: 'inject-workload',
  lifecycle: 'inject-workload',
  [MANUAL_SCALER]: 'inject-scaler',
  'network-policy': 'inject-policy',
  'pod-disruption-budget': 'inject-policy',
  podsecuritycontext: 'inject-workload',
  resource: 'inject-workload',
  scaler: 'inject-scaler',
  securitycontext: 'inject-workload',
  sidecar: 'inject-workload',
  'startup-probe': 'inject-workload',
}

/** Trait types that an application may name; a ManualScalerTrait is an object, not a type. */
export const traitTypes: readonly string[] = Object.keys(traitOwners).filter((type) => type !== MANUAL_SCALER)

export const OAM_GROUP = 'core.oam.dev'

export function isOam(resource: KrmResource): boolean {
  return group(resource.apiVersion) === OAM_GROUP
}
