/**
 * `cronhpa`: a CronHorizontalPodAutoscaler of kubernetes-cronhpa-controller, as the definition of KubeVela's addon `cronhpa` has it.
 * It scales the workload, or with `targetKind: HorizontalPodAutoscaler` the range of the component's autoscaler.
 */
import type { FieldPath } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Kinds } from '../../src/oam/custom-kinds.ts'
import { renderFor } from '../../src/oam/traits/render.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { reportRemoved, withoutReplicas } from './autoscaler.ts'
import { notScalable } from './scaler.ts'
import { isScalable, type Scaling } from './scaling.ts'
import { checkTarget, type Target, type TargetRef, targetOf } from './target.ts'

interface Job {
  readonly name: string
  readonly schedule: string
  readonly targetSize: number
  readonly runOnce?: boolean
}

interface Parameters extends Target {
  readonly hpaJobs: readonly Job[]
  readonly excludeDates?: readonly string[]
}

export const AUTOSCALER = 'HorizontalPodAutoscaler'

/** The autoscaler that the trait scales instead of its workload. */
export function autoscalerOf({ type, properties, component }: Trait): TargetRef | undefined {
  const { targetKind, targetAPIVersion = 'autoscaling/v1' } = properties as Target
  if (type !== 'cronhpa' || targetKind !== AUTOSCALER) return undefined
  return { apiVersion: targetAPIVersion, kind: AUTOSCALER, name: component }
}

export function cronhpa(trait: Trait, workload: KrmResource, kinds: Kinds): Scaling {
  if (!isScalable(workload, kinds)) return { workload, resources: [], results: [notScalable(trait, workload)] }
  const { hpaJobs, excludeDates, ...target } = trait.properties as unknown as Parameters
  const autoscaler = autoscalerOf(trait)
  const results = [...checkJobs(trait, hpaJobs), ...checkDates(trait, excludeDates)]
  const resources = [render(trait, autoscaler ?? targetOf(workload), hpaJobs, excludeDates)]
  if (autoscaler) return { workload, resources, results: [...results, ...checkVersion(trait, autoscaler)] }
  const onWorkload = [...checkTarget(trait, target, workload), ...reportRemoved(trait, workload)]
  return { workload: withoutReplicas(workload), resources, results: [...results, ...onWorkload] }
}

function render(trait: Trait, target: TargetRef, jobs: readonly Job[], dates?: readonly string[]): KrmResource {
  return renderFor(trait, 'cronhpa', {
    apiVersion: 'autoscaling.alibabacloud.com/v1beta1',
    kind: 'CronHorizontalPodAutoscaler',
    metadata: { name: trait.component, labels: { 'controller-tools.k8s.io': '1.0' } },
    spec: {
      scaleTargetRef: target,
      ...(dates ? { excludeDates: dates } : {}),
      jobs: jobs.map(({ name, schedule, targetSize, runOnce = false }) => ({ name, schedule, targetSize, runOnce })),
    },
  })
}

function checkVersion(trait: Trait, { apiVersion }: TargetRef): readonly Result[] {
  if (/^autoscaling\/v[12]$/.test(apiVersion)) return []
  const message = `${trait.title}: \`targetAPIVersion\` of a ${AUTOSCALER} must be "autoscaling/v1" or "autoscaling/v2", not "${apiVersion}"`
  const at = trait.at(['properties', 'targetAPIVersion'])
  return [error('hpa-target-mismatch', at, message, 'leave `targetAPIVersion` out')]
}

/** Codes: `job-repeated`, `schedule-invalid`. */
function checkJobs(trait: Trait, jobs: readonly Job[]): readonly Result[] {
  return jobs.flatMap(({ name, schedule }, i) => {
    const path: FieldPath = ['properties', 'hpaJobs', i]
    const first = jobs.findIndex((job) => job.name === name)
    const message = `${trait.title}: two jobs have the name "${name}", which tells jobs apart`
    return [
      ...(first === i ? [] : [error('job-repeated', trait.at([...path, 'name']), message, 'rename one of the two')]),
      ...checkSchedule(trait, schedule, [...path, 'schedule']),
    ]
  })
}

function checkDates(trait: Trait, dates: readonly string[] = []): readonly Result[] {
  return dates.flatMap((date, i) => checkSchedule(trait, date, ['properties', 'excludeDates', i]))
}

/** With seconds, which a crontab does not have. */
function checkSchedule(trait: Trait, schedule: string, path: FieldPath): readonly Result[] {
  if (schedule.startsWith('@') || schedule.trim().split(/\s+/).length === 6) return []
  const message = `${trait.title}: "${schedule}" must have six fields: second, minute, hour, day, month, weekday`
  return [error('schedule-invalid', trait.at(path), message, `for a crontab's five fields, put "0 " in front`)]
}
