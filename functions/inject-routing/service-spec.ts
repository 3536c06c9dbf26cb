/** The parts of Services and workloads that routing reads. */
import { getIn } from '../../src/krm/field-path.ts'
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
  readonly ports?: readonly ServicePort[]
}

export function isService(resource: KrmResource): boolean {
  return resource.apiVersion === 'v1' && resource.kind === 'Service'
}

export function serviceSpec(service: KrmResource): ServiceSpec {
  return (service.spec ?? {}) as ServiceSpec
}

export function servicePorts(service: KrmResource): readonly ServicePort[] {
  return serviceSpec(service).ports ?? []
}

/** A Service selects by labels alone, so a workload whose selector says more (or nothing) cannot be selected. */
export function podSelector(workload: KrmResource): StringMap | undefined {
  const labels = getIn(workload, ['spec', 'selector', 'matchLabels']) as StringMap | undefined
  const more = getIn(workload, ['spec', 'selector', 'matchExpressions'])
  return labels && Object.keys(labels).length > 0 && more === undefined ? labels : undefined
}

/** What makes two ports of a Service the same one. */
export function portKey({ port, protocol = 'TCP' }: { readonly port: number; readonly protocol?: string }): string {
  return `${port}/${protocol}`
}
