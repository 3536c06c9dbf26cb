/** Names of volumes, and places where they are mounted. */
import { isObject } from '../../src/krm/check.ts'
import type { FieldPath } from '../../src/krm/field-path.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Context } from '../../src/oam/definition.ts'
import { containersOf } from './containers.ts'

/** A volume's name is a DNS label, while that of what it holds may have dots. */
export function volumeName(kind: string, name: string): string {
  return `${kind}-${name.replaceAll('.', '-')}`
}

export interface Mount {
  readonly name: string
  readonly mountPath: string
  readonly subPath?: string | undefined
  readonly readOnly?: boolean | undefined
}

/** Two volumes at one place, which the API server refuses. Code `mount-path-taken`. */
export function checkMounts(mounts: readonly { readonly mount: Mount; readonly path: FieldPath }[], context: Context) {
  const { name: container = '', volumeMounts } = containersOf(context)[0] ?? {}
  const there: readonly Partial<Mount>[] = Array.isArray(volumeMounts) ? volumeMounts.filter(isObject) : []
  return mounts.flatMap(({ mount, path }, i): readonly Result[] => {
    const isThere = (other: Partial<Mount>) => other.mountPath === mount.mountPath
    // A mount of a volume that is there already meets that one by its name.
    const rival =
      there.find((other) => isThere(other) && other.name !== mount.name) ??
      mounts.slice(0, i).find((other) => isThere(other.mount))?.mount
    if (!rival) return []
    const message = `\`mountPath\` "${mount.mountPath}" of container "${container}" is taken by the volume "${rival.name}"`
    return [error('mount-path-taken', { field: { path: [...path, 'mountPath'] } }, message, 'choose another path')]
  })
}
