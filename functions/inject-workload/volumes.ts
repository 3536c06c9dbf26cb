/** Where the files of a volume come from, as KubeVela's traits write it. */
import { preferred } from '../../src/oam/patch/strategy.ts'

/** How the keys of a ConfigMap or Secret become files. */
export interface Files {
  readonly defaultMode?: number
  readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[]
}

const FILE_MODE = 0o644
const ITEM_MODE = 0o777

export function configMapSource(name: string, files: Files): object {
  return { configMap: { name, ...modes(files) } }
}

export function secretSource(secretName: string, files: Files): object {
  return { secret: { secretName, ...modes(files) } }
}

export function claimSource(claimName: string): object {
  return { persistentVolumeClaim: { claimName } }
}

/** No medium is the node's disk, and so is "". */
export function emptyDirSource(medium: string | undefined): object {
  return { emptyDir: { medium: medium || undefined } }
}

export function hostPathSource(path: string, type: string | undefined): object {
  return { hostPath: { path, type: type ?? preferred('Directory') } }
}

function modes({ defaultMode, items }: Files): object {
  return {
    defaultMode: defaultMode ?? preferred(FILE_MODE),
    items: items?.map(({ key, path, mode }) => ({ key, path, mode: mode ?? preferred(ITEM_MODE) })),
  }
}
