/** Volumes and mounts of a component, from `volumeMounts`, or from the deprecated `volumes`. */
import { present } from './rendering.ts'

interface Volume {
  readonly name: string
  readonly mountPath: string
  readonly subPath?: string
  readonly claimName?: string
  readonly cmName?: string
  readonly secretName?: string
  readonly defaultMode?: number
  readonly items?: readonly { readonly mode?: number }[]
  readonly medium?: string
  readonly path?: string
  readonly mountPropagation?: string
  readonly readOnly?: boolean
}

type Kind = 'pvc' | 'configMap' | 'secret' | 'emptyDir' | 'hostPath'

export interface VolumeParameters {
  readonly volumeMounts?: Readonly<Partial<Record<Kind, readonly Volume[]>>>
  readonly volumes?: readonly (Volume & { readonly type?: Kind })[]
}

/** In KubeVela's order, which is also the order of the mounts. */
const KINDS: readonly Kind[] = ['pvc', 'configMap', 'secret', 'emptyDir', 'hostPath']

const DEFAULT_MODE = 0o644
const DEFAULT_ITEM_MODE = 0o777

const SOURCE: Readonly<Record<Kind, (volume: Volume) => object>> = {
  pvc: ({ claimName }) => ({ persistentVolumeClaim: { claimName } }),
  configMap: ({ cmName, defaultMode, items }) => ({
    configMap: present({ name: cmName, defaultMode: defaultMode ?? DEFAULT_MODE, items: items?.map(withMode) }),
  }),
  secret: ({ secretName, defaultMode, items }) => ({
    secret: present({ secretName, defaultMode: defaultMode ?? DEFAULT_MODE, items: items?.map(withMode) }),
  }),
  emptyDir: ({ medium }) => ({ emptyDir: medium ? { medium } : {} }),
  hostPath: ({ path }) => ({ hostPath: { path } }),
}

function withMode(item: { readonly mode?: number }): object {
  return { ...item, mode: item.mode ?? DEFAULT_ITEM_MODE }
}

/** One volume a name: the first wins, so that one volume can be mounted at several paths. */
export function podVolumes(parameters: VolumeParameters): readonly object[] {
  const byName = new Map<string, object>()
  for (const { kind, volume } of all(parameters)) {
    if (!byName.has(volume.name)) byName.set(volume.name, { name: volume.name, ...SOURCE[kind](volume) })
  }
  return [...byName.values()]
}

export function volumeMounts(parameters: VolumeParameters): readonly object[] {
  return all(parameters).map(({ volume: { name, mountPath, subPath, mountPropagation, readOnly } }) => {
    return present({ name, mountPath, subPath, mountPropagation, readOnly })
  })
}

function all({ volumeMounts, volumes = [] }: VolumeParameters): readonly { kind: Kind; volume: Volume }[] {
  if (volumeMounts) return KINDS.flatMap((kind) => (volumeMounts[kind] ?? []).map((volume) => ({ kind, volume })))
  return volumes.map((volume) => ({ kind: volume.type ?? 'emptyDir', volume }))
}
