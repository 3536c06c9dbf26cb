/** What a workload's pods say about the ports they listen on. */
import { getIn, parseFieldPath } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'

export interface ContainerPort {
  readonly name?: string
  readonly containerPort: number
  readonly protocol?: string
}

/** `podSpecPath` is where a definition says that the pods stand. */
export function containerPorts(workload: KrmResource, podSpecPath = 'spec.template.spec'): readonly ContainerPort[] {
  const pod = getIn(workload, parseFieldPath(podSpecPath))
  const all = ['containers', 'initContainers'].flatMap((field) => (getIn(pod, [field]) ?? []) as object[])
  return all.flatMap((container) => (getIn(container, ['ports']) ?? []) as ContainerPort[])
}
