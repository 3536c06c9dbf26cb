/** The ports of a rule: by number, by range, or by the name that the pods give them. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { error, type Result, warning } from '../../src/krm/result.ts'
import { type ContainerPort, containerPorts } from '../../src/oam/pods.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import type { Checked } from './checked.ts'
import type { PolicyPort } from './parameters.ts'

/** `listening`: the workloads whose pods are connected to, where all of them are known. */
export function readPort(
  policyPort: PolicyPort,
  path: FieldPath,
  trait: Trait,
  listening: readonly KrmResource[] | undefined,
): Checked<object> {
  const { port, endPort, protocol = 'TCP' } = policyPort
  const value = { port, ...(endPort === undefined ? {} : { endPort }), protocol }
  const wrong = rangeProblem(policyPort)
  if (wrong) return { value, results: [error('port-range-invalid', trait.at(path), `${trait.title}: ${wrong}`)] }
  return { value, results: listening ? checkKnown(policyPort, path, trait, listening) : [] }
}

function rangeProblem({ port, endPort }: PolicyPort): string | undefined {
  if (typeof port === 'string') return endPort === undefined ? undefined : '`endPort` must follow a number, not a name'
  if (port < 1 || port > 65535) return `\`port\` must be between 1 and 65535, not ${port}`
  return endPort !== undefined && endPort < port
    ? `\`endPort\` ${endPort} must not be below \`port\` ${port}`
    : undefined
}

/** A name that no pod knows matches nothing, and so does a wrong number; but containers may listen without saying so. */
function checkKnown(
  policyPort: PolicyPort,
  path: FieldPath,
  trait: Trait,
  listening: readonly KrmResource[],
): readonly Result[] {
  const { port, endPort = port, protocol = 'TCP' } = policyPort
  const declared = listening.map((workload) => containerPorts(workload))
  const known = declared.flat()
  const matches = known.some(({ name, containerPort, protocol: spoken = 'TCP' }) => {
    const hit = typeof port === 'string' ? name === port : port <= containerPort && containerPort <= Number(endPort)
    return hit && spoken === protocol
  })
  if (matches) return []
  const at = trait.at([...path, 'port'])
  const hint = `ports of the containers: ${known.map(portText).join(', ') || 'none is declared'}`
  if (typeof port === 'string') {
    const message = `${trait.title} names the ${protocol} port "${port}", which no container of the pods declares`
    return [error('port-unknown', at, message, hint)]
  }
  const silent = declared.some((ports) => ports.length === 0)
  const message = `${trait.title} speaks of ${protocol} port ${port}, on which no container listens; a policy counts ports of pods, not of Services`
  return silent ? [] : [warning('port-not-listened', at, message, hint)]
}

function portText({ name, containerPort, protocol = 'TCP' }: ContainerPort): string {
  return `${name ? `${name} ` : ''}${containerPort}/${protocol}`
}
