/** `sidecar`: a container beside the component's. The volumes that it mounts must be there. */
import type { Properties } from '../../../src/oam/application.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { keyed } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'
import { probe } from '../probe.ts'

interface Parameters {
  readonly name: string
  readonly image: string
  readonly cmd?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly Properties[]
  readonly volumes?: readonly { readonly name: string; readonly path: string }[]
  readonly livenessProbe?: Properties
  readonly readinessProbe?: Properties
}

export const sidecar: Evaluate = (parameters, context) => {
  const { name, image, cmd, args, env, volumes, livenessProbe, readinessProbe } = parameters as unknown as Parameters
  const container = {
    name,
    image,
    command: cmd,
    args,
    env,
    volumeMounts: volumes?.map(({ name, path }) => ({ name, mountPath: path })),
    livenessProbe: livenessProbe && probe(livenessProbe),
    readinessProbe: readinessProbe && probe(readinessProbe),
  }
  return patchPods(context, { containers: keyed('name', [container]) })
}
