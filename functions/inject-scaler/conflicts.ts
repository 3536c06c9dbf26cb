/** Who else writes the number of replicas: two scaling traits on one workload, or an autoscaler that stands in the package. */
import { isObject } from '../../src/krm/check.ts'
import { equal } from '../../src/krm/equal.ts'
import { getIn, textIn } from '../../src/krm/field-path.ts'
import { generatedBy } from '../../src/krm/origin.ts'
import { describe, type KrmResource, ownNamespace } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { titleWithPlace } from '../../src/oam/traits/use.ts'
import { AUTOSCALER, autoscalerOf } from './cronhpa.ts'

/** Traits that make an autoscaler, named as their component. */
const AUTOSCALING = ['hpa', 'cpuscaler']

const HINT = 'keep one of the two: a fixed number of replicas, or an autoscaler'
const BOTH = `to use both, let the cronhpa change the range of the autoscaler: \`targetKind: ${AUTOSCALER}\``

/** Code `scaling-conflict`. */
export function findConflicts(traits: readonly Trait[], items: readonly KrmResource[]): readonly Result[] {
  const autoscalers = autoscalersByTarget(items)
  const rivals = autoscalers.size === 0 ? [] : traits.flatMap((trait) => withAutoscalers(trait, autoscalers))
  return [...betweenTraits(traits), ...rivals]
}

function betweenTraits(traits: readonly Trait[]): readonly Result[] {
  const firsts = new Map<string, Trait>()
  return traits.flatMap((trait) => {
    const target = targetOf(trait)
    const first = firsts.get(target)
    if (!first) {
      firsts.set(target, trait)
      return []
    }
    const message = `${trait.title} and ${titleWithPlace(first)} both decide how many replicas run`
    const types = [trait.type, first.type]
    const isTimed = types.includes('cronhpa') && types.some((type) => AUTOSCALING.includes(type))
    return [error('scaling-conflict', trait.at(), message, isTimed ? BOTH : HINT)]
  })
}

/** What the trait scales. One on an autoscaler and one on a workload go together. */
function targetOf(trait: Trait): string {
  const { kind, name } = autoscalerOf(trait) ?? trait.workloadRef
  return targetKey(kind, ownNamespace(trait.resource), name)
}

function targetKey(kind: string, namespace = '', name = ''): string {
  return `${kind}/${namespace}/${name}`
}

/** HorizontalPodAutoscaler, KEDA's ScaledObject and CronHorizontalPodAutoscaler all say `spec.scaleTargetRef`. */
function autoscalersByTarget(items: readonly KrmResource[]): ReadonlyMap<string, readonly KrmResource[]> {
  const found = new Map<string, KrmResource[]>()
  for (const item of items) {
    const ref = getIn(item, ['spec', 'scaleTargetRef'])
    if (!isObject(ref) || generatedBy(item) === 'inject-scaler') continue
    const key = targetKey(textIn(ref, ['kind']) ?? 'Deployment', ownNamespace(item), textIn(ref, ['name']))
    found.set(key, [...(found.get(key) ?? []), item])
  }
  return found
}

function withAutoscalers(trait: Trait, autoscalers: ReturnType<typeof autoscalersByTarget>): readonly Result[] {
  return (autoscalers.get(targetOf(trait)) ?? []).map((rival) => {
    const message = `${trait.title} and ${describe(rival)} in the package both decide how many replicas run`
    return error('scaling-conflict', trait.at(), message, HINT)
  })
}

function isForeign(item: KrmResource, trait: Trait): boolean {
  return ownNamespace(item) === ownNamespace(trait.resource) && generatedBy(item) !== 'inject-scaler'
}

/** A `cronhpa` on an autoscaler that nothing makes. Code `autoscaler-missing`. */
export function findMissingTargets(traits: readonly Trait[], items: readonly KrmResource[]): readonly Result[] {
  return traits.flatMap((trait) => {
    const wanted = autoscalerOf(trait)
    if (!wanted) return []
    const isMade = traits.some((other) => AUTOSCALING.includes(other.type) && isOnOneComponent(other, trait))
    const isThere = items.some((item) => {
      return item.kind === AUTOSCALER && item.metadata.name === wanted.name && isForeign(item, trait)
    })
    if (isMade || isThere) return []
    const message = `${trait.title} scales the ${AUTOSCALER} "${wanted.name}", which is not there`
    const hint = 'give the component an `hpa`, or leave `targetKind` out'
    return [error('autoscaler-missing', trait.at(['properties', 'targetKind']), message, hint)]
  })
}

function isOnOneComponent(a: Trait, b: Trait): boolean {
  const place = ({ resource, application, component }: Trait) => [ownNamespace(resource), application, component]
  return equal(place(a), place(b))
}
