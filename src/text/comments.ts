/** Line comments of a document: read as plain data, and written in place. Everything else stays as it stands. */
import type { FieldComment } from '../krm/comment.ts'
import { type FieldPath, getIn } from '../krm/field-path.ts'
import { type Anchor, anchorsOf, type FlowPlace } from './anchors.ts'
import { indentsLists } from './block-editor.ts'
import { readWithLibrary } from './library-reader.ts'
import { afterDash, afterKey, block } from './writer.ts'

/** The comments behind fields and list items, in their order. Comments on lines of their own are nobody's. */
export function readComments(text: string): readonly FieldComment[] {
  if (!text.includes('#')) return []
  return [...lastOfLines(text, anchorsOf(text)).values()].flatMap((anchor) => {
    const found = commentAt(text, anchor.at)
    return found ? [{ path: anchor.path, text: found.text, ...(anchor.isText ? { isText: true } : {}) }] : []
  })
}

/**
 * The text with these comments behind their fields, in place of those that stood there. A flow collection with a comment inside becomes a
 * block. What has no line of its own, as in JSON, gets none.
 */
export function withComments(text: string, comments: readonly FieldComment[]): string {
  if (comments.length === 0) return text
  const open = opened(text, comments)
  const anchors = anchorsOf(open.text)
  const lasts = new Set(lastOfLines(open.text, anchors).values())
  const byPath = new Map(anchors.filter((anchor) => lasts.has(anchor)).map((anchor) => [keyOf(anchor.path), anchor]))
  const wanted = new Map([...open.comments, ...comments].map((comment) => [keyOf(comment.path), comment.text]))
  const edits = [...wanted].flatMap(([path, comment]) => {
    const anchor = byPath.get(path)
    return anchor ? [{ ...spanAt(open.text, anchor.at), comment }] : []
  })
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((edited, { from, to, gap, comment }) => edited.slice(0, from) + gap + comment + edited.slice(to), open.text)
}

/** A comment belongs to what ends last on its line. */
function lastOfLines(text: string, anchors: readonly Anchor[]): ReadonlyMap<number, Anchor> {
  return new Map(anchors.map((anchor) => [lineEndAt(text, anchor.at), anchor]))
}

function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  if (end < 0) return text.length
  return text[end - 1] === '\r' && end > at ? end - 1 : end
}

/** Behind an anchor stand only colons, commas, brackets, anchors and tags: the first `#` behind a blank begins the comment. */
function commentAt(text: string, at: number): { readonly start: number; readonly text: string } | undefined {
  const rest = text.slice(at, lineEndAt(text, at))
  const match = /[ \t]#/.exec(rest)
  return match ? { start: at + match.index + 1, text: rest.slice(match.index + 1).trimEnd() } : undefined
}

interface Span {
  readonly from: number
  readonly to: number
  /** What parts the comment from the value. */
  readonly gap: string
}

function spanAt(text: string, at: number): Span {
  const to = lineEndAt(text, at)
  const found = commentAt(text, at)
  if (found) return { from: found.start, to, gap: '' }
  return { from: at + text.slice(at, to).trimEnd().length, to, gap: ' ' }
}

interface Opened {
  readonly text: string
  /** Those that stood in the flow collections which are blocks now. */
  readonly comments: readonly FieldComment[]
}

/** Flow collections turned into blocks where a comment is to stand in one. */
function opened(text: string, comments: readonly FieldComment[]): Opened {
  const wanted = new Set(comments.map(({ path }) => keyOf(path)))
  const inside = anchorsOf(text).filter(({ path, flow }) => flow && wanted.has(keyOf(path)))
  const places = new Map(inside.map(({ flow }) => [flow?.head ?? 0, flow as FlowPlace]))
  if (places.size === 0) return { text, comments: [] }
  const { value } = readWithLibrary({ text, line: 1 })
  if (value === undefined) return { text, comments: [] }
  const isUnix = !text.includes('\r\n')
  const ordered = [...places.values()].filter(({ head, end }) => !/[&*!]/.test(text.slice(head, end)))
  const kept = readComments(text).filter(({ path }) => ordered.some((place) => isWithin(path, place.path)))
  const edited = ordered
    .sort((a, b) => b.head - a.head)
    .reduce((before, place) => {
      const block = blockOf(getIn(value, place.path), place, indentsLists(text), kept)
      return (
        before.slice(0, place.head) +
        (isUnix ? block : block.replaceAll('\n', '\r\n')) +
        before.slice(lineEndAt(text, place.end))
      )
    }, text)
  return { text: edited, comments: kept }
}

/** Up to the line break, which the text has already. A comment behind a dash needs its line for itself. */
function blockOf(
  value: unknown,
  { path, indent }: FlowPlace,
  indentLists: boolean,
  kept: readonly FieldComment[],
): string {
  const pad = ' '.repeat(indent)
  const style = { indentLists }
  if (typeof path.at(-1) !== 'number') return afterKey(value, pad, style).slice(0, -1)
  const hasComment = kept.some((comment) => keyOf(comment.path) === keyOf(path))
  return (hasComment ? `\n${block(value as object, `${pad}  `, style)}` : afterDash(value, pad, style)).slice(0, -1)
}

function isWithin(path: FieldPath, ancestor: FieldPath): boolean {
  return ancestor.every((key, i) => path[i] === key)
}

function keyOf(path: FieldPath): string {
  return JSON.stringify(path)
}
