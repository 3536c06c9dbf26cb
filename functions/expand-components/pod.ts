/** The pod of `webservice` and `worker`: KubeVela `webservice.cue`, `worker.cue` (definitions of v1.11). */
import type { Properties } from '../../src/oam/application.ts'
import { present } from './rendering.ts'
import { type PodParameters, podVolumes, volumeMounts } from './volumes.ts'

export interface Resources {
  readonly cpu?: string | number
  readonly memory?: string | number
}

export interface Parameters extends PodParameters, Resources {
  readonly image: string
  readonly imagePullPolicy?: string
  readonly imagePullSecrets?: readonly string[]
  readonly cmd?: readonly string[]
  readonly env?: readonly Properties[]
  readonly livenessProbe?: Properties
  readonly readinessProbe?: Properties
  /** webservice only, from here on */
  readonly args?: readonly string[]
  readonly limit?: Resources
  readonly hostAliases?: readonly Properties[]
}

export function container(name: string, parameters: Parameters, ports?: readonly object[]): object {
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

export function podSpec(parameters: Parameters, main: object): object {
  const volumes = podVolumes(parameters)
  const { hostAliases, imagePullSecrets } = parameters
  return present({
    containers: [main],
    hostAliases,
    imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
    volumes: volumes.length > 0 ? volumes : undefined,
  })
}

/** Requests and limits are the same value unless `limit` gives another one. */
function resources({ cpu, memory, limit }: Parameters): object | undefined {
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
