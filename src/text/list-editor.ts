/** Edits of a block list: items keep their text and comments wherever they go. */
import { equal } from '../krm/equal.ts'
import { align } from './alignment.ts'
import { assemble, type Chunk, chunkOf, contentEnd, entriesAndTail, extended, tailOf } from './chunks.ts'
import { codesOf } from './codes.ts'
import { keyEnd } from './keys.ts'
import { isItem, skipSpaces } from './lines.ts'
import { type Entry, type Region, regionEnd } from './region.ts'
import { unsupported } from './unsupported.ts'
import { type Editing, editValue, isLineOver, isSameKind } from './value-editor.ts'
import { afterDash, isBlock } from './writer.ts'

export function editList(
  editing: Editing,
  region: Region,
  before: readonly unknown[],
  after: readonly unknown[],
): string {
  const { text, style } = editing
  const pad = ' '.repeat(region.indent)
  const { entries, tail } = entriesAndTail(text, region)
  if (entries.length !== before.length) unsupported('a list that reads differently')
  const origins = align(before, after)
  const chunks = after.map((item, i): Chunk => {
    const origin = origins[i]
    if (origin === undefined) return { text: `${pad}-${afterDash(item, pad, style)}`, isPadded: true }
    const entry = entries[origin] as Entry
    const body = equal(before[origin], item)
      ? text.slice(entry.from, entry.to)
      : editItem(editing, region, entry, before[origin], item)
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

function editItem(editing: Editing, region: Region, entry: Entry, before: unknown, after: unknown): string {
  const { text, style } = editing
  const pad = ' '.repeat(region.indent)
  const codes = codesOf(text)
  const at = skipSpaces(codes, entry.at + 1)
  const isBlockBehindDash = !isLineOver(text, at) && isBlock(before) && (isItem(codes, at) || isKey(text, at))
  if (isBlockBehindDash && isSameKind(before, after)) {
    const indent = region.indent + at - entry.at
    const inner = { start: at, end: regionEnd(text, at, entry.to, indent), indent, isCompact: true }
    const edited = editing.editRegion(inner, before, after)
    const head = text.slice(entry.from, edited.startsWith('\n') ? entry.at + 1 : at)
    return head + edited + text.slice(inner.end, entry.to)
  }
  if (isBlockBehindDash) {
    return (
      text.slice(entry.from, entry.at + 1) +
      afterDash(after, pad, style) +
      text.slice(contentEnd(text, region.indent, entry), entry.to)
    )
  }
  return editValue(editing, entry, entry.at + 1, region.indent, before, after, {
    allowsOwnList: false,
    render: () => afterDash(after, pad, style),
  })
}

function isKey(text: string, at: number): boolean {
  const first = text[at] ?? ''
  return !'|>[{'.includes(first) && keyEnd(codesOf(text), at) >= 0
}
