/** Who else writes the number of replicas: two scaling traits on one workload, or an autoscaler that stands in the package. */
import { getIn } from '../../src/krm/field-path.ts'
import { generatedBy } from '../../src/krm/origin.ts'
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/trait.ts'
import { titleWithPlace } from '../../src/oam/use.ts'

const HINT = 'keep one of the two: a fixed number of replicas, or an autoscaler'

/** Code `scaling-conflict`. */
export function findConflicts(traits: readonly Trait[], items: readonly KrmResource[]): readonly Result[] {
  return [...betweenTraits(traits), ...traits.flatMap((trait) => withAutoscalers(trait, items))]
}

function betweenTraits(traits: readonly Trait[]): readonly Result[] {
  return traits.flatMap((trait, i) => {
    const first = traits.slice(0, i).find((other) => target(other) === target(trait))
    if (!first) return []
    const message = `${trait.title} and ${titleWithPlace(first)} both decide how many replicas run`
    return [error('scaling-conflict', trait.at(), message, HINT)]
  })
}

function target({ workloadRef: { kind, name }, resource }: Trait): string {
  return `${kind}/${resource.metadata.namespace ?? ''}/${name}`
}

/** HorizontalPodAutoscaler, KEDA's ScaledObject and CronHorizontalPodAutoscaler all say `spec.scaleTargetRef`. */
function withAutoscalers(trait: Trait, items: readonly KrmResource[]): readonly Result[] {
  const { kind, name } = trait.workloadRef
  const rivals = items.filter((item) => {
    const ref = getIn(item, ['spec', 'scaleTargetRef']) as { kind?: string; name?: string } | undefined
    const same = ref?.name === name && (ref.kind ?? 'Deployment') === kind
    return (
      same && item.metadata.namespace === trait.resource.metadata.namespace && generatedBy(item) !== 'inject-scaler'
    )
  })
  return rivals.map((rival) => {
    const message = `${trait.title} and ${describe(rival)} in the package both decide how many replicas run`
    return error('scaling-conflict', trait.at(), message, HINT)
  })
}
