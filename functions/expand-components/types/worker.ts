/** `worker`: a Deployment that nothing calls. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { container, type PodParameters, podSpec } from '../pod.ts'
import { controller } from '../workload.ts'

export const worker: Evaluate = (properties, context) => {
  const parameters = properties as unknown as PodParameters
  return { output: controller('Deployment', context, {}, podSpec(parameters, container(context.name, parameters))) }
}
