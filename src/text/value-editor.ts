/** Edits of what stands behind a key or a dash. */

import { HASH, NEWLINE } from './characters.ts'
import { contentEnd } from './chunks.ts'
import { codesOf, END } from './codes.ts'
import { restyle, scalarEnd } from './inline-editor.ts'
import { isGap, lineEnd, nextLine, skipSpaces } from './lines.ts'
import { blockRegion, type Entry, type Region } from './region.ts'
import { unsupported } from './unsupported.ts'
import { isBlock, type Style } from './writer.ts'

export interface Editing {
  readonly text: string
  readonly style: Style
  /** The way down: a block in a value is edited as every other block. */
  readonly editRegion: (region: Region, before: unknown, after: unknown) => string
}

export interface Rendering {
  /** A list may stand as deep as the key that it belongs to. */
  readonly allowsOwnList: boolean
  /** The value as it would be written anew, from behind the key or dash up to its line break. */
  readonly render: () => string
}

/** An entry with a new value: what stands before `head` and behind the value stays. */
export function editValue(
  editing: Editing,
  entry: Entry,
  head: number,
  indent: number,
  before: unknown,
  after: unknown,
  { allowsOwnList, render }: Rendering,
): string {
  const { text } = editing
  const at = skipSpaces(codesOf(text), head)
  const front = text.slice(entry.from, head)
  const behind = afterAnchor(text, at)
  if (isLineOver(text, behind)) {
    const region = blockRegion(text, nextLine(text, behind), entry.to, indent, allowsOwnList)
    if (region && isSameKind(before, after)) {
      return (
        text.slice(entry.from, region.start) +
        editing.editRegion(region, before, after) +
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
  const codes = codesOf(text)
  let end = at
  while (!isGap(codes, end)) end++
  return skipSpaces(codes, end)
}

/** A comment that stood on the line of the value goes on the first line of the new one. */
function withComment(rendered: string, comment: string): string {
  if (comment.trim() === '') return rendered
  const end = rendered.indexOf('\n')
  return `${rendered.slice(0, end)}${comment.startsWith(' ') ? '' : ' '}${comment}${rendered.slice(end)}`
}
export function isLineOver(text: string, at: number): boolean {
  const codes = codesOf(text)
  return codes[at] === END || codes[at] === NEWLINE || (codes[at] === HASH && isGap(codes, at - 1))
}

/** Both of them blocks, and of one kind. */
export function isSameKind(before: unknown, after: unknown): boolean {
  return isBlock(before) && isBlock(after) && Array.isArray(before) === Array.isArray(after)
}
