/**
 * ContainerizedWorkload (core.oam.dev/v1alpha2) to a Deployment, a Service for its ports, ConfigMaps for its `config`, and
 * PersistentVolumeClaims for its disks. Fields: OAM specification v0.2.1, `core/workloads/containerized_workload`.
 * Where oam-kubernetes-runtime's translation yields something invalid, this one does not; the README lists each difference.
 */
import { boundedName, isDnsLabel } from '../../src/krm/name.ts'
import type { KrmResource, Metadata, StringMap } from '../../src/krm/resource.ts'
import { error, place, type Result } from '../../src/krm/result.ts'
import type { Application, Component } from '../../src/oam/application.ts'
import { APP_NAME, COMPONENT, inheritedLabels, REVISION } from '../../src/oam/contract.ts'
import { configMap, configMounts, configVolumes, type VolumeNames, volumeNames } from './containerized-config.ts'
import { claims, diskMounts, diskVolumes, holdsExclusiveDisk } from './containerized-disk.ts'
import type { Container, Spec } from './containerized-spec.ts'
import { present, type Rendering } from './rendering.ts'

export function renderContainerizedWorkload(component: Component, application: Application): Rendering {
  const spec = component.properties as unknown as Spec
  const own = component.workload?.metadata ?? {}
  const name = own.name ?? component.name
  const selector = { [APP_NAME]: application.name, [COMPONENT]: component.name, ...revisionLabel(component) }
  const outputs = Object.fromEntries([
    ...service(name, selector, spec),
    ...spec.containers.flatMap((container) => configMap(name, own, container)),
    ...claims(name, spec),
  ])
  const podLabels = { ...inheritedLabels(application.source), ...own.labels, ...selector }
  const results = spec.containers.some(({ ports = [] }) => ports.length > 0)
    ? checkServiceName(name, application, component)
    : []
  return { output: deployment(name, own, selector, podLabels, spec), outputs, results }
}

/** Revisions that run side by side, each in a Deployment of its own name, must not select each other's pods. */
function revisionLabel({ revision, workload }: Component): StringMap {
  return revision !== undefined && workload?.metadata.name === revision ? { [REVISION]: revision } : {}
}

function deployment(name: string, own: Metadata, selector: StringMap, podLabels: StringMap, spec: Spec): KrmResource {
  const named = volumeNames(name, spec)
  const volumes = [
    ...spec.containers.flatMap((container) => configVolumes(name, container, named)),
    ...diskVolumes(name, spec),
  ]
  const secrets = [...new Set(spec.containers.flatMap(({ imagePullSecret }) => imagePullSecret ?? []))]
  const pod = present({
    nodeSelector: nodeSelector(spec),
    imagePullSecrets: secrets.length > 0 ? secrets.map((secret) => ({ name: secret })) : undefined,
    containers: spec.containers.map((container) => podContainer(container, named)),
    volumes: volumes.length > 0 ? [...new Map(volumes.map((volume) => [volume.name, volume])).values()] : undefined,
  })
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...own, name },
    spec: {
      selector: { matchLabels: selector },
      // The next pod could never attach a disk that the last one still holds.
      ...(holdsExclusiveDisk(spec) ? { strategy: { type: 'Recreate' } } : {}),
      template: { metadata: { labels: podLabels }, spec: pod },
    },
  }
}

/** Kubernetes calls 32-bit x86 "386". */
function nodeSelector({ osType, arch }: Spec): object | undefined {
  const labels = present({ 'kubernetes.io/os': osType, 'kubernetes.io/arch': arch === 'i386' ? '386' : arch })
  return Object.keys(labels).length > 0 ? labels : undefined
}

function podContainer(container: Container, named: VolumeNames): object {
  const { name, image, command, args, ports, env, livenessProbe, readinessProbe } = container
  const mounts = [...configMounts(container, named), ...diskMounts(container)]
  return present({
    name,
    image,
    command,
    args,
    ports: ports?.map((port) => ({
      name: port.name,
      containerPort: port.containerPort,
      protocol: port.protocol ?? 'TCP',
    })),
    env: env?.map(({ name, value, fromSecret }) => {
      return value === undefined ? { name, valueFrom: { secretKeyRef: fromSecret } } : { name, value }
    }),
    resources: resources(container),
    volumeMounts: mounts.length > 0 ? mounts : undefined,
    livenessProbe,
    readinessProbe,
  })
}

/** What a container requires is a request; an extended resource must also be the limit. */
function resources({ resources: { cpu, memory, extended = [] } = {} }: Container): object | undefined {
  const limits = Object.fromEntries(extended.map(({ name, required }) => [name, required]))
  const requests = present({ cpu: cpu?.required, memory: bytes(memory?.required), ...limits })
  if (Object.keys(requests).length === 0) return undefined
  return extended.length > 0 ? { requests, limits } : { requests }
}

/**
 * The specification takes units of memory in any case and with a trailing B. Kubernetes' own reading comes first: `128m` stays what it is
 * to Kubernetes, whatever was meant.
 */
function bytes(quantity: string | number | undefined): string | number | undefined {
  const [, amount, unit = '', binary, byte] = /^([0-9.]+)([kmgtpe]?)(i?)(b?)$/i.exec(String(quantity)) ?? []
  if (amount === undefined || (unit === 'm' && !byte)) return quantity
  if (unit === '') return byte ? amount : quantity
  const letter = unit.toUpperCase()
  return `${amount}${binary ? `${letter}i` : letter === 'K' ? 'k' : letter}`
}

function service(name: string, selector: StringMap, spec: Spec): [string, KrmResource][] {
  const ports = spec.containers.flatMap(({ name, ports = [] }) => ports.map((port) => ({ ...port, container: name })))
  if (ports.length === 0) return []
  const names = ports.map((port) => port.name)
  const body = ports.map(({ name, container, containerPort, protocol = 'TCP' }) => {
    // A container's port names are its own, a Service's are shared by all containers.
    const unique = names.filter((other) => other === name).length > 1 ? boundedName(`${container}-${name}`) : name
    return { name: unique, port: containerPort, targetPort: containerPort, protocol }
  })
  return [['service', { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector, ports: body } }]]
}

/** A Service's name is a host name, and may hold no dots. Code `name-invalid`. */
function checkServiceName(name: string, { source }: Application, { path }: Component): readonly Result[] {
  if (isDnsLabel(name) && /^[a-z]/.test(name)) return []
  const message = `the Service "${name}" cannot be named so: a host name has letters, digits and "-", and begins with a letter`
  return [
    error('name-invalid', place(source, path), message, 'rename the component, or give its workload a `metadata.name`'),
  ]
}
