/** `webservice`: a Deployment, and a Service where a port says `expose: true`. */
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'
import type { Application, Component } from '../../src/oam/application.ts'
import { deployment, selector } from './deployment.ts'
import { container, type Parameters, podSpec } from './pod.ts'
import { present, type Rendering } from './rendering.ts'

interface Port {
  readonly port: number
  readonly containerPort?: number
  readonly name?: string
  readonly protocol?: string
  readonly expose?: boolean
  readonly nodePort?: number
}

interface WebserviceParameters extends Parameters {
  readonly labels?: StringMap
  readonly annotations?: StringMap
  readonly port?: number
  readonly ports?: readonly Port[]
  readonly exposeType?: string
}

export function renderWebservice(component: Component, application: Application): Rendering {
  const parameters = component.properties as unknown as WebserviceParameters
  const {
    labels,
    annotations,
    port,
    ports = port === undefined ? [] : [{ port }],
    exposeType = 'ClusterIP',
  } = parameters
  const main = container(component.name, parameters, ports.map(containerPort))
  const output = deployment(component, application, podSpec(parameters, main), { labels, annotations })
  const exposed = ports.filter(({ expose }) => expose)
  return exposed.length === 0
    ? { output }
    : { output, outputs: { webserviceExpose: service(component, exposed, exposeType) } }
}

function containerPort(port: Port): object {
  return { name: portName(port), containerPort: targetPort(port), protocol: port.protocol ?? 'TCP' }
}

function targetPort({ port, containerPort }: Port): number {
  return containerPort ?? port
}

function portName(port: Port): string {
  const { name, protocol = 'TCP' } = port
  return name ?? `port-${targetPort(port)}${protocol === 'TCP' ? '' : `-${protocol.toLowerCase()}`}`
}

function service(component: Component, ports: readonly Port[], type: string): KrmResource {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {},
    spec: { type, selector: selector(component), ports: ports.map((port) => servicePort(port, type)) },
  }
}

function servicePort(port: Port, type: string): object {
  return present({
    name: portName(port),
    port: port.port,
    targetPort: targetPort(port),
    protocol: port.protocol ?? 'TCP',
    nodePort: type === 'NodePort' ? port.nodePort : undefined,
  })
}
