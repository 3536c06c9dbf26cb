/** `ports` of a component: what its container listens on, and the Service for those that say `expose: true`. */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Context } from '../../src/oam/definition.ts'
import { present } from './rendering.ts'
import { selector } from './workload.ts'

interface Port {
  readonly port: number
  readonly containerPort?: number
  readonly name?: string
  readonly protocol?: string
  readonly expose?: boolean
  readonly nodePort?: number
}

export interface PortParameters {
  readonly ports?: readonly Port[]
  /** Deprecated; read only without `ports`. */
  readonly port?: number
  readonly exposeType?: string
}

/** How a port without a name is called. */
export type PortName = (port: Port) => string

export function containerPorts({ port, ports }: PortParameters, nameOf: PortName = portName): readonly object[] {
  if (!ports) return port === undefined ? [] : [{ containerPort: port }]
  return ports.map((one) => ({
    name: one.name ?? nameOf(one),
    containerPort: targetPort(one),
    protocol: one.protocol ?? 'TCP',
  }))
}

/** The Service under `key`; nothing where no port is exposed. */
export function exposed(
  key: string,
  { ports = [], exposeType = 'ClusterIP' }: PortParameters,
  context: Context,
  nameOf: PortName = portName,
): Readonly<Record<string, KrmResource>> {
  const open = ports.filter(({ expose }) => expose)
  if (open.length === 0) return {}
  const spec = {
    type: exposeType,
    selector: selector(context),
    ports: open.map((port) => servicePort(port, exposeType, nameOf)),
  }
  return { [key]: { apiVersion: 'v1', kind: 'Service', metadata: { name: context.name }, spec } }
}

function servicePort(port: Port, type: string, nameOf: PortName): object {
  return present({
    name: port.name ?? nameOf(port),
    port: port.port,
    targetPort: targetPort(port),
    protocol: port.protocol ?? 'TCP',
    nodePort: type === 'NodePort' ? port.nodePort : undefined,
  })
}

function targetPort({ port, containerPort }: Port): number {
  return containerPort ?? port
}

function portName(port: Port): string {
  const { protocol = 'TCP' } = port
  return `port-${targetPort(port)}${protocol === 'TCP' ? '' : `-${protocol.toLowerCase()}`}`
}
