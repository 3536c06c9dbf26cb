/** `resources.volumes` of a ContainerizedWorkload: a claim for a lasting disk, an emptyDir for every other. */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Container, Spec, Volume } from './containerized-spec.ts'
import { present } from './rendering.ts'

/** Containers that name one volume share it; the first one's disk counts. */
function volumes(spec: Spec): readonly Volume[] {
  const all = spec.containers.flatMap(({ resources }) => resources?.volumes ?? [])
  return [...new Map(all.toReversed().map((volume) => [volume.name, volume])).values()].toReversed()
}

function isLasting({ disk }: Volume): boolean {
  return disk !== undefined && !disk.ephemeral
}

export function holdsExclusiveDisk(spec: Spec): boolean {
  return volumes(spec).some((volume) => isLasting(volume) && volume.sharingPolicy !== 'Shared')
}

export function claims(workload: string, spec: Spec): [string, KrmResource][] {
  return volumes(spec)
    .filter(isLasting)
    .map((volume) => [
      `claim-${volume.name}`,
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: `${workload}-${volume.name}` },
        spec: { accessModes: [accessMode(volume)], resources: { requests: { storage: volume.disk?.required } } },
      },
    ])
}

function accessMode({ accessMode, sharingPolicy }: Volume): string {
  if (sharingPolicy !== 'Shared') return 'ReadWriteOnce'
  return accessMode === 'RO' ? 'ReadOnlyMany' : 'ReadWriteMany'
}

export function diskVolumes(workload: string, spec: Spec): readonly { readonly name: string }[] {
  return volumes(spec).map((volume) => {
    if (isLasting(volume))
      return { name: volume.name, persistentVolumeClaim: { claimName: `${workload}-${volume.name}` } }
    return { name: volume.name, emptyDir: present({ sizeLimit: volume.disk?.required }) }
  })
}

export function diskMounts({ resources }: Container): readonly object[] {
  return (resources?.volumes ?? []).map(({ name, mountPath, accessMode }) => {
    return present({ name, mountPath, readOnly: accessMode === 'RO' ? true : undefined })
  })
}
