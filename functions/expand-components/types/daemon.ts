/** `daemon`: a DaemonSet, and a Service where a port says `expose: true`. */
import { warning } from '../../../src/krm/result.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { container, type PodParameters, podSpec } from '../pod.ts'
import { containerPorts, exposed, type PortName, type PortParameters } from '../ports.ts'
import { controller, type PodMetadata } from '../workload.ts'

type Parameters = PodParameters & PodMetadata & PortParameters

/** Without the protocol, unlike its kin. */
const portName: PortName = ({ port }) => `port-${port}`

export const daemon: Evaluate = (properties, context) => {
  const parameters = properties as unknown as Parameters
  const main = container(context.name, parameters, containerPorts(parameters, portName))
  const outputs = exposed('webserviceExpose', parameters, context, portName)
  return {
    output: controller('DaemonSet', context, parameters, podSpec(parameters, main)),
    outputs,
    results: parameters.exposeType === 'ExternalName' && outputs.webserviceExpose ? [nameless] : [],
  }
}

const nameless = warning(
  'expose-type-invalid',
  { field: { path: ['exposeType'] } },
  'a Service of type ExternalName needs an `externalName`, which no parameter of "daemon" gives; a cluster will refuse it',
  'use another `exposeType`',
)
