/** Edits of a block list: items keep their text and comments wherever they go. */
import { equal } from '../krm/equal.ts'
import { align } from './alignment.ts'
import { assemble, type Chunk, chunkOf, entriesAndTail, extended, tailOf } from './chunks.ts'
import type { Entry, Region } from './outline.ts'
import { unsupported } from './unsupported.ts'
import { type Editing, editValue } from './value-editor.ts'
import { afterDash } from './writer.ts'

export function editList(
  editing: Editing,
  region: Region,
  before: readonly unknown[],
  after: readonly unknown[],
): string {
  const { text, style, outline } = editing
  const pad = ' '.repeat(region.indent)
  const { entries, tail } = entriesAndTail(text, outline, region)
  if (entries.length !== before.length) unsupported('a list that reads differently')
  const origins = align(before, after)
  const chunks = after.map((item, i): Chunk => {
    const origin = origins[i]
    if (origin === undefined) return { text: `${pad}-${afterDash(item, pad, style)}`, isPadded: true }
    const entry = entries[origin] as Entry
    const body = equal(before[origin], item)
      ? text.slice(entry.from, entry.to)
      : editValue(editing, entry, region.indent, true, before[origin], item)
    return chunkOf(region, entry, body)
  })
  if (chunks.length === 0) unsupported('a list that becomes empty')
  return assemble(withTails(text, region, entries, origins, chunks), region) + tail
}

/** What removed items leave goes behind the item that stood before them, or in front of all. */
function withTails(
  text: string,
  region: Region,
  entries: readonly Entry[],
  origins: readonly (number | undefined)[],
  chunks: readonly Chunk[],
): readonly Chunk[] {
  if (origins.filter((origin) => origin !== undefined).length === entries.length) return chunks
  const result = [...chunks]
  const places = new Map(origins.map((origin, i) => [origin, i]))
  let earlier: number | undefined
  for (const [i, entry] of entries.entries()) {
    const place = places.get(i)
    if (place !== undefined) {
      earlier = place
      continue
    }
    const tail = tailOf(text, region, entry)
    if (tail === '') continue
    const at = earlier ?? 0
    const chunk = result[at] as Chunk
    result[at] = earlier === undefined ? extended(chunk, tail, '') : extended(chunk, '', tail)
  }
  return result
}
