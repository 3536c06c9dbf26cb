/** One rule of a policy: whom it lets through, and to which ports. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { type Result, warning } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import type { Use } from '../../src/oam/traits/use.ts'
import { all, type Checked } from './checked.ts'
import type { EgressRule, IngressRule, Peer } from './parameters.ts'
import { readPeer } from './peers.ts'
import { readPort } from './policy-ports.ts'
import type { Workloads } from './surroundings.ts'

export interface Context {
  readonly use: Use
  readonly workloads: Workloads
}

/** Those who connect reach the component's own pods. */
export function ingressRule(rule: IngressRule, path: FieldPath, context: Context): Checked<object> {
  return readRule(rule, path, context, [context.use.workload])
}

/** Ports of other components are known as long as a rule names nobody else. */
export function egressRule(rule: EgressRule, path: FieldPath, context: Context): Checked<object> {
  const { to = [] } = rule
  const reached = to.flatMap(({ component = '' }) => context.workloads.get(component) ?? [])
  return readRule(rule, path, context, reached.length > 0 && reached.length === to.length ? reached : undefined)
}

/** `listening`: the workloads that the rule leads to, where all of them are known. */
function readRule(
  { ports = [], ...who }: IngressRule & EgressRule,
  path: FieldPath,
  { use: { trait }, workloads }: Context,
  listening: readonly KrmResource[] | undefined,
): Checked<object> {
  // The one key that is left, if any, says whom: only its name tells the two directions apart.
  const sides = Object.entries(who).map(([field, peers]) => readPeers(field, peers, path, trait, workloads))
  const reached = all(ports.map((port, i) => readPort(port, [...path, 'ports', i], trait, listening)))
  return {
    value: Object.assign({}, ...sides.map(({ value }) => value), reached.value.length > 0 && { ports: reached.value }),
    results: [...sides.flatMap(({ results }) => results), ...reached.results],
  }
}

function readPeers(
  field: string,
  peers: readonly Peer[],
  path: FieldPath,
  trait: Trait,
  workloads: Workloads,
): Checked<object> {
  if (peers.length === 0) return { value: {}, results: [allowsEveryone(field, path, trait)] }
  const { value, results } = all(peers.map((peer, i) => readPeer(peer, [...path, field, i], trait, workloads)))
  return { value: { [field]: value }, results }
}

/** Kubernetes reads an empty list of peers as no restriction. Code: `peers-empty`. */
function allowsEveryone(field: string, path: FieldPath, trait: Trait): Result {
  const hint = `leave \`${field}\` out to say so, or deny everyone with \`${path[1]}: []\``
  return warning(
    'peers-empty',
    trait.at([...path, field]),
    `${trait.title}: an empty \`${field}\` allows everyone`,
    hint,
  )
}
