/**
 * Edits in place: the difference between two values becomes new text for just the entries that differ, found by their indentation.
 * Everything else, comments, blank lines, order, quotes, is copied as it stands. Throws Unsupported where it is not sure.
 */
import { equal } from '../krm/equal.ts'
import { align } from './alignment.ts'
import { keyEnd, readKey } from './block-reader.ts'
import { HASH, isGap, isItem, lineEnd, nextLine, skipSpaces } from './cursor.ts'
import { restyle, scalarEnd } from './inline-editor.ts'
import { blockRegion, type Entry, entriesOf, isListAt, type Region, regionEnd, rootRegion } from './region.ts'
import { unsupported } from './unsupported.ts'
import { afterDash, afterKey, isBlock, keyWithColon, type Style } from './writer.ts'

type Fields = Readonly<Record<string, unknown>>

/** `text` is a document without its separator, and ends in a line break. */
export function editBlock(text: string, before: unknown, after: unknown): string {
  // Blank lines belong to the scalar above them, and nothing may come in between.
  if (text.includes('+') && /[|>][0-9]*\+/.test(text)) unsupported('a block scalar that keeps its blank lines')
  const region = rootRegion(text)
  if (!region || !isBlock(after)) return unsupported('a document that is no block')
  const editing = { text, style: styleOf(text) }
  return text.slice(0, region.start) + editRegion(editing, region, before, after) + text.slice(region.end)
}

interface Editing {
  readonly text: string
  readonly style: Style
}

/** Looked for only when something new is written. */
function styleOf(text: string): Style {
  let known: boolean | undefined
  return {
    get indentLists() {
      known ??= indentsLists(text)
      return known
    },
  }
}

/** Whether the first list that is the value of a key stands deeper than its key. */
export function indentsLists(text: string): boolean {
  const match = /^( *)(?:- )?[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)- /m.exec(text)
  return !match || (match[2] as string).length > (match[1] as string).length
}

