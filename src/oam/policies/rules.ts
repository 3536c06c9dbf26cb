/**
 * Policies that say how resources are kept in a cluster, as rules: what they select gets annotations that deployers know.
 * Rules reach what is rendered for a trait in the Trait resource, so they are plain data.
 */
import { type KrmResource, LOCAL_CONFIG, type StringMap, withAnnotations } from '../../krm/resource.ts'
import type { Result } from '../../krm/result.ts'
import { COMPONENT, RESOURCE_TYPE, TRAIT_TYPE, WORKLOAD_TYPE } from '../contract.ts'
import { below } from './draft.ts'
import { type Policy, runtimeOnly } from './policy.ts'

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

const ARGO_SYNC_OPTIONS = 'argocd.argoproj.io/sync-options'

/** Argo CD, cli-utils (kpt), Flux. */
const NEVER_REMOVED = {
  [ARGO_SYNC_OPTIONS]: 'Delete=false,Prune=false',
  'cli-utils.sigs.k8s.io/on-remove': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
}

/** Argo CD alone tells the removal of one resource from that of all. */
const NOT_PRUNED = { [ARGO_SYNC_OPTIONS]: 'Prune=false' }

interface Given {
  readonly selector?: Selector
  readonly strategy?: unknown
  readonly propagation?: string
}

interface Reading {
  readonly rules: readonly Rule[]
  readonly results: readonly Result[]
}

/** Code `policy-runtime-only`. The properties have passed their schemas. */
export function readRules(policies: readonly Policy[]): {
  readonly rules: readonly RuleSet[]
  readonly results: readonly Result[]
} {
  const read = Object.entries(READERS).map(([type, reader]) => {
    const readings = policies.filter((policy) => policy.type === type).map((policy) => withRest(policy, reader))
    return { rules: readings.flatMap(({ rules }) => rules), results: readings.flatMap(({ results }) => results) }
  })
  return {
    rules: read
      .map(({ rules }) => rules)
      .filter((rules) => rules.some(({ annotations }) => Object.keys(annotations)[0])),
    results: read.flatMap(({ results }) => results),
  }
}

type RuleReader = (rule: Given, policy: Policy, i: number) => Reading

const READERS: Readonly<Record<string, RuleReader>> = {
  'garbage-collect': ({ selector = {}, strategy, propagation }, policy, i) => ({
    rules: [
      { selector, annotations: strategy === 'never' ? NEVER_REMOVED : strategy === 'onAppDelete' ? NOT_PRUNED : {} },
    ],
    results: propagation ? [atRule(policy, i, 'propagation')] : [],
  }),
  'read-only': ({ selector = {} }) => ({ rules: [{ selector, annotations: { [LOCAL_CONFIG]: 'true' } }], results: [] }),
  'resource-update': ({ selector = {}, strategy }) => {
    const { op, recreateFields = [] } = strategy as {
      readonly op?: string
      readonly recreateFields?: readonly string[]
    }
    const annotations = {
      ...(op === 'replace' ? { [ARGO_SYNC_OPTIONS]: 'Replace=true' } : {}),
      ...(recreateFields.length > 0 ? { 'kustomize.toolkit.fluxcd.io/force': 'enabled' } : {}),
    }
    return { rules: [{ selector, annotations }], results: [] }
  },
  'apply-once': (_, policy, i) => {
    const hint = 'tell the deployer: `ignoreDifferences` of an Argo CD Application, `ssa: IfNotPresent` of Flux'
    return { rules: [], results: policy.properties?.enable === true ? [atRule(policy, i, 'strategy', hint)] : [] }
  },
  'shared-resource': (_, policy, i) => ({ rules: [], results: [atRule(policy, i, 'selector')] }),
  'take-over': (_, policy, i) => ({ rules: [], results: [atRule(policy, i, 'selector')] }),
}

/** Settings beside the rules, none of which a manifest can say. */
const BESIDE = ['applicationRevisionLimit', 'continueOnFailure', 'keepLegacyResource']

function withRest(policy: Policy, reader: RuleReader): Reading {
  const { rules: given = [] } = (policy.properties ?? {}) as { readonly rules?: readonly Given[] }
  const readings = given.map((rule, i) => reader(rule, policy, i))
  const beside = BESIDE.filter((field) => policy.properties?.[field])
  return {
    rules: readings.flatMap(({ rules }) => rules),
    results: [
      ...beside.map((field) => runtimeOnly(below(policy.propertiesAt, field), title(policy, field))),
      ...readings.flatMap(({ results }) => results),
    ],
  }
}

function atRule(policy: Policy, i: number, field: string, hint?: string): Result {
  return runtimeOnly(below(policy.propertiesAt, 'rules', i, field), title(policy, field), hint)
}

function title({ name, type }: Policy, field: string): string {
  return `\`${field}\` of ${type} "${name}"`
}

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

function selects(selector: Selector, { kind, metadata: { name = '', labels = {} } }: KrmResource): boolean {
  const values: Readonly<Record<keyof Selector, string | undefined>> = {
    componentNames: labels[COMPONENT],
    componentTypes: labels[WORKLOAD_TYPE],
    oamTypes: labels[RESOURCE_TYPE],
    traitTypes: labels[TRAIT_TYPE],
    resourceTypes: kind,
    resourceNames: name,
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
