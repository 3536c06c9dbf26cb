/** A trait with the workload it stands on, as every inject function reads it. */
import { formatFieldPath } from '../krm/field-path.ts'
import { indexOfKinds, type KrmResource } from '../krm/resource.ts'
import type { Result } from '../krm/result.ts'
import { type Trait, workloadOf } from './trait.ts'

export interface Use {
  readonly trait: Trait
  readonly workload: KrmResource
}

/** A trait whose workload is missing is a result, not a use. */
export function readUses(
  traits: readonly Trait[],
  items: readonly KrmResource[],
): { readonly uses: readonly Use[]; readonly results: readonly Result[] } {
  if (traits.length === 0) return { uses: [], results: [] }
  const byIdentity = indexOfKinds(
    items,
    traits.map(({ workloadRef }) => workloadRef.kind),
  )
  const found = traits.map((trait) => ({ trait, ...workloadOf(trait, byIdentity) }))
  return {
    uses: found.flatMap((one) => ('workload' in one ? [one] : [])),
    results: found.flatMap((one) => ('result' in one ? [one.result] : [])),
  }
}

/** `gateway of component "cart" (spec.components[0].traits[1] in application.yaml)`. */
export function titleWithPlace({ title, at }: Trait): string {
  const { field, file } = at()
  return `${title} (\`${formatFieldPath(field?.path ?? [])}\`${file ? ` in ${file.path}` : ''})`
}
