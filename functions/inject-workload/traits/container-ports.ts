/** `container-ports`: ports of a container, on its host too; one is there already if number and protocol are. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { replaced } from '../../../src/oam/patch/strategy.ts'
import { forContainers } from '../containers.ts'

interface Port {
  readonly containerPort: number
  readonly protocol?: string
  readonly hostPort?: number
  readonly hostIP?: string
}

interface Parameters {
  readonly ports?: readonly Port[]
}

export const containerPorts: Evaluate = (parameters, context) =>
  forContainers<Parameters>(parameters, context, 'containers', ({ ports = [] }, container) => ({
    ports: replaced(merged(ports, (container.ports ?? []) as readonly Port[])),
  }))

function merged(ports: readonly Port[], base: readonly Port[]): readonly object[] {
  const there = base.map((port) => {
    const { hostPort = port.hostPort, hostIP = port.hostIP } = ports.findLast((other) => isSame(other, port)) ?? {}
    return { ...port, hostPort, hostIP }
  })
  const fresh = ports.filter((port) => !base.some((other) => isSame(other, port)))
  return [
    ...there,
    ...fresh.map(({ containerPort, protocol = 'TCP', hostPort, hostIP }) => ({
      containerPort,
      protocol,
      hostPort,
      hostIP,
    })),
  ]
}

function isSame(a: Port, b: Port): boolean {
  return a.containerPort === b.containerPort && (a.protocol ?? 'TCP') === (b.protocol ?? 'TCP')
}
