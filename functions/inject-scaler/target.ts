/** `targetAPIVersion` and `targetKind`: the definitions' default is a Deployment, whatever the workload is; here the workload says what it is. */
import type { KrmResource } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'

export interface Target {
  readonly targetAPIVersion?: string
  readonly targetKind?: string
}

export interface TargetRef {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
}

export function targetOf({ apiVersion, kind, metadata }: KrmResource): TargetRef {
  return { apiVersion, kind, name: metadata.name ?? '' }
}

/** Code `hpa-target-mismatch`. */
export function checkTarget(trait: Trait, given: Target, workload: KrmResource): readonly Result[] {
  const is = { targetAPIVersion: workload.apiVersion, targetKind: workload.kind }
  return (['targetAPIVersion', 'targetKind'] as const).flatMap((field) => {
    if (given[field] === undefined || given[field] === is[field]) return []
    const message = `${trait.title}: \`${field}\` must be "${is[field]}" as of its workload, not "${given[field]}"`
    return [error('hpa-target-mismatch', trait.at(['properties', field]), message, `leave \`${field}\` out`)]
  })
}
