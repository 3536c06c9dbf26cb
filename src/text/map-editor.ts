/** Edits of a block map. */
import { equal } from '../krm/equal.ts'
import { assemble, type Chunk, chunkOf, entriesAndTail, extended, tailOf } from './chunks.ts'
import { codesOf } from './codes.ts'
import { keyEnd, readKey } from './keys.ts'
import { nextLine } from './lines.ts'
import type { Fields } from './map-changes.ts'
import { type Entry, entriesOf, type Region } from './region.ts'
import { unsupported } from './unsupported.ts'
import { type Editing, editValue } from './value-editor.ts'
import { afterKey, keyWithColon } from './writer.ts'

export function editMap(editing: Editing, region: Region, before: Fields, after: Fields): string {
  const changed = changedKeys(before, after)
  const isInPlace = changed.every((key) => Object.hasOwn(before, key) && own(after, key) !== undefined)
  const edited = isInPlace ? editInPlace(editing, region, before, after, new Set(changed)) : undefined
  return edited ?? rebuildMap(editing, region, before, after, changed)
}

/** With only values to change, nothing behind the last of them is looked at. Undefined if a merge key brought one. */
function editInPlace(
  editing: Editing,
  region: Region,
  before: Fields,
  after: Fields,
  wanted: Set<string>,
): string | undefined {
  const { text } = editing
  const found = new Map<number, string>()
  const { entries } = entriesOf(text, region, (at) => {
    const key = keyAt(text, at)
    if (wanted.delete(key)) found.set(at, key)
    return wanted.size === 0
  })
  if (wanted.size > 0) return undefined
  let edited = ''
  let copied = region.start
  for (const entry of entries) {
    const key = found.get(entry.at)
    if (key === undefined) continue
    edited += text.slice(copied, entry.from) + editField(editing, region, entry, before[key], after[key])
    copied = entry.to
  }
  return edited + text.slice(copied, region.end)
}

function rebuildMap(
  editing: Editing,
  region: Region,
  before: Fields,
  after: Fields,
  changed: readonly string[],
): string {
  const { text, style } = editing
  const isChanged = new Set(changed)
  const chunks = new Map<string, Chunk>()
  const written = new Set<string>()
  let lead = ''
  let last: string | undefined
  const { entries, tail } = entriesAndTail(text, region)
  for (const entry of entries) {
    const key = keyAt(text, entry.at)
    written.add(key)
    if (isChanged.has(key) && own(after, key) === undefined) {
      const left = tailOf(text, region, entry)
      if (last === undefined) lead += left
      else chunks.set(last, extended(chunks.get(last) as Chunk, '', left))
      continue
    }
    const isKept = !isChanged.has(key)
    const body = isKept ? text.slice(entry.from, entry.to) : editField(editing, region, entry, before[key], after[key])
    chunks.set(key, extended(chunkOf(region, entry, body), last === undefined ? lead : '', ''))
    last = key
  }
  // A field that is not written but was there comes from a merge key; changed, it is written from now on.
  const fresh = changed.filter((key) => !written.has(key) && own(after, key) !== undefined)
  const pad = ' '.repeat(region.indent)
  const render = (key: string): Chunk => ({
    text: `${keyWithColon(key, pad)}${afterKey(after[key], pad, style)}`,
    isPadded: true,
  })
  return assemble(inOrder(Object.keys(after), chunks, fresh, render), region) + tail
}

/** Not what every object inherits, such as `toString`. */
function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

/** Changed, new and removed ones. */
function changedKeys(before: Fields, after: Fields): readonly string[] {
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
  return [
    ...Object.keys(after).filter((key) => !Object.hasOwn(before, key) || !equal(before[key], after[key])),
    ...removed,
  ]
}

/** Written fields in their order; each new one behind the field that stands before it in the value, or in front of all. */
function inOrder(
  keys: readonly string[],
  chunks: ReadonlyMap<string, Chunk>,
  fresh: readonly string[],
  render: (key: string) => Chunk,
): readonly Chunk[] {
  const isFresh = new Set(fresh)
  const behind = new Map<string | undefined, Chunk[]>()
  let anchor: string | undefined
  for (const key of keys) {
    if (isFresh.has(key)) followersOf(behind, anchor).push(render(key))
    else if (chunks.has(key)) anchor = key
  }
  return [
    ...(behind.get(undefined) ?? []),
    ...[...chunks].flatMap(([key, chunk]) => withoutGap(chunk, behind.get(key) ?? [])),
  ]
}

function followersOf(behind: Map<string | undefined, Chunk[]>, anchor: string | undefined): Chunk[] {
  const followers = behind.get(anchor) ?? []
  behind.set(anchor, followers)
  return followers
}

/** New fields stand right behind their neighbour: the blank lines after it move behind them. */
function withoutGap(chunk: Chunk, followers: readonly Chunk[]): readonly Chunk[] {
  const last = followers.at(-1)
  if (!last) return [chunk]
  const content = chunk.text.slice(0, nextLine(chunk.text, chunk.text.trimEnd().length))
  const gap = chunk.text.slice(content.length)
  return [{ ...chunk, text: content }, ...followers.slice(0, -1), { ...last, text: last.text + gap }]
}

function keyAt(text: string, at: number): string {
  const codes = codesOf(text)
  const colon = keyEnd(codes, at)
  return colon < 0 ? unsupported('a line without a key') : readKey(text, codes, at, colon)
}

function editField(editing: Editing, region: Region, entry: Entry, before: unknown, after: unknown): string {
  const { text, style } = editing
  const colon = keyEnd(codesOf(text), entry.at)
  const pad = ' '.repeat(region.indent)
  return editValue(editing, entry, colon + 1, region.indent, before, after, {
    allowsOwnList: true,
    render: () => afterKey(after, pad, style),
  })
}
