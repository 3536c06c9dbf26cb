/** inject-scaler comes after this function, whatever the order in the application: what it replaces must not be lost in silence. */
import { equal } from '../../src/krm/equal.ts'
import { getIn } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import { settle } from '../../src/oam/patch/settle.ts'
import { readTraits, type Trait } from '../../src/oam/trait.ts'
import { titleWithPlace } from '../../src/oam/use.ts'
import type { Played } from './component.ts'

const SCALERS = ['scaler', 'ManualScalerTrait']

/** Code `replicas-conflict`. */
export function checkReplicas(played: readonly Played[], items: readonly KrmResource[]): readonly Result[] {
  const inOrder = readTraits(items)
  return played.flatMap(({ steps }) => {
    const writers = steps.filter(({ before, after }) => !equal(replicas(before), replicas(after)))
    return writers.flatMap(({ trait }) => {
      const earlier = inOrder.slice(
        0,
        inOrder.findIndex(({ resource }) => resource === trait.resource),
      )
      const scaler = earlier.find((other) => SCALERS.includes(other.type) && isOnSameWorkload(other, trait))
      return scaler ? [conflict(trait, scaler)] : []
    })
  })
}

function replicas(workload: unknown): unknown {
  return getIn(settle(workload), ['spec', 'replicas'])
}

function isOnSameWorkload(a: Trait, b: Trait): boolean {
  return equal(a.workloadRef, b.workloadRef) && a.resource.metadata.namespace === b.resource.metadata.namespace
}

function conflict(trait: Trait, scaler: Trait): Result {
  const message = `${trait.title} changes \`spec.replicas\`, which ${titleWithPlace(scaler)} decides`
  return error('replicas-conflict', trait.at(), message, 'give the number to the scaler')
}
