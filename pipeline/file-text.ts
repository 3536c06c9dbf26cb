/** The resources of one file → its text. */
import { annotation, describe, INDEX, type KrmResource, PATH } from '../src/krm/resource.ts'
import { error, place } from '../src/krm/result.ts'
import type { SourceDocument } from '../src/text/document.ts'
import { BYTE_ORDER_MARK, hasInnerMark, withoutMark } from '../src/text/head.ts'
import { type Drafts, draftOf, NO_DRAFTS, originOf, type Source, textOf } from './output.ts'
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
  const ordered = inOrder(items)
  const origins = ordered.map((item) => originOf(item, all))
  refuseDuplicates(ordered, origins)
  const between = commentsBetween(file, origins)
  const texts = (between.get(START) ?? []).map(({ text }) => text)
  for (const [i, item] of ordered.entries()) {
    const origin = origins[i]
    texts.push(textOf(item, draftOf(item, drafts) ?? origin))
    for (const { text } of (origin && between.get(origin.document)) ?? []) texts.push(text)
  }
  return joined(texts)
}

/** Each behind a separator, its own or a plain one, but the first that holds anything. */
function joined(texts: readonly string[]): string {
  let joined = ''
  let last = ''
  for (const text of texts) {
    if (joined === '') joined = hasInnerMark(text) ? withoutMark(text) : text
    else joined += `${last === '' || last.endsWith('\n') ? '' : '\n'}${behindSeparator(text)}`
    last = text
  }
  return joined
}

/** A byte order mark in front of a separator would be a letter there. */
function behindSeparator(text: string): string {
  const bare = text.startsWith(BYTE_ORDER_MARK) ? withoutMark(text) : text
  return bare.startsWith('---') ? bare : `---\n${bare}`
}

/** Stands for the place in front of the first document. */
const START = 'start'

/** Documents without a resource, by the kept document that they follow. */
function commentsBetween(
  file: PackageFile | undefined,
  origins: readonly (Source | undefined)[],
): ReadonlyMap<SourceDocument | typeof START, readonly SourceDocument[]> {
  const between = new Map<SourceDocument | typeof START, SourceDocument[]>()
  if (!file || file.documents.length === file.resources.length) return between
  const kept = new Set(origins.map((origin) => origin?.document))
  const resources = new Set(file.resources.map(({ document }) => document))
  let last: SourceDocument | typeof START = START
  for (const document of file.documents) {
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
function refuseDuplicates(items: readonly KrmResource[], origins: readonly (Source | undefined)[]): void {
  const seen = new Map<Source, KrmResource>()
  for (const [i, item] of items.entries()) {
    const origin = origins[i]
    if (!origin) continue
    const other = seen.get(origin)
    if (other) throw duplicate(item, other)
    seen.set(origin, item)
  }
}

function duplicate(item: KrmResource, other: KrmResource): Refusal {
  const message = `${describe(item)} and ${describe(other)} claim the same place in "${annotation(item, PATH)}"`
  return new Refusal([error('index-duplicate', place(item), message)])
}
