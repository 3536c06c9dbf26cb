/** A function on a part of the list: the selected items go through it, and what it answers takes their places. */
import { annotation, type KrmResource, withAnnotations, withoutAnnotations } from '../src/krm/resource.ts'
import { isSelected, type Selector } from '../src/krm/selector.ts'

/** By this annotation an item is found again, as kpt does it (`internal.config.k8s.io` is its spelling). */
const ID = 'internal.config.k8s.io/kpt-resource-id'

export interface Selection {
  readonly selectors: readonly Selector[]
  readonly exclude: readonly Selector[]
}

type Run<Answer> = (items: readonly KrmResource[]) => Promise<Answer>

/** Unselected items keep their places, selected ones are replaced in place, missing ones go, and new ones stand at the end. */
export async function runSelected<Answer extends { readonly items: readonly KrmResource[] }>(
  items: readonly KrmResource[],
  { selectors, exclude }: Selection,
  run: Run<Answer>,
): Promise<Answer> {
  if (selectors.length === 0 && exclude.length === 0) return run(items)
  const marked = items.map((item, i) =>
    isSelected(item, selectors, exclude) ? withAnnotations(item, { [ID]: String(i) }) : item,
  )
  const answer = await run(marked.filter((item) => annotation(item, ID) !== undefined))
  const byId = new Map(answer.items.map((item) => [annotation(item, ID), item]))
  const kept = marked.flatMap((item) => {
    const id = annotation(item, ID)
    return id === undefined ? [item] : (byId.get(id) ?? [])
  })
  const fresh = answer.items.filter((item) => annotation(item, ID) === undefined)
  return { ...answer, items: [...kept, ...fresh].map((item) => withoutAnnotations(item, (key) => key === ID)) }
}
