/**
 * Edits in place: the difference between two values becomes new text for just the entries that differ, found by their indentation.
 * Everything else, comments, blank lines, order, quotes, is copied as it stands. Throws Unsupported where it is not sure.
 */

import { lineOutline } from './line-outline.ts'
import { editList } from './list-editor.ts'
import { isFields } from './map-changes.ts'
import { editMap } from './map-editor.ts'
import type { Outline, Region } from './outline.ts'
import { rootRegion } from './region.ts'
import { unsupported } from './unsupported.ts'
import type { Editing } from './value-editor.ts'
import { isBlock, type Style } from './writer.ts'

/** `text` is a document without its separator, and ends in a line break. */
export function editBlock(text: string, before: unknown, after: unknown): string {
  // Blank lines belong to the scalar above them, and nothing may come in between.
  if (text.includes('+') && /[|>][0-9]*\+/.test(text)) unsupported('a block scalar that keeps its blank lines')
  const region = rootRegion(text)
  if (!region || !isBlock(after)) return unsupported('a document that is no block')
  return editRoot(text, lineOutline(text), region, true, before, after)
}

/** A text with the block that it is edited. */
export function editRoot(
  text: string,
  outline: Outline,
  region: Region,
  isSettled: boolean,
  before: unknown,
  after: unknown,
): string {
  const editing: Editing = {
    ...{ text, outline, isSettled, style: new FoundStyle(text) },
    editRegion: (below, old, now) => editRegion(editing, below, old, now),
  }
  return text.slice(0, region.start) + editRegion(editing, region, before, after) + text.slice(region.end)
}

/** The style of a text, looked for only when something new is written. */
export class FoundStyle implements Style {
  readonly #text: string
  #indentLists: boolean | undefined
  constructor(text: string) {
    this.#text = text
  }

  get indentLists(): boolean {
    this.#indentLists ??= indentsLists(this.#text)
    return this.#indentLists
  }
}

/** Whether the first list that is the value of a key stands deeper than its key. */
export function indentsLists(text: string): boolean {
  let key: number | undefined
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    const line = text.slice(start, end < 0 ? text.length : end)
    const item = LIST_ITEM.exec(line)
    if (item && key !== undefined) return (item[1] as string).length > key
    if (!NOTHING.test(line)) key = KEY_ALONE.exec(line)?.[1]?.length
    start += line.length + 1
  }
  return true
}

const LIST_ITEM = /^( *)- /
const NOTHING = /^[ \t]*(?:#.*)?$/s
/** A key whose value does not begin on its line. */
const KEY_ALONE = /^( *)(?:- )?[^\s#-].*:[ \t]*(?:#.*)?$/s

function editRegion(editing: Editing, region: Region, before: unknown, after: unknown): string {
  const isList = editing.outline.isList(region)
  if (isList && Array.isArray(before) && Array.isArray(after)) return editList(editing, region, before, after)
  if (!isList && isFields(before) && isFields(after)) return editMap(editing, region, before, after)
  return unsupported('a block that turns into another kind')
}
