/**
 * `config` of a ContainerizedWorkload: files from literal values (one ConfigMap a container) or from Secret keys.
 * Each file is mounted by itself, so that it never hides the rest of its directory.
 */
import { boundedName, freeName, hash } from '../../src/krm/name.ts'
import type { KrmResource, Metadata } from '../../src/krm/resource.ts'
import type { ConfigFile, Container, Spec } from './containerized-spec.ts'
import { present } from './rendering.ts'

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

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A file's key is its base name, with its folder where two files share one, and a hash where a key cannot say it. */
function key({ path }: ConfigFile, all: readonly ConfigFile[]): string {
  const shared = all.filter((other) => isLiteral(other) && base(other.path) === base(path)).length > 1
  const wanted = shared ? path.slice(1).replaceAll('/', '-') : base(path)
  const exact = /^[-._a-zA-Z0-9]+$/.test(wanted) && !(shared && path.slice(1).includes('-'))
  return exact ? wanted : `${wanted.replace(/[^-._a-zA-Z0-9]/g, '-')}-${hash(path)}`
}

/** ConfigMaps carry the labels and annotations of the workload. */
export function configMap(workload: string, own: Metadata, container: Container): [string, KrmResource][] {
  const files = (container.config ?? []).filter(isLiteral)
  if (files.length === 0) return []
  const { labels, annotations } = own
  const metadata = present({ name: configName(workload, container), labels, annotations })
  const data = Object.fromEntries(files.map((file) => [key(file, files), file.value]))
  return [
    [boundedName(`config-${container.name}`), { apiVersion: 'v1', kind: 'ConfigMap', metadata, data } as KrmResource],
  ]
}

/** Names of the volumes behind config files, by container or by Secret, beside those that the workload names itself. */
export interface VolumeNames {
  readonly ofContainer: (container: string) => string
  readonly ofSecret: (secret: string) => string
}

export function volumeNames(workload: string, spec: Spec): VolumeNames {
  const taken = new Set(spec.containers.flatMap(({ resources }) => (resources?.volumes ?? []).map(({ name }) => name)))
  const given = new Map<string, string>()
  const give = (id: string, wanted: string) => {
    const name = given.get(id) ?? freeName(boundedName(wanted.replace(/[^-a-z0-9]/g, '-')), taken)
    taken.add(name)
    given.set(id, name)
    return name
  }
  const secretsOf = ({ config = [] }: Container) =>
    config.flatMap((file) => (isLiteral(file) || !file.fromSecret ? [] : [file.fromSecret.name]))
  // All at once, so that no name depends on who asks first.
  for (const container of spec.containers) {
    if (container.config?.some(isLiteral)) give(`container ${container.name}`, configName(workload, container))
    for (const secret of secretsOf(container)) give(`secret ${secret}`, `secret-${secret}`)
  }
  return {
    ofContainer: (container) => given.get(`container ${container}`) ?? '',
    ofSecret: (secret) => given.get(`secret ${secret}`) ?? '',
  }
}

export function configVolumes(workload: string, container: Container, names: VolumeNames): readonly NamedVolume[] {
  return (container.config ?? []).flatMap((file): NamedVolume[] => {
    if (isLiteral(file))
      return [{ name: names.ofContainer(container.name), configMap: { name: configName(workload, container) } }]
    const secretName = file.fromSecret?.name
    return secretName ? [{ name: names.ofSecret(secretName), secret: { secretName } }] : []
  })
}

export function configMounts(container: Container, names: VolumeNames): readonly object[] {
  const files = container.config ?? []
  return files.map((file) => ({
    name: isLiteral(file) ? names.ofContainer(container.name) : names.ofSecret(file.fromSecret?.name ?? ''),
    mountPath: file.path,
    subPath: isLiteral(file) ? key(file, files) : file.fromSecret?.key,
    readOnly: true,
  }))
}
