/**
 * What a ContainerizedWorkload's schema cannot say: containers share one network and one set of volumes, and Kubernetes refuses
 * two of a name. Fields: OAM specification v0.2.1, `core/workloads/containerized_workload`.
 */
import type { FieldPath } from '../krm/field-path.ts'
import { error, type Place, type Result, warning } from '../krm/result.ts'

interface Named {
  readonly name: string
}

interface Container extends Named {
  readonly resources?: {
    readonly gpu?: { readonly required: string | number }
    readonly volumes?: readonly (Named & { readonly mountPath: string; readonly disk?: object })[]
    readonly extended?: readonly Named[]
  }
  readonly env?: readonly Sourced[]
  readonly config?: readonly (Sourced & { readonly path: string })[]
  readonly ports?: readonly (Named & { readonly containerPort: number; readonly protocol?: string })[]
  readonly livenessProbe?: object
  readonly readinessProbe?: object
}

interface Sourced {
  readonly name?: string
  readonly value?: string
  readonly fromSecret?: object
}

/** Something with a place, and the key by which another may clash with it. */
interface Entry {
  readonly key: string
  readonly what: string
  readonly path: FieldPath
}

/** `at` gives the place of a path below `spec`. Codes: `workload-invalid`, `field-unsupported`, `field-ignored`. */
export function checkContainerized(
  containers: readonly Container[],
  at: (path: FieldPath) => Place,
): readonly Result[] {
  const all = containers.map((container, i) => ({ container, path: ['containers', i] as FieldPath }))
  const clashes = [
    ...repeated(
      all.map(({ container: { name }, path }) => ({ key: name, what: `container "${name}"`, path: [...path, 'name'] })),
    ),
    ...repeated(all.flatMap(ports)),
    ...all.flatMap((one) => repeated(mounts(one))),
    ...all.flatMap((one) => repeated(named(one, 'env'))),
    ...repeated(differingDisks(all)),
  ]
  const twice = clashes.map(({ what, path }) => {
    return error('workload-invalid', at(path), `${what} stands twice`, 'remove or rename one of the two')
  })
  return [...twice, ...all.flatMap((one) => [...probes(one, at), ...sources(one, at), ...gpu(one, at)])]
}

interface At {
  readonly container: Container
  readonly path: FieldPath
}

function repeated(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>()
  return entries.filter(({ key }) => seen.size === seen.add(key).size)
}

/** One network: a port has one listener, and a name one port within its container. */
function ports({ container, path }: At): readonly Entry[] {
  return (container.ports ?? []).flatMap(({ name, containerPort, protocol = 'TCP' }, i): Entry[] => {
    const below: FieldPath = [...path, 'ports', i]
    return [
      {
        key: `${protocol}/${containerPort}`,
        what: `the port ${containerPort}/${protocol} of the pod`,
        path: [...below, 'containerPort'],
      },
      {
        key: `${container.name}:${name}`,
        what: `the port name "${name}" of container "${container.name}"`,
        path: [...below, 'name'],
      },
    ]
  })
}

function mounts({ container, path }: At): readonly Entry[] {
  const what = (place: string) => `the path "${place}" of container "${container.name}"`
  const entry = (key: string, below: FieldPath) => ({
    key: key.replace(/(?<!\/)\/+$/, ''),
    what: what(key),
    path: [...path, ...below],
  })
  return [
    ...(container.resources?.volumes ?? []).map(({ mountPath }, i) =>
      entry(mountPath, ['resources', 'volumes', i, 'mountPath']),
    ),
    ...(container.config ?? []).map((file, i) => entry(file.path, ['config', i, 'path'])),
  ]
}

function named({ container, path }: At, field: 'env'): readonly Entry[] {
  return (container[field] ?? []).map(({ name = '' }, i) => {
    return {
      key: name,
      what: `\`${field}\` "${name}" of container "${container.name}"`,
      path: [...path, field, i, 'name'],
    }
  })
}

/** Containers may share a volume by its name; then they must say the same disk, or nothing. */
function differingDisks(all: readonly At[]): readonly Entry[] {
  const disks = all.flatMap(({ container, path }) =>
    (container.resources?.volumes ?? []).flatMap(({ name, disk }, i): (Entry & { readonly disk: string })[] => {
      const what = `the disk of volume "${name}"`
      return disk
        ? [{ key: name, what, path: [...path, 'resources', 'volumes', i, 'disk'], disk: JSON.stringify(disk) }]
        : []
    }),
  )
  return disks.filter(
    ({ key, disk }, i) => !disks.slice(0, i).some((other) => other.key === key && other.disk === disk),
  )
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket']

function probes({ container, path }: At, at: (path: FieldPath) => Place): readonly Result[] {
  return (['livenessProbe', 'readinessProbe'] as const).flatMap((field) => {
    const probe = container[field]
    const given = HANDLERS.filter((handler) => probe && Object.hasOwn(probe, handler))
    if (!probe || given.length === 1) return []
    const message = `\`${field}\` of container "${container.name}" must have one of exec, httpGet and tcpSocket, not ${given.join(' and ') || 'none'}`
    return [
      error(
        'workload-invalid',
        at([...path, field]),
        message,
        given.length > 1 ? 'keep one of them' : 'add one of them',
      ),
    ]
  })
}

function sources({ container, path }: At, at: (path: FieldPath) => Place): readonly Result[] {
  return (['env', 'config'] as const).flatMap((field) =>
    (container[field] ?? []).flatMap(({ value, fromSecret }, i) => {
      if (value === undefined || fromSecret === undefined) return []
      const message = '`fromSecret` is not read, because there is a `value`'
      return [warning('field-ignored', at([...path, field, i, 'fromSecret']), message, 'keep one of the two')]
    }),
  )
}

/** Kubernetes counts GPUs by their vendors' names. */
function gpu({ container, path }: At, at: (path: FieldPath) => Place): readonly Result[] {
  const required = container.resources?.gpu?.required
  if (required === undefined || Number(required) === 0) return []
  const message = `container "${container.name}" asks for a \`gpu\`, which names no vendor's resource`
  const hint = 'use `resources.extended` with the name that the cluster knows, such as nvidia.com/gpu'
  return [error('field-unsupported', at([...path, 'resources', 'gpu']), message, hint)]
}
