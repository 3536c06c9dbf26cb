/** `hpa`: a HorizontalPodAutoscaler, autoscaling/v2, which then owns the number of replicas. */
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { error, info, type Result, warning } from '../../src/krm/result.ts'
import type { Kinds } from '../../src/oam/custom-kinds.ts'
import { renderFor, type Trait } from '../../src/oam/trait.ts'
import { notScalable } from './scaler.ts'
import { isScalable, replicas, type Scaling } from './scaling.ts'

interface Metric {
  readonly type?: 'Utilization' | 'AverageValue'
  readonly value?: number | string
}

interface Parameters {
  readonly min?: number
  readonly max?: number
  readonly targetAPIVersion?: string
  readonly targetKind?: string
  readonly cpu?: Metric
  readonly mem?: Metric
  readonly podCustomMetrics?: readonly { readonly name: string; readonly value: string | number }[]
}

const HPA_FIELDS: Readonly<Record<string, string>> = {
  min: 'minReplicas',
  max: 'maxReplicas',
  cpu: 'targetCPUUtilizationPercentage',
}

/** HPATrait of oam-dev/catalog: `hpa` with other names, measured by CPU alone. */
export function asHpa(trait: Trait): Trait {
  const { minReplicas, maxReplicas, targetCPUUtilizationPercentage } = trait.properties
  const properties = {
    ...(minReplicas === undefined ? {} : { min: minReplicas }),
    max: maxReplicas,
    cpu: { value: targetCPUUtilizationPercentage ?? 50 },
  }
  const at: Trait['at'] = (path = []) => trait.at(path.map((key) => HPA_FIELDS[key] ?? key))
  return { ...trait, properties, at }
}

export function autoscale(trait: Trait, workload: KrmResource, kinds: Kinds): Scaling {
  if (!isScalable(workload, kinds)) return { workload, resources: [], results: [notScalable(trait, workload)] }
  const parameters = trait.properties as Parameters
  const autoscaler = renderFor(trait, 'hpa', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: trait.component },
    spec: spec(parameters, workload),
  })
  const results = [
    ...checkRange(trait, parameters),
    ...checkTarget(trait, parameters, workload),
    ...checkRequests(trait, parameters, workload),
    ...reportRemoved(trait, workload),
  ]
  return { workload: withoutReplicas(workload), resources: [autoscaler], results }
}

function spec({ min = 1, max = 10, cpu = {}, mem, podCustomMetrics = [] }: Parameters, workload: KrmResource): object {
  return {
    scaleTargetRef: { apiVersion: workload.apiVersion, kind: workload.kind, name: workload.metadata.name },
    minReplicas: min,
    maxReplicas: max,
    metrics: [resource('cpu', cpu), ...(mem ? [resource('memory', mem)] : []), ...podCustomMetrics.map(pods)],
  }
}

function resource(name: string, { type = 'Utilization', value = 50 }: Metric): object {
  const target = type === 'Utilization' ? { type, averageUtilization: value } : { type, averageValue: value }
  return { type: 'Resource', resource: { name, target } }
}

function pods({ name, value }: { readonly name: string; readonly value: string | number }): object {
  return { type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue: value } } }
}

/** Two writers of one field would undo each other's work at every apply. */
function withoutReplicas(workload: KrmResource): KrmResource {
  const { replicas: _, ...rest } = (workload.spec ?? {}) as Record<string, unknown>
  return { ...workload, spec: rest }
}

function reportRemoved(trait: Trait, workload: KrmResource): readonly Result[] {
  const fixed = replicas(workload)
  if (fixed === undefined) return []
  const message = `\`spec.replicas\` ${fixed} of ${describe(workload)} is left out, because ${trait.title} owns it`
  return [info('replicas-removed', trait.at(), message)]
}

function checkRange(trait: Trait, { min = 1, max = 10 }: Parameters): readonly Result[] {
  if (max >= min) return []
  const word = (field: string) => (trait.type === 'HPATrait' ? HPA_FIELDS[field] : field)
  const message = `${trait.title}: \`${word('max')}\` must be at least \`${word('min')}\`, but ${max} is less than ${min}`
  const hint = `raise \`${word('max')}\` or lower \`${word('min')}\``
  return [error('hpa-range-invalid', trait.at(['properties', 'max']), message, hint)]
}

/** The definition's default target is a Deployment, whatever the workload is; here the workload says what it is. */
function checkTarget(trait: Trait, parameters: Parameters, workload: KrmResource): readonly Result[] {
  const given = { targetAPIVersion: parameters.targetAPIVersion, targetKind: parameters.targetKind }
  const is = { targetAPIVersion: workload.apiVersion, targetKind: workload.kind }
  return (['targetAPIVersion', 'targetKind'] as const).flatMap((field) => {
    if (given[field] === undefined || given[field] === is[field]) return []
    const message = `${trait.title}: \`${field}\` must be "${is[field]}" as of its workload, not "${given[field]}"`
    return [error('hpa-target-mismatch', trait.at(['properties', field]), message, `leave \`${field}\` out`)]
  })
}

/** Utilization is a share of the request; without one the autoscaler never acts. */
function checkRequests(trait: Trait, { cpu = {}, mem }: Parameters, workload: KrmResource): readonly Result[] {
  const measured = [['cpu', cpu] as const, ...(mem ? [['memory', mem] as const] : [])]
  const shares = measured.filter(([, { type = 'Utilization' }]) => type === 'Utilization').map(([name]) => name)
  return shares.flatMap((name) => {
    const lacking = containers(workload).filter(({ resources }) => resources?.requests?.[name] === undefined)
    if (lacking.length === 0) return []
    const who = lacking.map((container) => `"${container.name}"`).join(', ')
    const message = `${trait.title} measures ${name} utilization, but container ${who} requests no ${name}`
    return [warning('hpa-without-request', trait.at(), message, `give the component a \`${name}\` request`)]
  })
}

interface Container {
  readonly name: string
  readonly resources?: { readonly requests?: Readonly<Record<string, unknown>> }
}

function containers(workload: KrmResource): readonly Container[] {
  const template = (workload.spec as { template?: { spec?: { containers?: readonly Container[] } } } | undefined)
    ?.template
  return template?.spec?.containers ?? []
}
