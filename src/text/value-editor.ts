/** Edits of what stands behind a key or a dash. Comments around and within it stay. */

import { restyle } from './inline-editor.ts'
import { lineEnd } from './lines.ts'
import type { Entry, Outline, Region, Value } from './outline.ts'
import { inlineOrLiteral } from './scalar-writer.ts'
import { afterDash, block, isBlock, type Style } from './writer.ts'

export interface Editing {
  readonly text: string
  readonly style: Style
  readonly outline: Outline
  /** Whether aliases and merge keys are to be edited: what they bring may have changed with its anchor. */
  readonly isSettled: boolean
  /** The way down: a block in a value is edited as every other block. */
  readonly editRegion: (region: Region, before: unknown, after: unknown) => string
}

/** An entry with a new value. */
export function editValue(
  editing: Editing,
  entry: Entry,
  indent: number,
  isItem: boolean,
  before: unknown,
  after: unknown,
): string {
  const { text, outline } = editing
  const value = outline.valueOf(entry, indent, isItem, before)
  if (value.isAlias && !editing.isSettled) return text.slice(entry.from, entry.to)
  if (value.region && isSameKind(before, after)) return withRegion(editing, entry, value.region, before, after)
  const flow = value.editFlow?.(before, after)
  if (flow !== undefined) return text.slice(entry.from, value.at) + flow + text.slice(value.end, entry.to)
  return replaced(editing, partsOf(text, entry, value, indent, isItem), indent, after)
}

/** Both of them blocks, and of one kind. */
function isSameKind(before: unknown, after: unknown): boolean {
  return isBlock(before) && isBlock(after) && Array.isArray(before) === Array.isArray(after)
}

function withRegion(
  { text, editRegion }: Editing,
  entry: Entry,
  region: Region,
  before: unknown,
  after: unknown,
): string {
  const edited = editRegion(region, before, after)
  const front = text.slice(entry.from, region.start)
  const isBelow = region.isCompact && edited.startsWith('\n')
  return (isBelow ? front.trimEnd() : front) + edited + text.slice(region.end, entry.to)
}

/** The text of an entry around its value. */
interface Parts {
  /** Up to the colon or dash, with anchor and tag. */
  readonly head: string
  readonly isItem: boolean
  /** Blanks; or a comment, and lines of blanks and comments up to the value. */
  readonly between: string
  readonly old: string
  /** Behind the value on its line, with the blanks in front. */
  readonly comment: string
  /** The lines behind the value: comments, and blank ones. */
  readonly tail: string
}

function partsOf(text: string, entry: Entry, value: Value, indent: number, isItem: boolean): Parts {
  const { head, at, end, tag = [head, head], inner = [] } = value
  const stop = lineEnd(text, end)
  const within = inner.map((one) => `${' '.repeat(indent)}  ${one}\n`).join('')
  const parts = {
    head: text.slice(entry.from, tag[0]) + text.slice(tag[1], head),
    isItem,
    between: text.slice(head, at),
    old: text.slice(at, end),
    comment: value.comment ?? text.slice(end, stop),
    tail: within + text.slice(Math.min(stop + 1, entry.to), entry.to),
  }
  return value.region ? withoutBlock(parts) : parts
}

/** What stands in the place of a block goes on the line of its key, unless comments stand in between. */
function withoutBlock(parts: Parts): Parts {
  const [comment = ''] = /^[^\n]*/.exec(parts.between) ?? []
  const rest = parts.between.slice(comment.length)
  // The comment behind the last line goes with the entry that it belongs to.
  if (rest.trim() !== '') return { ...parts, old: '', comment: '' }
  return { ...parts, between: '', old: '', comment: comment.trimEnd() }
}

function replaced({ style }: Editing, parts: Parts, indent: number, after: unknown): string {
  const { old, comment, tail } = parts
  const pad = ' '.repeat(indent)
  const styled = restyle(old, after)
  if (styled !== undefined) return `${front(parts, pad)}${styled}${comment}\n${tail}`
  if (isBlock(after)) return withBlock(parts, pad, after, style)
  const scalar = inlineOrLiteral(after, pad)
  const end = lineEnd(scalar, 0)
  const behind = scalar.slice(end)
  const first = `${front(parts, pad)}${scalar.slice(0, end)}${comment.trimEnd()}`
  return `${first}${behind}\n${behind === '' ? tail : outside(tail, pad)}`
}

/** Up to the value. On a line of its own it stands deeper than its key. */
function front({ head, between }: Parts, pad: string): string {
  if (between === '') return `${head} `
  const blanks = between.slice(between.lastIndexOf('\n') + 1)
  if (blanks.length === between.length || blanks.length > pad.length) return head + between
  return `${head}${between.slice(0, between.length - blanks.length)}${pad}  `
}

/** A map or list in the place of another value. */
function withBlock(parts: Parts, pad: string, after: object, style: Style): string {
  const { head, isItem, between, tail } = parts
  const comment = parts.comment.trim()
  const isBare = isItem && /-$/.test(head) && !/[&*!]/.test(head.slice(head.lastIndexOf('\n') + 1))
  if (isBare && between.trim() === '' && comment === '') return `${head}${afterDash(after, pad, style)}${tail}`
  const inner = isItem || style.indentLists || !Array.isArray(after) ? `${pad}  ` : pad
  const lines = block(after, inner, style)
  if (!between.includes('\n')) return `${head}${comment && ` ${comment}`}\n${lines}${tail}`
  return `${head}${between.trimEnd()}\n${comment && `${inner}${comment}\n`}${lines}${tail}`
}

/** Lines behind a literal, which would belong to it if they stood deeper. */
function outside(tail: string, pad: string): string {
  return tail
    .replace(/^[ \t]+$/gm, '')
    .replace(/^[ \t]+(?=#)/gm, (blanks) => (blanks.length > pad.length ? pad : blanks))
}
