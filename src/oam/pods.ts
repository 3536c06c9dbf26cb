/** What a workload's pods say about the ports they listen on. */
import { getIn, parseFieldPath } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'

export interface ContainerPort {
  readonly name?: string
  readonly containerPort: number
  readonly protocol?: string
}

/** `podSpecPath` is where a definition says that the pods stand. What is no port is for validate-schema to say. */
export function containerPorts(workload: KrmResource, podSpecPath = 'spec.template.spec'): readonly ContainerPort[] {
  const pod = getIn(workload, parseFieldPath(podSpecPath))
  const containers = ['containers', 'initContainers'].flatMap((field) => listIn(pod, field))
  return containers.flatMap((container) => listIn(container, 'ports')).filter(isPort)
}

function listIn(holder: unknown, field: string): readonly unknown[] {
  const list = getIn(holder, [field])
  return Array.isArray(list) ? list : []
}

function isPort(value: unknown): value is ContainerPort {
  const isText = (field: string) => typeof (getIn(value, [field]) ?? '') === 'string'
  return typeof getIn(value, ['containerPort']) === 'number' && isText('name') && isText('protocol')
}
