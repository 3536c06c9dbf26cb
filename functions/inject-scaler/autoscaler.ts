/** A HorizontalPodAutoscaler on a workload, whatever it measures. From then on it owns the number of replicas. */
import { getIn, textIn } from '../../src/krm/field-path.ts'
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { error, info, type Result, warning } from '../../src/krm/result.ts'
import type { Kinds } from '../../src/oam/custom-kinds.ts'
import { renderFor } from '../../src/oam/traits/render.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { notScalable } from './scaler.ts'
import { isScalable, replicas, type Scaling } from './scaling.ts'
import { checkTarget, type Target, targetOf } from './target.ts'

interface Parameters extends Target {
  readonly min?: number
  readonly max?: number
}

export interface Measure {
  /** What the trait calls `min` and `max`, where it says otherwise. */
  readonly words?: Readonly<Record<string, string>>
  /** The key among the trait's outputs. */
  readonly output: string
  readonly apiVersion: string
  /** What `spec` says besides the target and the range. */
  readonly spec: object
  /** The resources that are measured as a share of what is requested. */
  readonly shares: readonly string[]
}

export function autoscale(trait: Trait, workload: KrmResource, kinds: Kinds, measure: Measure): Scaling {
  if (!isScalable(workload, kinds)) return { workload, resources: [], results: [notScalable(trait, workload)] }
  const { min = 1, max = 10, ...target } = trait.properties as Parameters
  const autoscaler = renderFor(trait, measure.output, {
    apiVersion: measure.apiVersion,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: trait.component },
    spec: { scaleTargetRef: targetOf(workload), minReplicas: min, maxReplicas: max, ...measure.spec },
  })
  const results = [
    ...checkRange(trait, min, max, measure.words),
    ...checkTarget(trait, target, workload),
    ...checkRequests(trait, measure.shares, workload),
    ...reportRemoved(trait, workload),
  ]
  return { workload: withoutReplicas(workload), resources: [autoscaler], results }
}

/** Two writers of one field would undo each other's work at every apply. */
export function withoutReplicas(workload: KrmResource): KrmResource {
  const { replicas: _, ...rest } = (workload.spec ?? {}) as Record<string, unknown>
  return { ...workload, spec: rest }
}

/** Code `replicas-removed`. */
export function reportRemoved(trait: Trait, workload: KrmResource): readonly Result[] {
  const fixed = replicas(workload)
  if (fixed === undefined) return []
  const message = `\`spec.replicas\` ${fixed} of ${describe(workload)} is left out, because ${trait.title} owns it`
  return [info('replicas-removed', trait.at(), message)]
}

function checkRange(trait: Trait, min: number, max: number, words: Measure['words'] = {}): readonly Result[] {
  if (max >= min) return []
  const [lower, upper] = [words.min ?? 'min', words.max ?? 'max']
  const message = `${trait.title}: \`${upper}\` must be at least \`${lower}\`, but ${max} is less than ${min}`
  const hint = `raise \`${upper}\` or lower \`${lower}\``
  return [error('hpa-range-invalid', trait.at(['properties', 'max']), message, hint)]
}

/** Utilization is a share of the request; without one the autoscaler never acts. */
function checkRequests(trait: Trait, shares: readonly string[], workload: KrmResource): readonly Result[] {
  return shares.flatMap((name) => {
    const lacking = containers(workload).filter((one) => getIn(one, ['resources', 'requests', name]) === undefined)
    if (lacking.length === 0) return []
    const who = lacking.map((container) => `"${textIn(container, ['name'])}"`).join(', ')
    const message = `${trait.title} measures ${name} utilization, but container ${who} requests no ${name}`
    return [warning('hpa-without-request', trait.at(), message, `give the component a \`${name}\` request`)]
  })
}

/** Those that have a name; what is wrong with the others is for validate-schema to say. */
function containers(workload: KrmResource): readonly unknown[] {
  const list = getIn(workload, ['spec', 'template', 'spec', 'containers'])
  return Array.isArray(list) ? list.filter((one) => textIn(one, ['name']) !== undefined) : []
}
