/** `configmap`, deprecated: ConfigMaps as files of the first container. */
import type { KrmResource, StringMap } from '../../../src/krm/resource.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { keyed } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'
import { deprecated } from '../deprecated.ts'
import { volumeName } from '../mounts.ts'

interface Volume {
  readonly name: string
  readonly mountPath: string
  readonly readOnly?: boolean
  readonly data?: StringMap
}

export const configmap: Evaluate = deprecated('storage', (parameters, context) => {
  const { volumes } = parameters as unknown as { readonly volumes: readonly Volume[] }
  const mounts = volumes.map(({ name, mountPath, readOnly = false }) => {
    return { name: volumeName('volume', name), mountPath, readOnly }
  })
  const sources = volumes.map(({ name }) => ({ name: volumeName('volume', name), configMap: { name } }))
  const patch = patchPods(context, {
    containers: keyed('name', [{ volumeMounts: keyed('name', mounts) }]),
    volumes: keyed('name', sources),
  })
  return { ...patch, outputs: Object.fromEntries(volumes.flatMap(made)) }
})

function made({ name, data }: Volume): readonly (readonly [string, KrmResource])[] {
  return data ? [[name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }]] : []
}
