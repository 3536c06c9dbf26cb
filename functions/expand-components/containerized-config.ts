/**
 * `config` of a ContainerizedWorkload: files from literal values (one ConfigMap a container) or from Secret keys.
 * Each file is mounted by itself, so that it never hides the rest of its directory.
 */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { ConfigFile, Container } from './containerized-spec.ts'

interface NamedVolume {
  readonly name: string
  readonly [source: string]: unknown
}

function isLiteral({ value }: ConfigFile): boolean {
  return value !== undefined
}

function configName(workload: string, container: Container): string {
  return `${workload}-${container.name}-config`
}

/** A file's key is its base name, or its whole path where two files share one. */
function key({ path }: ConfigFile, all: readonly ConfigFile[]): string {
  const base = (file: string) => file.slice(file.lastIndexOf('/') + 1)
  const shared = all.filter((other) => isLiteral(other) && base(other.path) === base(path)).length > 1
  return shared ? path.slice(1).replaceAll('/', '-') : base(path)
}

export function configMap(workload: string, container: Container): [string, KrmResource][] {
  const files = (container.config ?? []).filter(isLiteral)
  if (files.length === 0) return []
  const name = configName(workload, container)
  const data = Object.fromEntries(files.map((file) => [key(file, files), file.value]))
  return [[`config-${container.name}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }]]
}

function secretVolume(name: string): string {
  return `secret-${name}`
}

export function configVolumes(workload: string, container: Container): readonly NamedVolume[] {
  return (container.config ?? []).flatMap((file): NamedVolume[] => {
    const name = configName(workload, container)
    if (isLiteral(file)) return [{ name, configMap: { name } }]
    const secretName = file.fromSecret?.name
    return secretName ? [{ name: secretVolume(secretName), secret: { secretName } }] : []
  })
}

export function configMounts(workload: string, container: Container): readonly object[] {
  const files = container.config ?? []
  return files.map((file) => ({
    name: isLiteral(file) ? configName(workload, container) : secretVolume(file.fromSecret?.name ?? ''),
    mountPath: file.path,
    subPath: isLiteral(file) ? key(file, files) : file.fromSecret?.key,
    readOnly: true,
  }))
}
