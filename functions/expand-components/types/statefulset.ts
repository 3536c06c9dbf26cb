/** `statefulset`: a StatefulSet, and a Service where a port says `expose: true`. No headless Service: KubeVela makes none. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { container, type PodParameters, podSpec } from '../pod.ts'
import { containerPorts, exposed, type PortParameters } from '../ports.ts'
import { controller, type PodMetadata } from '../workload.ts'

type Parameters = PodParameters & PodMetadata & PortParameters

export const statefulset: Evaluate = (properties, context) => {
  const parameters = properties as unknown as Parameters
  const main = container(context.name, parameters, containerPorts(parameters))
  return {
    output: controller('StatefulSet', context, parameters, podSpec(parameters, main)),
    outputs: exposed('statefulsetsExpose', parameters, context),
  }
}
