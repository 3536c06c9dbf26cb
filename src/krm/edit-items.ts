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
  const edited = items.map((item) => editFields(item, specsOf(item), edit))
  return {
    items: edited.map(({ resource }) => resource),
    fields: edited.reduce((sum, { changes }) => sum + changes, 0),
    resources: edited.filter(({ resource }, i) => resource !== items[i]).length,
    results: edited.flatMap(({ results }) => results),
  }
}

/** "3 fields of 2 resources" */
export function extent({ fields, resources }: Pick<EditedItems, 'fields' | 'resources'>): string {
  return `${counted(fields, 'field')} of ${counted(resources, 'resource')}`
}

export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
