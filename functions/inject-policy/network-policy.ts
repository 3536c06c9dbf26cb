/** `network-policy` to a NetworkPolicy. */
import type { KrmResource } from '../../src/krm/resource.ts'
import { renderFor } from '../../src/oam/traits/render.ts'
import type { Use } from '../../src/oam/traits/use.ts'
import { all, type Checked } from './checked.ts'
import type { NetworkPolicy } from './parameters.ts'
import { type Context, egressRule, ingressRule } from './rules.ts'
import { notSelectable, podSelector } from './selector.ts'
import type { Surroundings } from './surroundings.ts'

/** A direction that the trait leaves out stays unrestricted; one that it names is restricted to the rules given, were they none. */
export function renderNetworkPolicy(use: Use, surroundings: Surroundings): Checked<KrmResource> {
  const { trait, workload } = use
  const { ingress, egress, allowDns = egress?.length !== 0 } = trait.properties as unknown as NetworkPolicy
  const context: Context = { use, workloads: surroundings.workloadsBeside(trait) }
  const incoming = all((ingress ?? []).map((rule, i) => ingressRule(rule, ['properties', 'ingress', i], context)))
  const outgoing = all((egress ?? []).map((rule, i) => egressRule(rule, ['properties', 'egress', i], context)))
  const selector = podSelector(workload)
  const value = renderFor(trait, 'networkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: trait.component },
    spec: {
      podSelector: selector,
      policyTypes: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
      ...(ingress ? { ingress: incoming.value } : {}),
      ...(egress ? { egress: [...outgoing.value, ...(allowDns ? [DNS] : [])] } : {}),
    },
  })
  return { value, results: [...(selector ? [] : [notSelectable(use)]), ...incoming.results, ...outgoing.results] }
}

/**
 * Name resolution. Where the cluster keeps its DNS is not known here, so every pod of every namespace may answer on port 53;
 * nothing outside of the cluster may.
 */
const DNS = {
  to: [{ namespaceSelector: {} }],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
}
