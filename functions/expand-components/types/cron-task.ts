/** `cron-task`: a CronJob. Labels and annotations reach its jobs as well as their pods. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { type JobParameters, jobSpec } from '../job.ts'
import { present } from '../rendering.ts'
import { podMetadata } from '../workload.ts'

interface Parameters extends JobParameters {
  readonly schedule: string
  readonly startingDeadlineSeconds?: number
  readonly suspend?: boolean
  readonly concurrencyPolicy?: string
  readonly successfulJobsHistoryLimit?: number
  readonly failedJobsHistoryLimit?: number
  readonly ttlSecondsAfterFinished?: number
  readonly activeDeadlineSeconds?: number
  readonly backoffLimit?: number
}

/** `batch/v1beta1` is gone from this minor on; KubeVela changes over here, though `batch/v1` is there since 21. */
const WITHOUT_BETA = 25

export const cronTask: Evaluate = (properties, context) => {
  const parameters = properties as unknown as Parameters
  return {
    output: {
      apiVersion: context.kubernetesMinor >= WITHOUT_BETA ? 'batch/v1' : 'batch/v1beta1',
      kind: 'CronJob',
      metadata: { name: context.name },
      spec: present({
        schedule: parameters.schedule,
        startingDeadlineSeconds: parameters.startingDeadlineSeconds,
        suspend: parameters.suspend ?? false,
        concurrencyPolicy: parameters.concurrencyPolicy ?? 'Allow',
        successfulJobsHistoryLimit: parameters.successfulJobsHistoryLimit ?? 3,
        failedJobsHistoryLimit: parameters.failedJobsHistoryLimit ?? 1,
        jobTemplate: {
          metadata: podMetadata(context, parameters),
          spec: present({
            ttlSecondsAfterFinished: parameters.ttlSecondsAfterFinished,
            activeDeadlineSeconds: parameters.activeDeadlineSeconds,
            backoffLimit: parameters.backoffLimit ?? 6,
            ...jobSpec(parameters, context),
          }),
        },
      }),
    },
  }
}
