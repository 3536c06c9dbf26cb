/** Claims that cannot all hold. Silence contradicts nothing; the later of two claims gets the result. */
import { equal } from '../../src/krm/equal.ts'
import type { FieldPath } from '../../src/krm/field-path.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Claim } from './claim.ts'

const TYPE_HINT = 'give both the same `type` (a component says it as `exposeType`), or leave it out of one'

/** Codes: `service-type-conflict`, `service-selector-conflict`, `service-annotation-conflict`. */
export function findContradictions(claims: readonly Claim[]): readonly Result[] {
  return claims.flatMap((claim, i) => {
    const earlier = claims.slice(0, i)
    return [
      ...typeConflict(claim, earlier),
      ...selectorConflict(claim, earlier),
      ...annotationConflicts(claim, earlier),
    ]
  })
}

function typeConflict(claim: Claim, earlier: readonly Claim[]): readonly Result[] {
  const rival = earlier.find(({ type }) => type && claim.type && type !== claim.type)
  if (!rival) return []
  const message = `${claim.title} says \`type\` "${claim.type}", ${rival.titleWithPlace()} says "${rival.type}", and both share one Service`
  return [error('service-type-conflict', claim.at(['properties', 'type']), message, TYPE_HINT)]
}

function selectorConflict(claim: Claim, earlier: readonly Claim[]): readonly Result[] {
  const rival = earlier.find(({ selector }) => selector && claim.selector && !equal(selector, claim.selector))
  if (!rival) return []
  const message = `${claim.title} and ${rival.titleWithPlace()} share one Service, but select different pods: ${pods(claim)} and ${pods(rival)}`
  const hint = 'remove `matchLabels`, or give the other pods a Service of their own'
  return [error('service-selector-conflict', claim.at(['properties']), message, hint)]
}

function pods({ selector = {} }: Claim): string {
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`)
  return `"${labels.join(',')}"`
}

function annotationConflicts(claim: Claim, earlier: readonly Claim[]): readonly Result[] {
  return Object.entries(claim.annotations).flatMap(([key, value]) => {
    const rival = earlier.find(({ annotations }) => Object.hasOwn(annotations, key) && annotations[key] !== value)
    if (!rival) return []
    const message = `${claim.title} sets the annotation "${key}" to "${value}", ${rival.titleWithPlace()} sets it to "${rival.annotations[key]}", and both share one Service`
    const path: FieldPath = ['properties', 'annotations', key]
    return [error('service-annotation-conflict', claim.at(path), message, 'give both the same value, or remove one')]
  })
}