function editRegion(editing: Editing, region: Region, before: unknown, after: unknown): string {
  const isList = isListAt(editing.text, region)
  if (isList && Array.isArray(before) && Array.isArray(after)) return editList(editing, region, before, after)
  if (!isList && isFields(before) && isFields(after)) return editMap(editing, region, before, after)
  return unsupported('a block that turns into another kind')
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text of an entry, and whether it begins with its indentation: behind a dash it does not. */
interface Chunk {
  readonly text: string
  readonly isPadded: boolean
}

/** Chunks one after the other; only the first may, and in a compact region must, stand without its indentation. */
function assemble(chunks: readonly Chunk[], region: Region): string {
  const pad = ' '.repeat(region.indent)
  return chunks
    .map(({ text, isPadded }, i) => {
      const wantsPad = i > 0 || !region.isCompact
      if (isPadded === wantsPad) return text
      return wantsPad ? pad + text : behindDash(text, pad)
    })
    .join('')
}

/** A first field with comments above it cannot stand behind the dash: the block begins on the next line then. */
function behindDash(text: string, pad: string): string {
  return text.trimStart().startsWith('#') ? `\n${text}` : text.slice(pad.length)
}

/** The entries of a region, and the comments behind the last one, which stay at the end whatever happens to it. */
function entriesAndTail(text: string, region: Region): { readonly entries: readonly Entry[]; readonly tail: string } {
  const { entries } = entriesOf(text, region)
  const last = entries.at(-1)
  const tail = last ? tailOf(text, region, last) : ''
  if (!last || tail === '') return { entries, tail: '' }
  return { entries: [...entries.slice(0, -1), { ...last, to: last.to - tail.length }], tail }
}

/** What stands behind an entry and is not part of it: comments that no deeper line follows, with the blank lines around them. */
function tailOf(text: string, region: Region, entry: Entry): string {
  const tail = text.slice(contentEnd(text, region.indent, entry), entry.to)
  return tail.includes('#') ? tail : ''
}

function chunkOf(region: Region, entry: Entry, text: string): Chunk {
  return { text, isPadded: !(region.isCompact && entry.from === region.start) }
}

function editMap(editing: Editing, region: Region, before: Fields, after: Fields): string {
  const changed = changedKeys(before, after)
  const isInPlace = changed.every((key) => Object.hasOwn(before, key) && after[key] !== undefined)
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
    if (isChanged.has(key) && after[key] === undefined) {
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
  const fresh = changed.filter((key) => !written.has(key) && after[key] !== undefined)
  const pad = ' '.repeat(region.indent)
  const render = (key: string): Chunk => ({
    text: `${keyWithColon(key, pad)}${afterKey(after[key], pad, style)}`,
    isPadded: true,
  })
  return assemble(inOrder(Object.keys(after), chunks, fresh, render), region) + tail
}

/** A chunk with what removed neighbours left in front of it and behind it. */
function extended(chunk: Chunk, lead: string, tail: string): Chunk {
  return { text: lead + chunk.text + tail, isPadded: chunk.isPadded || lead !== '' }
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
    if (isFresh.has(key)) behind.set(anchor, [...(behind.get(anchor) ?? []), render(key)])
    else if (chunks.has(key)) anchor = key
  }
  return [
    ...(behind.get(undefined) ?? []),
    ...[...chunks].flatMap(([key, chunk]) => withoutGap(chunk, behind.get(key) ?? [])),
  ]
}

/** New fields stand right behind their neighbour: the blank lines after it move behind them. */
function withoutGap(chunk: Chunk, followers: readonly Chunk[]): readonly Chunk[] {
  const last = followers.at(-1)
  if (!last) return [chunk]
  const content = chunk.text.replace(/(?:[ ]*\n)+$/, '\n')
  const gap = chunk.text.slice(content.length)
  return [{ ...chunk, text: content }, ...followers.slice(0, -1), { ...last, text: last.text + gap }]
}

function keyAt(text: string, at: number): string {
  const colon = keyEnd(text, at)
  return colon < 0 ? unsupported('a line without a key') : readKey(text, at, colon)
}

function editField(editing: Editing, region: Region, entry: Entry, before: unknown, after: unknown): string {
  const { text, style } = editing
  const colon = keyEnd(text, entry.at)
  const pad = ' '.repeat(region.indent)
  return editValue(editing, entry, colon + 1, region.indent, before, after, {
    allowsOwnList: true,
    render: () => afterKey(after, pad, style),
  })
}

function editList(editing: Editing, region: Region, before: readonly unknown[], after: readonly unknown[]): string {
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
  for (const [i, entry] of entries.entries()) {
    const tail = origins.includes(i) ? '' : tailOf(text, region, entry)
    if (tail === '') continue
    const earlier = origins.reduce<number | undefined>(
      (best, origin = -1) => (origin >= 0 && origin < i && origin > (best ?? -1) ? origin : best),
      undefined,
    )
    const at = earlier === undefined ? 0 : origins.indexOf(earlier)
    const chunk = result[at] as Chunk
    result[at] = earlier === undefined ? extended(chunk, tail, '') : extended(chunk, '', tail)
  }
  return result
}

function editItem(editing: Editing, region: Region, entry: Entry, before: unknown, after: unknown): string {
  const { text, style } = editing
  const pad = ' '.repeat(region.indent)
  const at = skipSpaces(text, entry.at + 1)
  const isBlockBehindDash = !isLineOver(text, at) && isBlock(before) && (isItem(text, at) || isKey(text, at))
  if (isBlockBehindDash && isSameKind(before, after)) {
    const indent = region.indent + at - entry.at
    const inner = { start: at, end: regionEnd(text, at, entry.to, indent), indent, isCompact: true }
    const edited = editRegion(editing, inner, before, after)
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

/** Both of them blocks, and of one kind. */
function isSameKind(before: unknown, after: unknown): boolean {
  return isBlock(before) && isBlock(after) && Array.isArray(before) === Array.isArray(after)
}

/** Behind an entry's last line: blank lines, and comments no deeper than the entry, are not part of it. */
function contentEnd(text: string, indent: number, entry: Entry): number {
  return regionEnd(text, entry.at, entry.to, indent + 1)
}

function isKey(text: string, at: number): boolean {
  const first = text[at] ?? ''
  return !'|>[{'.includes(first) && keyEnd(text, at) >= 0
}

interface Rendering {
  /** A list may stand as deep as the key that it belongs to. */
  readonly allowsOwnList: boolean
  /** The value as it would be written anew, from behind the key or dash up to its line break. */
  readonly render: () => string
}

/** An entry with a new value: what stands before `head` and behind the value stays. */
function editValue(
  editing: Editing,
  entry: Entry,
  head: number,
  indent: number,
  before: unknown,
  after: unknown,
  { allowsOwnList, render }: Rendering,
): string {
  const { text } = editing
  const at = skipSpaces(text, head)
  const front = text.slice(entry.from, head)
  const behind = afterAnchor(text, at)
  if (isLineOver(text, behind)) {
    const region = blockRegion(text, nextLine(text, behind), entry.to, indent, allowsOwnList)
    if (region && isSameKind(before, after)) {
      return (
        text.slice(entry.from, region.start) +
        editRegion(editing, region, before, after) +
        text.slice(region.end, entry.to)
      )
    }
    if (behind > at) unsupported('an anchored value that is replaced')
    const comment = text.slice(head, lineEnd(text, at))
    return front + withComment(render(), comment) + text.slice(contentEnd(text, indent, entry), entry.to)
  }
  const end = scalarEnd(text, at, entry.to, indent)
  const line = nextLine(text, Math.max(at, end - 1))
  const comment = text[end - 1] === '\n' ? '' : text.slice(end, lineEnd(text, end))
  const styled = restyle(text.slice(at, end), after)
  if (styled !== undefined) return front + text.slice(head, at) + styled + text.slice(end, entry.to)
  return front + withComment(render(), comment) + text.slice(line, entry.to)
}

/** Behind an anchor, which stays what it is while the value that it names is edited. */
function afterAnchor(text: string, at: number): number {
  if (text[at] !== '&') return at
  let end = at
  while (!isGap(text, end)) end++
  return skipSpaces(text, end)
}

function isLineOver(text: string, at: number): boolean {
  return at >= text.length || text[at] === '\n' || (text.charCodeAt(at) === HASH && isGap(text, at - 1))
}

/** A comment that stood on the line of the value goes on the first line of the new one. */
function withComment(rendered: string, comment: string): string {
  if (comment.trim() === '') return rendered
  const end = rendered.indexOf('\n')
  return `${rendered.slice(0, end)}${comment.startsWith(' ') ? '' : ' '}${comment}${rendered.slice(end)}`
}
