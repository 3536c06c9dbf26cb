/** A policy trait with the workload it stands on, and how results name two traits that contradict each other. */
import { formatFieldPath } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Result } from '../../src/krm/result.ts'
import { type Trait, workloadOf } from '../../src/oam/trait.ts'

export const NAME = 'inject-policy'

export interface Use {
  readonly trait: Trait
  readonly workload: KrmResource
}

export function readUses(
  traits: readonly Trait[],
  items: readonly KrmResource[],
): { readonly uses: readonly Use[]; readonly results: readonly Result[] } {
  const found = traits.map((trait) => ({ trait, ...workloadOf(trait, items) }))
  return {
    uses: found.flatMap((one) => ('workload' in one ? [one] : [])),
    results: found.flatMap((one) => ('result' in one ? [one.result] : [])),
  }
}

/** `network-policy of component "cart" (spec.components[0].traits[1] in application.yaml)`. */
export function titleWithPlace({ title, at }: Trait): string {
  const { field, file } = at()
  return `${title} (\`${formatFieldPath(field?.path ?? [])}\`${file ? ` in ${file.path}` : ''})`
}
