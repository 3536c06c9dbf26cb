/** What a workload's pods say about the ports they listen on. */
import { getIn } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'

export interface ContainerPort {
  readonly name?: string
  readonly containerPort: number
  readonly protocol?: string
}

export function containerPorts(workload: KrmResource): readonly ContainerPort[] {
  const pod = getIn(workload, ['spec', 'template', 'spec'])
  const all = ['containers', 'initContainers'].flatMap((field) => (getIn(pod, [field]) ?? []) as object[])
  return all.flatMap((container) => (getIn(container, ['ports']) ?? []) as ContainerPort[])
}
