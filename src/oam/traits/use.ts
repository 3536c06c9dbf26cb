/** A trait with the workload it stands on, as every inject function reads it. */
import { formatFieldPath } from '../../krm/field-path.ts'
import { indexOfKinds, type KrmResource } from '../../krm/resource.ts'
import { error, type Result } from '../../krm/result.ts'
import { referred } from './resource.ts'
import type { Trait } from './trait.ts'

export interface Use {
  readonly trait: Trait
  readonly workload: KrmResource
}

/** A trait whose workload is missing is a result, not a use. Code `workload-missing`. */
export function readUses(
  traits: readonly Trait[],
  items: readonly KrmResource[],
): { readonly uses: readonly Use[]; readonly results: readonly Result[] } {
  if (traits.length === 0) return { uses: [], results: [] }
  const byIdentity = indexOfKinds(
    items,
    traits.map(({ workloadRef }) => workloadRef.kind),
  )
  const found = traits.map((trait) => {
    return { trait, workload: byIdentity.get(referred(trait.workloadRef, trait.resource)) }
  })
  return {
    uses: found.flatMap(({ trait, workload }) => (workload ? [{ trait, workload }] : [])),
    results: found.flatMap(({ trait, workload }) => (workload ? [] : [missing(trait)])),
  }
}

function missing(trait: Trait): Result {
  const { kind, name } = trait.workloadRef
  const message = `${trait.title}: its workload ${kind} "${name}" is not in the package`
  const hint = 'run expand-components before the inject functions, and do not rename workloads in between'
  return error('workload-missing', trait.at(), message, hint)
}

/** `gateway of component "cart" (spec.components[0].traits[1] in application.yaml)`. */
export function titleWithPlace({ title, at }: Trait): string {
  const { field, file } = at()
  return `${title} (\`${formatFieldPath(field?.path ?? [])}\`${file ? ` in ${file.path}` : ''})`
}
