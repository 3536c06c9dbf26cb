/** From policies to rules; what a manifest cannot say is reported. */
import { LOCAL_CONFIG } from '../../krm/resource.ts'
import type { Result } from '../../krm/result.ts'
import { below } from '../spot.ts'
import { type Policy, runtimeOnly } from './policy.ts'
import { ARGO_SYNC_OPTIONS, type Rule, type RuleSet, type Selector } from './rules.ts'

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
  if (!policies.some(({ type }) => Object.hasOwn(READERS, type))) return { rules: [], results: [] }
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
