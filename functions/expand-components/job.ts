/** What `task` and `cron-task` run: pods that end. */
import type { Context } from '../../src/oam/definition.ts'
import { container, type PodParameters, podSpec } from './pod.ts'
import { type PodMetadata, podMetadata } from './workload.ts'

export interface JobParameters extends PodParameters, PodMetadata {
  readonly count?: number
  readonly restart?: string
}

/** Probes are accepted and left out, as by KubeVela: nobody waits for a job to be ready. */
export function jobSpec({ livenessProbe, readinessProbe, ...parameters }: JobParameters, context: Context): object {
  const { count = 1, restart = 'Never' } = parameters
  const pod = podSpec(parameters, container(context.name, parameters))
  return {
    parallelism: count,
    completions: count,
    template: { metadata: podMetadata(context, parameters), spec: { restartPolicy: restart, ...pod } },
  }
}
