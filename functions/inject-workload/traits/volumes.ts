/** `volumes`, deprecated: volumes of the pods, which something else mounts. */
import { error, type Result } from '../../../src/krm/result.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { keyed } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'
import { deprecated } from '../deprecated.ts'
import { claimSource, configMapSource, emptyDirSource, type Files, secretSource } from '../volumes.ts'

type Type = 'emptyDir' | 'pvc' | 'configMap' | 'secret'

interface Volume extends Files {
  readonly name: string
  readonly type?: Type
  readonly claimName?: string
  readonly cmName?: string
  readonly secretName?: string
  readonly medium?: string
}

const SOURCE: Readonly<Record<Type, (volume: Volume) => object>> = {
  pvc: ({ claimName = '' }) => claimSource(claimName),
  configMap: ({ cmName = '', ...files }) => configMapSource(cmName, files),
  secret: ({ secretName = '', ...files }) => secretSource(secretName, files),
  emptyDir: ({ medium }) => emptyDirSource(medium),
}

const NEEDED = { pvc: 'claimName', configMap: 'cmName', secret: 'secretName' } as const

export const volumes: Evaluate = deprecated('storage', (parameters, context) => {
  const { volumes = [] } = parameters as { volumes?: readonly Volume[] }
  const patch = patchPods(context, {
    volumes: keyed(
      'name',
      volumes.map((volume) => ({ name: volume.name, ...SOURCE[volume.type ?? 'emptyDir'](volume) })),
    ),
  })
  return { ...patch, results: [...(patch.results ?? []), ...volumes.flatMap(checkSource)] }
})

/** Code `volume-source-missing`. */
function checkSource(volume: Volume, i: number): readonly Result[] {
  const { type = 'emptyDir', name } = volume
  if (type === 'emptyDir' || volume[NEEDED[type]]) return []
  const at = { field: { path: ['volumes', i] } }
  const message = `volume "${name}" of the type "${type}" needs \`${NEEDED[type]}\``
  return [error('volume-source-missing', at, message, `add \`${NEEDED[type]}\``)]
}
