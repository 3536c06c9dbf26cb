/** The parts of Services and workloads that routing reads. */
import { isObject } from '../../src/krm/check.ts'
import { type FieldPath, getIn } from '../../src/krm/field-path.ts'
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'

export interface ServicePort {
  readonly name?: string
  readonly port: number
  readonly targetPort?: number | string
  readonly protocol?: string
  readonly nodePort?: number
}

export interface ServiceSpec {
  readonly type?: string
  readonly selector?: StringMap
}

export function isService(resource: KrmResource): boolean {
  return resource.apiVersion === 'v1' && resource.kind === 'Service'
}

/** What has the wrong shape counts as absent; `serviceProblem` says where. */
export function serviceSpec(service: KrmResource): ServiceSpec {
  const { type, selector } = isObject(service.spec) ? service.spec : {}
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(isTexts(selector) ? { selector } : {}),
  }
}

export function servicePorts(service: KrmResource): readonly ServicePort[] {
  const ports = getIn(service, ['spec', 'ports'])
  return Array.isArray(ports) ? ports.filter(isPort) : []
}

function isTexts(value: unknown): value is StringMap {
  return isObject(value) && Object.values(value).every((one) => typeof one === 'string')
}

function isPort(value: unknown): value is ServicePort {
  const { port, name = '', protocol = '' } = isObject(value) ? value : {}
  return typeof port === 'number' && typeof name === 'string' && typeof protocol === 'string'
}

/** The first part of a Service that is not what a Service has there, so that nobody could add to it; undefined for a sound one. */
export function serviceProblem(service: KrmResource): FieldPath | undefined {
  const { spec = {} } = service
  if (!isObject(spec)) return ['spec']
  const { selector, type, ports } = spec
  if (selector !== undefined && selector !== null && !isTexts(selector)) return ['spec', 'selector']
  if (type !== undefined && type !== null && typeof type !== 'string') return ['spec', 'type']
  if (ports === undefined || ports === null) return undefined
  if (!Array.isArray(ports)) return ['spec', 'ports']
  const wrong = ports.findIndex((port) => !isPort(port))
  return wrong < 0 ? undefined : ['spec', 'ports', wrong]
}

/** A Service selects by labels alone, so a workload whose selector says more (or nothing) cannot be selected. */
export function podSelector(workload: KrmResource): StringMap | undefined {
  const labels = getIn(workload, ['spec', 'selector', 'matchLabels'])
  const more = getIn(workload, ['spec', 'selector', 'matchExpressions'])
  if (!isTexts(labels) || more !== undefined) return undefined
  return Object.keys(labels).length > 0 ? labels : undefined
}

/** What makes two ports of a Service the same one. */
export function portKey({ port, protocol = 'TCP' }: { readonly port: number; readonly protocol?: string }): string {
  return `${port}/${protocol}`
}
