/** The properties of the two traits, as src/oam/parameters/{network-policy,pod-disruption-budget}.schema.json admit them. */
import type { StringMap } from '../../src/krm/resource.ts'

export interface NetworkPolicy {
  readonly ingress?: readonly IngressRule[]
  readonly egress?: readonly EgressRule[]
  readonly allowDns?: boolean
}

export interface IngressRule {
  readonly from?: readonly Peer[]
  readonly ports?: readonly PolicyPort[]
}

export interface EgressRule {
  readonly to?: readonly Peer[]
  readonly ports?: readonly PolicyPort[]
}

/** Exactly one of the five forms. */
export interface Peer {
  readonly component?: string
  readonly namespace?: string
  readonly namespaceLabels?: StringMap
  readonly podLabels?: StringMap
  readonly cidr?: string
  readonly except?: readonly string[]
}

export interface PolicyPort {
  readonly port: number | string
  readonly endPort?: number
  readonly protocol?: string
}

export interface Budget {
  readonly minAvailable?: number | string
  readonly maxUnavailable?: number | string
  readonly unhealthyPodEvictionPolicy?: string
}
