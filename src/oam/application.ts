/** One model for both generations of OAM: what an application is once its documents have been read and found sound. */
import type { FieldPath } from '../krm/field-path.ts'
import { generatedBy } from '../krm/origin.ts'
import type { KrmResource } from '../krm/resource.ts'
import type { Definition } from './definitions.ts'
import type { RuleSet } from './policies/rules.ts'

export type Properties = Readonly<Record<string, unknown>>

export interface Application {
  /** The Application (v1beta1) or ApplicationConfiguration (v1alpha2). */
  readonly source: KrmResource
  readonly name: string
  readonly namespace: string | undefined
  readonly components: readonly Component[]
  /** v1alpha2: objects that data outputs fill. */
  readonly stores?: readonly KrmResource[]
  /** Takes the place of every resource's namespace. */
  readonly targetNamespace?: string
  /** How its resources are kept in a cluster. */
  readonly rules?: readonly RuleSet[]
  /** Applied as they are by steps of its workflow. */
  readonly objects?: readonly { readonly step: string; readonly object: KrmResource }[]
  /** Those of the package's own definitions, which render objects. */
  readonly policies?: readonly PolicyUse[]
}

export interface PolicyUse {
  readonly name: string
  readonly type: string
  readonly definition: Definition
  readonly properties: Properties
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
  /** Names of components that are applied before this one. */
  readonly dependsOn?: readonly string[]
  /** v1alpha2: the workload template with the parameter values in it. */
  readonly workload?: KrmResource
  /** Tells the copies apart that a replication policy makes. */
  readonly replicaKey?: string
  /** Takes the place of its resources' namespace. */
  readonly targetNamespace?: string
  /** The name of the component's revision, where the package says one (v1beta1: `externalRevision`). */
  readonly revision?: string
  /** v1alpha2: the scopes that want to know the workload. */
  readonly scopes?: readonly ScopeUse[]
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
  /** Where it would stand once policies have changed the application: its turn among the traits. */
  readonly position?: FieldPath
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

const MANUAL_SCALER = 'ManualScalerTrait'
export const CONTAINERIZED_WORKLOAD = 'ContainerizedWorkload'

/** Trait objects of v1alpha2 that hydroam renders itself, and the schema of their `spec`; the last two are of oam-dev/catalog. */
export const nativeTraitKinds: Readonly<Record<string, string>> = {
  [MANUAL_SCALER]: MANUAL_SCALER,
  HPATrait: 'HPATrait',
  PodDisruptionBudgetTrait: 'pod-disruption-budget',
}

/** The function that consumes each trait; the parameters are `parameters/<type>.schema.json`. */
export const traitOwners: Readonly<Record<string, string>> = {
  affinity: 'inject-workload',
  annotations: 'inject-workload',
  command: 'inject-workload',
  configmap: 'inject-workload',
  'container-image': 'inject-workload',
  'container-ports': 'inject-workload',
  cpuscaler: 'inject-scaler',
  cronhpa: 'inject-scaler',
  env: 'inject-workload',
  expose: 'inject-routing',
  gateway: 'inject-routing',
  hostalias: 'inject-workload',
  HPATrait: 'inject-scaler',
  hpa: 'inject-scaler',
  ingress: 'inject-routing',
  'ingress-1-20': 'inject-routing',
  'init-container': 'inject-workload',
  'json-merge-patch': 'inject-workload',
  'json-patch': 'inject-workload',
  'k8s-update-strategy': 'inject-workload',
  labels: 'inject-workload',
  lifecycle: 'inject-workload',
  [MANUAL_SCALER]: 'inject-scaler',
  'network-policy': 'inject-policy',
  nocalhost: 'inject-workload',
  'node-affinity': 'inject-workload',
  'pod-disruption-budget': 'inject-policy',
  podsecuritycontext: 'inject-workload',
  'pure-ingress': 'inject-routing',
  pvc: 'inject-workload',
  resource: 'inject-workload',
  PodDisruptionBudgetTrait: 'inject-policy',
  scaler: 'inject-scaler',
  securitycontext: 'inject-workload',
  'service-account': 'inject-workload',
  'service-binding': 'inject-workload',
  sidecar: 'inject-workload',
  'startup-probe': 'inject-workload',
  storage: 'inject-workload',
  topologyspreadconstraints: 'inject-workload',
  volumes: 'inject-workload',
}

/** Trait types that an application may name; a ManualScalerTrait is an object, not a type. */
export const traitTypes: readonly string[] = Object.keys(traitOwners).filter(
  (type) => !Object.hasOwn(nativeTraitKinds, type),
)

export const OAM_GROUP = 'core.oam.dev'

export function isOam(resource: KrmResource): boolean {
  return resource.apiVersion.startsWith(`${OAM_GROUP}/`)
}

/** OAM documents that only say what to render. A scope, or a trait of OAM's own group that was rendered, is for a cluster. */
export function isSource(resource: KrmResource): boolean {
  return isOam(resource) && generatedBy(resource) === undefined && !resource.kind.endsWith('Scope')
}
