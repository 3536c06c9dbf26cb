/**
 * The Trait resource: how a trait travels from expand-components to the inject function that owns it.
 *
 *   apiVersion: hydroam.dev/v1alpha1
 *   kind: Trait
 *   metadata: {name: cart-scaler, namespace: shop, labels: {…}, annotations: {config.kubernetes.io/local-config: "true"}}
 *   spec: {type: scaler, properties: {…}, workloadRef: {apiVersion, kind, name}, sourceRef: {apiVersion, kind, name, fieldPath}}
 *
 * Its labels and annotations are those that everything rendered for the trait inherits.
 */
import { identity, type KrmResource } from '../../krm/resource.ts'
import type { Properties } from '../application.ts'
import type { RuleSet } from '../policies/rules.ts'

export const API_VERSION = 'hydroam.dev/v1alpha1'
export const KIND = 'Trait'

export interface TraitSpec {
  readonly type: string
  readonly properties: Properties
  readonly workloadRef: WorkloadRef
  readonly sourceRef: SourceRef
  /** How what is rendered for it is kept in a cluster. */
  readonly rules?: readonly RuleSet[]
}

interface ObjectRef {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  /** The trait's own, if absent; empty for an object that is in none. */
  readonly namespace?: string
}

export interface WorkloadRef extends ObjectRef {
  /** Where the pods stand in the workload, if not at `spec.template.spec`. */
  readonly podSpecPath?: string
}

/** The application that has the trait. */
export interface SourceRef extends ObjectRef {
  readonly fieldPath: string
  /** Its turn among the traits, where policies changed the application. */
  readonly position?: string
}

export function isTrait({ apiVersion, kind }: KrmResource): boolean {
  return apiVersion === API_VERSION && kind === KIND
}

export function specOf({ spec }: KrmResource): TraitSpec {
  return spec as TraitSpec
}

/** The identity of the object that a Trait resource refers to. */
export function referred(ref: ObjectRef, { metadata }: KrmResource): string {
  const { apiVersion, kind, name, namespace = metadata.namespace ?? '' } = ref
  return identity({ apiVersion, kind, metadata: { name, namespace } })
}
