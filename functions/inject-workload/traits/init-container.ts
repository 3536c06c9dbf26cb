/** `init-container`: a container that runs first, and an emptyDir that it shares with the component's container. */
import type { Properties } from '../../../src/oam/application.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { keyed, preferred } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'

interface Mount {
  readonly name: string
  readonly mountPath: string
}

interface Parameters {
  readonly name: string
  readonly image: string
  readonly imagePullPolicy?: string
  readonly cmd?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly Properties[]
  readonly mountName?: string
  readonly appMountPath: string
  readonly initMountPath: string
  readonly extraVolumeMounts?: readonly Mount[]
}

export const initContainer: Evaluate = (parameters, context) => {
  const { mountName = 'workdir', appMountPath, ...own } = parameters as unknown as Parameters
  const main = { name: context.name, volumeMounts: keyed('name', [{ name: mountName, mountPath: appMountPath }]) }
  return patchPods(context, {
    containers: keyed('name', [main]),
    initContainers: keyed('name', [first(own, mountName)]),
    volumes: keyed('name', [{ name: mountName, emptyDir: {} }]),
  })
}

function first(parameters: Omit<Parameters, 'mountName' | 'appMountPath'>, mountName: string): Properties {
  const { name, image, imagePullPolicy, cmd, args, env, initMountPath, extraVolumeMounts = [] } = parameters
  return {
    name,
    image,
    imagePullPolicy: imagePullPolicy ?? preferred('IfNotPresent'),
    command: cmd,
    args,
    env,
    volumeMounts: keyed('name', [{ name: mountName, mountPath: initMountPath }, ...extraVolumeMounts]),
  }
}
