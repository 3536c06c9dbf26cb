/** The same edit on many resources, and how much it changed. */
import { type Edit, editFields, type FieldSpec } from './field-spec.ts'
import type { KrmResource } from './resource.ts'
import type { Result } from './result.ts'

export interface EditedItems {
  readonly items: readonly KrmResource[]
  readonly fields: number
  readonly resources: number
  readonly results: readonly Result[]
}

/** `specsOf` says which fields of a resource are meant; none leaves it as it is. */
export function editItems<Spec extends FieldSpec>(
  items: readonly KrmResource[],
  specsOf: (resource: KrmResource) => readonly Spec[],
  edit: Edit<Spec>,
): EditedItems {
  let fields = 0
  let resources = 0
  const results: Result[] = []
  const edited = items.map((item) => {
    const { resource, changes, results: said } = editFields(item, specsOf(item), edit)
    fields += changes
    if (resource !== item) resources++
    if (said.length > 0) results.push(...said)
    return resource
  })
  return { items: edited, fields, resources, results }
}

/** "3 fields of 2 resources" */
export function extent({ fields, resources }: Pick<EditedItems, 'fields' | 'resources'>): string {
  return `${counted(fields, 'field')} of ${counted(resources, 'resource')}`
}

export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
