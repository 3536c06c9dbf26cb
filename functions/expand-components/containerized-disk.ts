/** `resources.volumes` of a ContainerizedWorkload: a claim for a lasting disk, an emptyDir for every other. */
import { boundedName } from '../../src/krm/name.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Container, Spec, Volume } from './containerized-spec.ts'
import { present } from './rendering.ts'

/** Containers that name one volume share it: with the disk that one of them says, and writable if one of them writes. */
function volumes(spec: Spec): readonly Volume[] {
  const byName = new Map<string, Volume>()
  for (const volume of spec.containers.flatMap(({ resources }) => resources?.volumes ?? [])) {
    const known = byName.get(volume.name)
    byName.set(volume.name, known ? shared(known, volume) : volume)
  }
  return [...byName.values()]
}

function shared(a: Volume, b: Volume): Volume {
  const [main, other] = a.disk ? [a, b] : [b, a]
  return { ...other, ...main, accessMode: a.accessMode === 'RO' && b.accessMode === 'RO' ? 'RO' : 'RW' }
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
      boundedName(`claim-${volume.name}`),
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
