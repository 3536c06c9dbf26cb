/** PersistentVolumeClaims of `storage` and `pvc`. */
import type { KrmResource } from '../../src/krm/resource.ts'

export interface ClaimParameters {
  readonly volumeMode?: 'Filesystem' | 'Block'
  readonly volumeName?: string
  readonly accessModes?: readonly string[]
  readonly storageClassName?: string
  readonly resources?: { readonly requests: object; readonly limits?: object }
  readonly dataSource?: object
  readonly dataSourceRef?: object
  readonly selector?: { readonly matchLabels?: object; readonly matchExpressions?: object | readonly object[] }
}

export function claim(name: string, parameters: ClaimParameters): KrmResource {
  const { accessModes = ['ReadWriteOnce'], volumeMode = 'Filesystem', selector } = parameters
  const { volumeName, storageClassName, dataSource, dataSourceRef, resources } = parameters
  const spec = {
    accessModes,
    volumeMode,
    volumeName,
    storageClassName,
    resources: resources ?? { requests: { storage: '8Gi' } },
    dataSource,
    dataSourceRef,
    selector: selector && { ...selector, matchExpressions: listed(selector.matchExpressions) },
  }
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec }
}

/** KubeVela's schema has one requirement where Kubernetes has a list. */
function listed(requirements: object | readonly object[] | undefined): readonly object[] | undefined {
  return requirements === undefined || Array.isArray(requirements) ? requirements : [requirements]
}
