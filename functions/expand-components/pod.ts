/** The pod of the component types of v1beta1: KubeVela's `webservice` and its kin, definitions of v1.10.9. */
import type { Properties } from '../../src/oam/application.ts'
import { present } from './rendering.ts'
import { podVolumes, type VolumeParameters, volumeMounts } from './volumes.ts'

interface Resources {
  readonly cpu?: string
  readonly memory?: string
}

/** No type has all of them: its parameters schema says which. */
export interface PodParameters extends VolumeParameters, Resources {
  readonly image: string
  readonly imagePullPolicy?: string
  readonly imagePullSecrets?: readonly string[]
  readonly cmd?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly Properties[]
  readonly limit?: Resources
  readonly livenessProbe?: Properties
  readonly readinessProbe?: Properties
  readonly hostAliases?: readonly Properties[]
}

/** The component's own container, which has its name. */
export function container(name: string, parameters: PodParameters, ports?: readonly object[]): object {
  const { image, imagePullPolicy, cmd, args, env, livenessProbe, readinessProbe } = parameters
  const mounts = volumeMounts(parameters)
  return present({
    name,
    image,
    imagePullPolicy,
    command: cmd,
    args,
    ports: ports && ports.length > 0 ? ports : undefined,
    env,
    resources: resources(parameters),
    volumeMounts: mounts.length > 0 ? mounts : undefined,
    livenessProbe: livenessProbe && probe(livenessProbe),
    readinessProbe: readinessProbe && probe(readinessProbe),
  })
}

export function podSpec(parameters: PodParameters, main: object): object {
  const volumes = podVolumes(parameters)
  const { hostAliases, imagePullSecrets } = parameters
  return present({
    containers: [main],
    hostAliases,
    imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
    volumes: volumes.length > 0 ? volumes : undefined,
  })
}

/** Requests and limits are the same value unless `limit` gives another one; a limit without a request counts for nothing. */
function resources({ cpu, memory, limit }: PodParameters): object | undefined {
  if (cpu === undefined && memory === undefined) return undefined
  const requests = present({ cpu, memory })
  const limits = present({
    cpu: cpu === undefined ? undefined : (limit?.cpu ?? cpu),
    memory: memory === undefined ? undefined : (limit?.memory ?? memory),
  })
  return { requests, limits }
}

/** All five numbers are always written, as KubeVela does: the manifest says what the kubelet will do. */
function probe(given: Properties): Properties {
  return {
    initialDelaySeconds: 0,
    periodSeconds: 10,
    timeoutSeconds: 1,
    successThreshold: 1,
    failureThreshold: 3,
    ...given,
  }
}
