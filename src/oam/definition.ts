/**
 * What a type of component, trait or policy is: a function from its parameters and where it is used to Kubernetes objects and patches.
 * Built-in types are such functions; a definition that a platform team brings in its package is turned into one.
 * The shape is that of KubeVela's templates: `output`, `outputs`, `patch`, `patchOutputs` (`pkg/cue/definition/template.go`).
 */
import type { KrmResource, StringMap } from '../krm/resource.ts'
import type { Result } from '../krm/result.ts'
import type { Properties } from './application.ts'
import type { Patch } from './patch/patch.ts'

/** What a definition may know; KubeVela's `context`, without what only a cluster knows. */
export interface Context {
  /** The component, or the policy. */
  readonly name: string
  /** Its type. */
  readonly componentType: string
  readonly namespace: string | undefined
  readonly appName: string
  readonly appLabels: StringMap
  readonly appAnnotations: StringMap
  /** The minor version of the Kubernetes that the result is for. */
  readonly kubernetesMinor: number
  /** The name of the component's revision, where its author gives one. */
  readonly revision?: string
  /** Set by a replication policy. */
  readonly replicaKey?: string
  /** For traits: the component's main object and the others by their keys, as earlier traits left them. */
  readonly output?: KrmResource
  readonly outputs?: Readonly<Record<string, KrmResource>>
}

export interface Evaluation {
  /** The main object of a component or policy. */
  readonly output?: KrmResource
  /** Objects beside it, by key. */
  readonly outputs?: Readonly<Record<string, KrmResource>>
  /** What a trait changes in the main object. */
  readonly patch?: Patch
  /** What a trait changes in the objects beside it, by key. */
  readonly patchOutputs?: Readonly<Record<string, Patch>>
  /** Paths of fields in them are relative to the parameters. */
  readonly results?: readonly Result[]
}

export type Evaluate = (parameters: Properties, context: Context) => Evaluation
