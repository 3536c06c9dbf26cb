/** `webservice`: a Deployment, and a Service where a port says `expose: true`. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { container, type PodParameters, podSpec } from '../pod.ts'
import { containerPorts, exposed, type PortParameters } from '../ports.ts'
import { controller, type PodMetadata } from '../workload.ts'

type Parameters = PodParameters & PodMetadata & PortParameters

export const webservice: Evaluate = (properties, context) => {
  const parameters = properties as unknown as Parameters
  const main = container(context.name, parameters, containerPorts(parameters))
  return {
    output: controller('Deployment', context, parameters, podSpec(parameters, main)),
    outputs: exposed('webserviceExpose', parameters, context),
  }
}
