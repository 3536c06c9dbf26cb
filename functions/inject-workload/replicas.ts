/** inject-scaler comes after this function, whatever the order in the application: what it replaces must not be lost in silence. */
import { equal } from '../../src/krm/equal.ts'
import { getIn } from '../../src/krm/field-path.ts'
import { identity, type KrmResource } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import { settle } from '../../src/oam/patch/settle.ts'
import { readTraits, type Trait } from '../../src/oam/traits/trait.ts'
import { titleWithPlace } from '../../src/oam/traits/use.ts'
import type { Played } from './component.ts'
import type { Step } from './explain.ts'

const SCALERS = ['scaler', 'ManualScalerTrait']

/** Code `replicas-conflict`. */
export function checkReplicas(played: readonly Played[], items: readonly KrmResource[]): readonly Result[] {
  const writers = played.flatMap(({ steps }) => steps.filter(changesReplicas).map(({ trait }) => trait))
  if (writers.length === 0) return []
  const { traits: inOrder } = readTraits(items)
  const positions = new Map(inOrder.map(({ resource }, i) => [resource, i]))
  const scalers = new Map(
    inOrder.filter(({ type }) => SCALERS.includes(type)).map((trait) => [workloadKey(trait), trait]),
  )
  return writers.flatMap((trait) => {
    const scaler = scalers.get(workloadKey(trait))
    const comesAfter = scaler && Number(positions.get(trait.resource)) > Number(positions.get(scaler.resource))
    return comesAfter ? [conflict(trait, scaler)] : []
  })
}

/** `replicas: null` takes away what is not there yet: the scaler would put it there again. */
function changesReplicas({ trait, before, after }: Step): boolean {
  if (trait.type === 'json-merge-patch' && getIn(trait.properties, ['spec', 'replicas']) === null) return true
  const [old, now] = [before, after].map((workload) => getIn(settle(workload), ['spec', 'replicas']))
  return !equal(old, now)
}

function workloadKey({ workloadRef: { apiVersion, kind, name }, resource }: Trait): string {
  return identity({ apiVersion, kind, metadata: { ...resource.metadata, name } })
}

function conflict(trait: Trait, scaler: Trait): Result {
  const message = `${trait.title} changes \`spec.replicas\`, which ${titleWithPlace(scaler)} decides`
  return error('replicas-conflict', trait.at(), message, 'give the number to the scaler')
}
