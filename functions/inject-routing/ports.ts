/** The ports of the one Service: the union of all claims, and the claims that cannot share it. */
import { error, type Result, warning } from '../../src/krm/result.ts'
import type { Claim, PortClaim } from './claim.ts'
import { portKey, type ServicePort } from './service-spec.ts'

type Owned = PortClaim & { readonly claim: Claim }

function owned(claims: readonly Claim[]): readonly Owned[] {
  return claims.flatMap((claim) => claim.ports.map((port) => ({ ...port, claim })))
}

/** A port is its number and protocol. Code: `service-port-conflict`. */
export function findPortConflicts(claims: readonly Claim[]): readonly Result[] {
  const all = owned(claims)
  return all.flatMap((port, i) => {
    const conflicts = all.slice(0, i).flatMap((other) => contradiction(port, other) ?? [])
    return conflicts.slice(0, 1)
  })
}

function contradiction(port: Owned, other: Owned): Result | undefined {
  const same = portKey(port) === portKey(other)
  const wrong = (['name', 'nodePort'] as const).find((field) => {
    const [mine, theirs] = [port[field], other[field]]
    if (mine === undefined || theirs === undefined) return false
    if (same) return mine !== theirs
    return mine === theirs && (field === 'name' || port.protocol === other.protocol)
  })
  if (!wrong) return undefined
  const mine = `${port.claim.title} gives port ${portKey(port)} the \`${wrong}\` "${port[wrong]}"`
  const message = same
    ? `${mine}, ${other.claim.titleWithPlace()} gives it "${other[wrong]}"`
    : `${mine}, which port ${portKey(other)} of ${other.claim.titleWithPlace()} has already`
  const hint = same ? `give both the same \`${wrong}\`, or leave it out of one` : `choose another \`${wrong}\``
  return error('service-port-conflict', port.claim.at([...port.path, wrong]), message, hint)
}

/** Code: `node-port-ignored`. */
export function findIdleNodePorts(claims: readonly Claim[], type: string): readonly Result[] {
  if (type === 'NodePort') return []
  return claims.flatMap((claim) => {
    const idle = claim.ports.filter(({ nodePort, existing }) => nodePort !== undefined && !existing)
    return idle.map(({ path, nodePort }) => {
      const message = `${claim.title} asks for \`nodePort\` ${nodePort}, which a Service of \`type\` "${type}" does not get`
      const hint = 'set `type: NodePort`, or remove it'
      return warning('node-port-ignored', claim.at([...path, 'nodePort']), message, hint)
    })
  })
}

/** Ports in the order of the claims; a port that is there keeps every field it has. */
export function mergePorts(claims: readonly Claim[], type: string): readonly ServicePort[] {
  const merged = new Map<string, ServicePort>()
  for (const claimed of claims.flatMap(({ ports }) => ports)) {
    const { port, protocol, name, nodePort, existing } = claimed
    const key = portKey(claimed)
    const before = existing ?? merged.get(key) ?? { port, targetPort: port, protocol }
    merged.set(key, {
      ...before,
      ...(name ? { name } : {}),
      ...(nodePort && type === 'NodePort' ? { nodePort } : {}),
    })
  }
  return withNames([...merged.values()])
}

/** A Service with several ports needs a name for each: `port-<number>`, where that is taken `<protocol>-<number>`. */
function withNames(ports: readonly ServicePort[]): readonly ServicePort[] {
  const taken = new Set(ports.map(({ name }) => name))
  return ports.map(({ name, ...port }) => {
    const { port: number, protocol = 'TCP' } = port
    const kind = protocol.toLowerCase()
    const usual = `port-${number}${kind === 'tcp' ? '' : `-${kind}`}`
    return { name: name ?? (taken.has(usual) ? `${kind}-${number}` : usual), ...port }
  })
}
