/**
 * ContainerizedWorkload (core.oam.dev/v1alpha2) to a Deployment, a Service for its ports, ConfigMaps for its `config`, and
 * PersistentVolumeClaims for its disks. Fields: OAM specification v0.2.1, `core/workloads/containerized_workload`.
 * Where oam-kubernetes-runtime's translation yields something invalid, this one does not; the README lists each difference.
 */
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Application, Component } from '../../src/oam/application.ts'
import { APP_NAME, COMPONENT } from '../../src/oam/contract.ts'
import { configMap, configMounts, configVolumes } from './containerized-config.ts'
import { claims, diskMounts, diskVolumes, holdsExclusiveDisk } from './containerized-disk.ts'
import type { Container, Spec } from './containerized-spec.ts'
import { present, type Rendering } from './rendering.ts'

export function renderContainerizedWorkload(component: Component, application: Application): Rendering {
  const spec = component.properties as unknown as Spec
  const { metadata = {} } = component.workload ?? {}
  const name = (metadata as KrmResource['metadata']).name ?? component.name
  const labels = { [APP_NAME]: application.name, [COMPONENT]: component.name }
  const outputs = Object.fromEntries([
    ...service(name, labels, spec),
    ...spec.containers.flatMap((container) => configMap(name, container)),
    ...claims(name, spec),
  ])
  return {
    output: deployment(name, metadata as KrmResource['metadata'], labels, spec),
    outputs,
    results: unsupported(component, spec),
  }
}

function deployment(name: string, own: KrmResource['metadata'], selector: StringMap, spec: Spec): KrmResource {
  const volumes = [
    ...spec.containers.flatMap((container) => configVolumes(name, container)),
    ...diskVolumes(name, spec),
  ]
  const secrets = [...new Set(spec.containers.flatMap(({ imagePullSecret }) => imagePullSecret ?? []))]
  const pod = present({
    nodeSelector: nodeSelector(spec),
    imagePullSecrets: secrets.length > 0 ? secrets.map((secret) => ({ name: secret })) : undefined,
    containers: spec.containers.map((container) => podContainer(name, container)),
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
      template: { metadata: { labels: { ...own.labels, ...selector } }, spec: pod },
    },
  }
}

/** Kubernetes calls 32-bit x86 "386". */
function nodeSelector({ osType, arch }: Spec): object | undefined {
  const labels = present({ 'kubernetes.io/os': osType, 'kubernetes.io/arch': arch === 'i386' ? '386' : arch })
  return Object.keys(labels).length > 0 ? labels : undefined
}

function podContainer(workload: string, container: Container): object {
  const { name, image, command, args, ports, env, livenessProbe, readinessProbe } = container
  const mounts = [...configMounts(workload, container), ...diskMounts(container)]
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
  const requests = present({ cpu: cpu?.required, memory: memory?.required, ...limits })
  if (Object.keys(requests).length === 0) return undefined
  return extended.length > 0 ? { requests, limits } : { requests }
}

function service(name: string, selector: StringMap, spec: Spec): [string, KrmResource][] {
  const ports = spec.containers.flatMap((container) => container.ports ?? [])
  if (ports.length === 0) return []
  const body = ports.map(({ name, containerPort, protocol = 'TCP' }) => {
    return { name, port: containerPort, targetPort: containerPort, protocol }
  })
  return [['service', { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector, ports: body } }]]
}

/** Code `field-unsupported`. */
function unsupported(component: Component, spec: Spec): readonly Result[] {
  return spec.containers
    .filter(({ resources }) => resources?.gpu)
    .map(({ name }) => {
      const message = `component "${component.name}": container "${name}" asks for a \`gpu\`, which names no vendor's resource`
      return error(
        'field-unsupported',
        {},
        message,
        'use `resources.extended` with the name that the cluster knows, such as nvidia.com/gpu',
      )
    })
}
