/** Edits of a block map. */
import { equal } from '../krm/equal.ts'
import { assemble, type Chunk, chunkOf, entriesAndTail, extended, tailOf } from './chunks.ts'
import { nextLine } from './lines.ts'
import type { Fields } from './map-changes.ts'
import type { Region } from './outline.ts'
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
  const { text, outline } = editing
  const found = new Map<number, string>()
  const { entries } = outline.entriesOf(region, (at) => {
    const key = outline.keyAt(at)
    if (key !== undefined && wanted.delete(key)) found.set(at, key)
    return wanted.size === 0
  })
  if (wanted.size > 0 && editing.isSettled) return undefined
  let edited = ''
  let copied = region.start
  for (const entry of entries) {
    const key = found.get(entry.at)
    if (key === undefined) continue
    edited += text.slice(copied, entry.from) + editValue(editing, entry, region.indent, false, before[key], after[key])
    copied = entry.to
  }
  return edited + text.slice(copied, region.end)
}

/** Merge keys, and keys that are no text, have no name: where they stand tells them apart. */
type Name = string | number

function rebuildMap(
  editing: Editing,
  region: Region,
  before: Fields,
  after: Fields,
  changed: readonly string[],
): string {
  const { text, style, outline } = editing
  const { entries, tail } = entriesAndTail(text, outline, region)
  const named = entries.map((entry) => ({ entry, name: outline.keyAt(entry.at) ?? entry.at }))
  const fresh = unwritten(editing, new Set(named.map(({ name }) => name)), before, after, changed)
  const isChanged = new Set<Name>(changed)
  const chunks = new Map<Name, Chunk>()
  let lead = ''
  let last: Name | undefined
  for (const { entry, name } of named) {
    if (isGone(name, isChanged, after, fresh)) {
      const left = tailOf(text, region, entry)
      if (last === undefined) lead += left
      else chunks.set(last, extended(chunks.get(last) as Chunk, '', left))
      continue
    }
    const body = isChanged.has(name)
      ? editValue(editing, entry, region.indent, false, before[name], after[name])
      : text.slice(entry.from, entry.to)
    chunks.set(name, extended(chunkOf(region, entry, body), last === undefined ? lead : '', ''))
    last = name
  }
  const pad = ' '.repeat(region.indent)
  const render = (key: string): Chunk => ({
    text: `${keyWithColon(key, pad)}${afterKey(after[key], pad, style)}`,
    isPadded: true,
  })
  return assemble(inOrder(Object.keys(after), chunks, fresh.keys, render), region) + tail
}

interface Fresh {
  readonly keys: readonly string[]
  /** What a merge key brings cannot go on its own: all that stays of it is written. */
  readonly isUnmerged: boolean
}

/** A changed field that is not written but was there comes from a merge key; it is written from now on. */
function unwritten(
  { isSettled }: Editing,
  written: ReadonlySet<Name>,
  before: Fields,
  after: Fields,
  changed: readonly string[],
): Fresh {
  const missing = changed.filter((key) => !written.has(key) && (isSettled || !Object.hasOwn(before, key)))
  const isUnmerged = missing.some((key) => own(after, key) === undefined)
  const keys = isUnmerged ? Object.keys(after).filter((key) => !written.has(key)) : missing
  return { keys: keys.filter((key) => own(after, key) !== undefined), isUnmerged }
}

function isGone(name: Name, isChanged: ReadonlySet<Name>, after: Fields, { isUnmerged }: Fresh): boolean {
  return typeof name === 'number' ? isUnmerged : isChanged.has(name) && own(after, name) === undefined
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
  chunks: ReadonlyMap<Name, Chunk>,
  fresh: readonly string[],
  render: (key: string) => Chunk,
): readonly Chunk[] {
  const isFresh = new Set(fresh)
  const behind = new Map<Name | undefined, Chunk[]>()
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

function followersOf(behind: Map<Name | undefined, Chunk[]>, anchor: string | undefined): Chunk[] {
  const followers = behind.get(anchor) ?? []
  behind.set(anchor, followers)
  return followers
}

/** New fields stand right behind their neighbour: the blank lines after it move behind them, unless they belong to its text. */
function withoutGap(chunk: Chunk, followers: readonly Chunk[]): readonly Chunk[] {
  const last = followers.at(-1)
  if (!last) return [chunk]
  if (KEEPS_BLANKS.test(chunk.text)) return [chunk, ...followers]
  const content = chunk.text.slice(0, nextLine(chunk.text, chunk.text.trimEnd().length))
  const gap = chunk.text.slice(content.length)
  return [{ ...chunk, text: content }, ...followers.slice(0, -1), { ...last, text: last.text + gap }]
}

/** A block scalar to which the blank lines behind it belong. */
export const KEEPS_BLANKS = /[|>][0-9]*\+/
