/**
 * Policies that say how resources are kept in a cluster, as rules: what they select gets annotations that deployers know.
 * Rules reach what is rendered for a trait in the Trait resource, so they are plain data.
 */
import { type KrmResource, labelsOf, type StringMap, withAnnotations } from '../../krm/resource.ts'
import { COMPONENT, RESOURCE_TYPE, TRAIT_TYPE, WORKLOAD_TYPE } from '../contract.ts'

/** KubeVela's ResourcePolicyRuleSelector: every list that is given must hold the resource, and one must be given. */
export interface Selector {
  readonly componentNames?: readonly string[]
  readonly componentTypes?: readonly string[]
  /** KubeVela documents COMPONENT and compares with WORKLOAD; both mean a component's main resource here. */
  readonly oamTypes?: readonly string[]
  readonly traitTypes?: readonly string[]
  /** Kinds. */
  readonly resourceTypes?: readonly string[]
  readonly resourceNames?: readonly string[]
}

export interface Rule {
  readonly selector: Selector
  readonly annotations: StringMap
}

/** Rules of one type of policy: the first that selects a resource decides. */
export type RuleSet = readonly Rule[]

export const ARGO_SYNC_OPTIONS = 'argocd.argoproj.io/sync-options'

/** The resource with what the rules give it. */
export function applyRules(resource: KrmResource, rules: readonly RuleSet[]): KrmResource {
  return rules.reduce((sofar, set) => {
    const rule = set.find(({ selector }) => selects(selector, resource))
    return rule ? annotated(sofar, rule.annotations) : sofar
  }, resource)
}

function annotated(resource: KrmResource, added: StringMap): KrmResource {
  if (Object.keys(added).length === 0) return resource
  const own = resource.metadata.annotations?.[ARGO_SYNC_OPTIONS]
  const more = added[ARGO_SYNC_OPTIONS]
  const options =
    own && more ? { [ARGO_SYNC_OPTIONS]: [...new Set([...own.split(','), ...more.split(',')])].join(',') } : {}
  return withAnnotations(resource, { ...added, ...options })
}

function selects(selector: Selector, resource: KrmResource): boolean {
  const { kind, metadata } = resource
  const labels = labelsOf(resource)
  const values: Readonly<Record<keyof Selector, string | undefined>> = {
    componentNames: labels[COMPONENT],
    componentTypes: labels[WORKLOAD_TYPE],
    oamTypes: labels[RESOURCE_TYPE],
    traitTypes: labels[TRAIT_TYPE],
    resourceTypes: kind,
    resourceNames: metadata.name ?? '',
  }
  const given = Object.entries(selector).filter(([, list]) => Array.isArray(list) && list.length > 0)
  return (
    given.length > 0 &&
    given.every(([field, list]) => {
      const wanted = field === 'oamTypes' ? list.map(oamType) : list
      return wanted.includes(values[field as keyof Selector])
    })
  )
}

function oamType(value: string): string {
  return value === 'COMPONENT' ? 'WORKLOAD' : value
}
