/**
 * The edits that most functions make, a scalar set or a field added in maps, as splices: only the lines of the maps on the way are looked
 * at, and nothing behind the last change. For documents that the fast path has read; whatever else changed is left to the block editor,
 * whose rules these are.
 */

import { COLON, HASH, NEWLINE, OPEN_LIST, OPEN_MAP, SPACE } from './characters.ts'
import { type Codes, codesOf, END } from './codes.ts'
import { restyle, scalarEnd } from './inline-editor.ts'
import { isGap, isItem, nextLine, skipSpaces } from './lines.ts'
import { type Change, changesOf, type Field, isFields } from './map-changes.ts'
import { unsupported } from './unsupported.ts'
import { afterKey, keyWithColon, type Style } from './writer.ts'

/** Mutable, and one per document: the text in front of `copied` is in `edited` already. */
interface Splicing {
  readonly text: string
  /** Of this text, which is all that is read while it is spliced. */
  readonly codes: Codes
  readonly style: Style
  edited: string
  copied: number
}

/** The text of a document with `after` in place of `before`. Throws Unsupported where another editor is needed. */
export function spliceBlock(text: string, style: Style, offset: number, before: unknown, after: unknown): string {
  if (!isFields(before) || !isFields(after)) return unsupported('a document that is no map')
  const changes = changesOf(before, after)
  if (changes.length === 0) return text
  if (!text.endsWith('\n')) unsupported('a last line without its end')
  const splicing: Splicing = { text, codes: codesOf(text), style, edited: '', copied: 0 }
  spliceMap(splicing, offset, -1, changes)
  return splicing.edited + text.slice(splicing.copied)
}

/** Up to so many changes, trying each at every key is quicker than an index. */
const FEW = 16

/**
 * The map whose first entry stands on the first content line from `offset` on, deeper than `parent`. Says up to which line it has looked:
 * the map around it need not look at these again.
 */
function spliceMap(splicing: Splicing, offset: number, parent: number, changes: readonly Change[]): number {
  const { text, codes } = splicing
  let line = contentLine(splicing, offset)
  const indent = skipSpaces(codes, line) - line
  if (indent <= parent || isFlow(codes[line + indent])) unsupported('a map that is not there')
  const byKey = changes.length > FEW ? new Map(changes.map((change) => [change.key, change])) : undefined
  for (let pending = changes.length; pending > 0; ) {
    const at = skipSpaces(codes, line)
    if (at > line + indent || isPassedOver(codes[at])) line = nextLine(text, line)
    else {
      if (codes[at] === END || at < line + indent) unsupported('a key that is written otherwise')
      const change = byKey ? byKey.get(keyAt(splicing, at)) : changeAt(splicing, at, changes)
      if (change) pending--
      line = change ? spliceEntry(splicing, line, indent, change) : nextLine(text, line)
    }
  }
  return line
}

/** What a line begins with that is blank, or a comment. */
function isPassedOver(character: number | undefined): boolean {
  return character === NEWLINE || character === HASH
}

function isFlow(character: number | undefined): boolean {
  return character === OPEN_MAP || character === OPEN_LIST
}

/** The change at the key that begins at an offset. */
function changeAt({ text, codes }: Splicing, at: number, changes: readonly Change[]): Change | undefined {
  for (let i = 0; i < changes.length; i++) {
    const change = changes[i] as Change
    const end = at + change.key.length
    if (codes[end] === COLON && isGap(codes, end + 1) && text.startsWith(change.key, at)) return change
  }
  return undefined
}

/** What stands before the colon of a line; empty if there is none. */
function keyAt({ text, codes }: Splicing, at: number): string {
  for (let end = at; codes[end] !== NEWLINE && codes[end] !== END; end++) {
    if (codes[end] === COLON && isGap(codes, end + 1)) return text.slice(at, end)
  }
  return ''
}

function spliceEntry(splicing: Splicing, line: number, indent: number, { key, edit, added }: Change): number {
  const end = line + indent + key.length + 1
  let looked = nextLine(splicing.text, line)
  if (Array.isArray(edit)) looked = spliceMap(splicing, belowKey(splicing, end), indent, edit)
  else if (edit && 'value' in edit) spliceScalar(splicing, end, indent, edit.value)
  return added ? insert(splicing, line, indent, added) : looked
}

/** The line below a key with nothing behind it. */
function belowKey({ text, codes }: Splicing, offset: number): number {
  const at = skipSpaces(codes, offset)
  const isOver = codes[at] === NEWLINE || (codes[at] === HASH && isGap(codes, at - 1))
  return isOver ? nextLine(text, at) : unsupported('a map on the line of its key')
}

function spliceScalar(splicing: Splicing, offset: number, indent: number, value: unknown): void {
  const { text, codes } = splicing
  const at = skipSpaces(codes, offset)
  if (isGap(codes, at) || codes[at] === HASH) unsupported('an empty value')
  const end = scalarEnd(text, at, text.length, indent)
  const styled = restyle(text.slice(at, end), value) ?? unsupported('a value in another style')
  splice(splicing, at, end, styled)
}

/** New fields behind the entry that begins on `line`; says where that ends. */
function insert(splicing: Splicing, line: number, indent: number, fields: readonly Field[]): number {
  const { text, codes, style } = splicing
  const end = entryEnd(splicing, line, indent)
  const plus = text.indexOf('+', line)
  if (plus >= 0 && plus < end && KEEPS_BLANKS.test(text.slice(line, end))) {
    unsupported('a block scalar that keeps its blank lines')
  }
  if (codes[end] === SPACE && codes[skipSpaces(codes, end)] === NEWLINE) unsupported('a line of blanks')
  const pad = ' '.repeat(indent)
  let lines = ''
  for (let i = 0; i < fields.length; i++) {
    const { key, value } = fields[i] as Field
    lines += keyWithColon(key, pad) + afterKey(value, pad, style)
  }
  splice(splicing, end, end, lines)
  return end
}

/** Blank lines behind such a scalar belong to it, and nothing may come in between. */
const KEEPS_BLANKS = /[|>][0-9]*\+/

function splice(splicing: Splicing, from: number, to: number, inserted: string): void {
  splicing.edited += splicing.text.slice(splicing.copied, from) + inserted
  splicing.copied = to
}

/** The line at or after `offset` that is neither blank nor a comment; the end of the text without one. */
function contentLine({ text, codes }: Splicing, offset: number): number {
  for (let line = offset; line < text.length; line = nextLine(text, line)) {
    if (!isPassedOver(codes[skipSpaces(codes, line)])) return line
  }
  return text.length
}

/** Behind the last line of the entry that begins on `line`: its deeper lines, and a list that stands no deeper than its key. */
function entryEnd({ text, codes }: Splicing, line: number, indent: number): number {
  let end = nextLine(text, line)
  let isComment = false
  let isParted = false
  for (let below = end; below < text.length; below = nextLine(text, below)) {
    const at = skipSpaces(codes, below)
    const character = codes[at]
    const depth = at - below
    if (character === NEWLINE) isParted ||= isComment
    else if (depth > indent || (depth === indent && isItem(codes, at))) {
      end = nextLine(text, at)
      isComment = isParted = false
    } else if (character === HASH) isComment = true
    else return isParted && depth === indent ? unsupported('comments between two fields') : end
  }
  return end
}
