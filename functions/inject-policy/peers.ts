/** Who is meant: the five forms of a peer, as a NetworkPolicy writes them. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { nearest } from '../../src/schema/nearest.ts'
import type { Checked } from './checked.ts'
import { checkBlock } from './ip-block.ts'
import type { Peer } from './parameters.ts'
import { notSelectable, podSelector } from './selector.ts'
import type { Workloads } from './surroundings.ts'

export function readPeer(peer: Peer, path: FieldPath, trait: Trait, workloads: Workloads): Checked<object> {
  const { component, namespace, namespaceLabels, podLabels, cidr, except } = peer
  if (component !== undefined) return readComponent(component, [...path, 'component'], trait, workloads)
  if (cidr !== undefined) {
    const value = { ipBlock: { cidr, ...(except ? { except } : {}) } }
    return { value, results: checkBlock(cidr, except, path, trait) }
  }
  const labels = namespace === undefined ? namespaceLabels : { 'kubernetes.io/metadata.name': namespace }
  const value = {
    ...(labels ? { namespaceSelector: { matchLabels: labels } } : {}),
    ...(podLabels ? { podSelector: { matchLabels: podLabels } } : {}),
  }
  return { value, results: [] }
}

function readComponent(name: string, path: FieldPath, trait: Trait, workloads: Workloads): Checked<object> {
  const workload = workloads.get(name)
  if (!workload) return { value: {}, results: [unknownComponent(name, path, trait, workloads)] }
  const selector = podSelector(workload)
  return selector
    ? { value: { podSelector: selector }, results: [] }
    : { value: {}, results: [notSelectable({ trait, workload }, path)] }
}

/** Code: `component-unknown`. */
function unknownComponent(name: string, path: FieldPath, trait: Trait, workloads: Workloads): Result {
  const known = [...workloads.keys()].sort()
  const near = nearest(name, known)
  const message = `${trait.title} names the component "${name}", which application "${trait.application}" does not have`
  const hint = `${near ? `did you mean "${near}"? ` : ''}known: ${known.join(', ')}`
  return error('component-unknown', trait.at(path), message, hint)
}
