/** A function on a part of the list: the selected items go through it, and what it answers takes their places. */
import type { NewComments } from '../src/krm/comment.ts'
import { annotation, type KrmResource, withAnnotations, withoutAnnotations } from '../src/krm/resource.ts'
import { isSelected, type Selector } from '../src/krm/selector.ts'

/** By this annotation an item is found again, as kpt does it (`internal.config.k8s.io` is its spelling). */
const ID = 'internal.config.k8s.io/kpt-resource-id'

export interface Selection {
  readonly selectors: readonly Selector[]
  readonly exclude: readonly Selector[]
}

/** `original` finds the item that was selected, without the annotation that it carries through the function. */
type Run<Answer> = (items: readonly KrmResource[], original: (item: KrmResource) => KrmResource) => Promise<Answer>

interface Selected {
  readonly items: readonly KrmResource[]
  readonly comments?: NewComments
}

/** Unselected items keep their places, selected ones are replaced in place, missing ones go, and new ones stand at the end. */
export async function runSelected<Answer extends Selected>(
  items: readonly KrmResource[],
  { selectors, exclude }: Selection,
  run: Run<Answer>,
): Promise<Answer> {
  if (selectors.length === 0 && exclude.length === 0) return run(items, (item) => item)
  const marked = items.map((item, i) =>
    isSelected(item, selectors, exclude) ? withAnnotations(item, { [ID]: String(i) }) : item,
  )
  const original = (item: KrmResource) => items[Number(annotation(item, ID) ?? -1)] ?? item
  const answer = await run(
    marked.filter((item) => annotation(item, ID) !== undefined),
    original,
  )
  const byId = new Map(answer.items.map((item) => [annotation(item, ID), item]))
  const kept = marked.flatMap((item) => {
    const id = annotation(item, ID)
    return id === undefined ? [item] : (byId.get(id) ?? [])
  })
  const fresh = answer.items.filter((item) => annotation(item, ID) === undefined)
  const bare = new Map([...kept, ...fresh].map((item) => [item, withoutAnnotations(item, (key) => key === ID)]))
  const comments = [...(answer.comments ?? [])].map(([item, list]) => [bare.get(item) ?? item, list] as const)
  return { ...answer, items: [...bare.values()], ...(answer.comments ? { comments: new Map(comments) } : {}) }
}
