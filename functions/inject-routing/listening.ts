/** Ports that no container listens on, as far as the containers say. */
import { equal } from '../../src/krm/equal.ts'
import { type Result, warning } from '../../src/krm/result.ts'
import { type ContainerPort, containerPorts } from '../../src/oam/pods.ts'
import type { Use } from '../../src/oam/traits/use.ts'
import type { Claim } from './claim.ts'
import type { Settled } from './service.ts'
import { podSelector, portKey, type ServicePort } from './service-spec.ts'

/** A container may listen without saying so, so that this is only a warning: `port-not-listened`. */
export function checkListening({ trait, workload }: Use, claim: Claim, service: Settled): readonly Result[] {
  const listening = containerPorts(workload, trait.workloadRef.podSpecPath)
  if (listening.length === 0 || !equal(service.selector, podSelector(workload))) return []
  return claim.ports.flatMap(({ path, ...port }) => {
    const target = service.ports.find((other) => portKey(other) === portKey(port))
    if (!target || listening.some((one) => reaches(target, one))) return []
    const known = listening.map((one) => portKey({ port: one.containerPort, ...one })).join(', ')
    const message = `${trait.title} leads to port ${targetText(target)}, on which no container listens`
    return [warning('port-not-listened', trait.at(path), message, `ports of the containers: ${known}`)]
  })
}

function reaches({ port, targetPort = port, protocol = 'TCP' }: ServicePort, listening: ContainerPort): boolean {
  const { name, containerPort, protocol: spoken = 'TCP' } = listening
  return spoken === protocol && (targetPort === containerPort || targetPort === name)
}

function targetText({ port, targetPort = port, protocol = 'TCP' }: ServicePort): string {
  return `${targetPort}/${protocol}`
}
