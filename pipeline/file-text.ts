/** The resources of one file → its text. */
import { annotation, describe, INDEX, type KrmResource, PATH } from '../src/krm/resource.ts'
import { error, place } from '../src/krm/result.ts'
import type { SourceDocument } from '../src/text/document.ts'
import { type Drafts, NO_DRAFTS, sourceOf, terminated, textOf } from './output.ts'
import type { PackageFile } from './package.ts'
import { Refusal } from './refusal.ts'

/**
 * In the order of their indexes, those without one at the end; comments between documents stay behind the document that they follow.
 * Codes: `index-duplicate`, `index-invalid`.
 */
export function fileText(
  file: PackageFile | undefined,
  items: readonly KrmResource[],
  all: ReadonlyMap<string, PackageFile>,
  drafts: Drafts = NO_DRAFTS,
): string {
  refuseDuplicates(items, all)
  const ordered = inOrder(items)
  const sources = ordered.map((item) => sourceOf(item, all))
  const kept = new Set(sources.map((source) => source?.document))
  const between = commentsBetween(file, kept)
  const texts = ordered.flatMap((item, i) => {
    const comments = sources[i] ? (between.get(sources[i].document) ?? []) : []
    return [textOf(item, sourceOf(item, all, drafts)), ...comments.map(({ text }) => text)]
  })
  return [...(between.get(START) ?? []).map(({ text }) => text), ...texts].reduce((text, next) => {
    return text === '' ? next : `${terminated(text)}${next.startsWith('---') ? '' : '---\n'}${next}`
  }, '')
}

/** Stands for the place in front of the first document. */
const START = 'start'

/** Documents without a resource, by the kept document that they follow. */
function commentsBetween(
  file: PackageFile | undefined,
  kept: ReadonlySet<SourceDocument | undefined>,
): ReadonlyMap<SourceDocument | typeof START, readonly SourceDocument[]> {
  const resources = new Set(file?.resources.map(({ document }) => document))
  const between = new Map<SourceDocument | typeof START, SourceDocument[]>()
  let last: SourceDocument | typeof START = START
  for (const document of file?.documents ?? []) {
    if (kept.has(document)) last = document
    else if (!resources.has(document)) between.set(last, [...(between.get(last) ?? []), document])
  }
  return between
}

function inOrder(items: readonly KrmResource[]): readonly KrmResource[] {
  if (items.length === 1) return items
  const indexes = items.map(indexOf)
  if (indexes.every((index, i) => i === 0 || index >= (indexes[i - 1] as number))) return items
  return items
    .map((item, i): [KrmResource, number] => [item, indexes[i] as number])
    .sort(([, a], [, b]) => a - b || 0)
    .map(([item]) => item)
}

function indexOf(item: KrmResource): number {
  const index = annotation(item, INDEX)
  if (index === undefined || index === '') return Number.MAX_SAFE_INTEGER
  if (/^[+-]?\d+$/.test(index)) return Number(index)
  const message = `${describe(item)} has the index "${index}", which is no whole number`
  throw new Refusal([error('index-invalid', place(item), message, 'a function must not change the index annotation')])
}

/** Two items that were one: whichever was written, the other would be lost. */
function refuseDuplicates(items: readonly KrmResource[], all: ReadonlyMap<string, PackageFile>): void {
  const seen = new Map<SourceDocument, KrmResource>()
  for (const item of items) {
    const document = sourceOf(item, all)?.document
    const other = document && seen.get(document)
    if (other) throw duplicate(item, other)
    if (document) seen.set(document, item)
  }
}

function duplicate(item: KrmResource, other: KrmResource): Refusal {
  const message = `${describe(item)} and ${describe(other)} claim the same place in "${annotation(item, PATH)}"`
  return new Refusal([error('index-duplicate', place(item), message)])
}
