/** Entries and values by indentation, for documents that the fast path has read. Throws Unsupported where it is not sure. */
import { HASH, NEWLINE } from './characters.ts'
import { type Codes, codesOf, END } from './codes.ts'
import { flow } from './flow-writer.ts'
import { scalarEnd } from './inline-editor.ts'
import { keyEnd, readKey } from './keys.ts'
import { isGap, isItem, lineEnd, nextLine, skipSpaces } from './lines.ts'
import type { Entry, Outline, Region, Value } from './outline.ts'
import { blockRegion, entriesOf, isListAt, regionEnd } from './region.ts'
import { unsupported } from './unsupported.ts'
import { isBlock } from './writer.ts'

export function lineOutline(text: string): Outline {
  return {
    isList: (region) => isListAt(text, region),
    entriesOf: (region, isLast) => entriesOf(text, region, isLast),
    keyAt: (at) => readKey(text, codesOf(text), at, colonAt(text, at)),
    valueOf: (entry, indent, isItem, before) => valueAt(text, entry, indent, isItem, before),
  }
}

function colonAt(text: string, at: number): number {
  const colon = keyEnd(codesOf(text), at)
  return colon < 0 ? unsupported('a line without a key') : colon
}

function valueAt(text: string, entry: Entry, indent: number, isItem: boolean, before: unknown): Value {
  const codes = codesOf(text)
  const head = (isItem ? entry.at : colonAt(text, entry.at)) + 1
  const at = skipSpaces(codes, head)
  if (isLineOver(codes, at)) return valueBelow(text, entry, head, indent, isItem, before)
  if (isItem && isBlock(before) && isBlockAt(text, at)) {
    const column = indent + at - entry.at
    return new BlockValue(text, head, {
      start: at,
      end: regionEnd(text, at, entry.to, column),
      indent: column,
      isCompact: true,
    })
  }
  return scalarAt(text, head, at, entry.to, indent)
}

function isLineOver(codes: Codes, at: number): boolean {
  return codes[at] === END || codes[at] === NEWLINE || (codes[at] === HASH && isGap(codes, at - 1))
}

function isBlockAt(text: string, at: number): boolean {
  const codes = codesOf(text)
  return isItem(codes, at) || (!'|>[{'.includes(text[at] ?? '') && keyEnd(codes, at) >= 0)
}

function valueBelow(
  text: string,
  { to }: Entry,
  head: number,
  indent: number,
  isItemValue: boolean,
  before: unknown,
): Value {
  const region = blockRegion(text, nextLine(text, head), to, indent, !isItemValue)
  if (!region) return { head, at: head, end: head }
  const at = contentAt(text, region)
  return isBlock(before) && isBlockAt(text, at)
    ? new BlockValue(text, head, region)
    : scalarAt(text, head, at, to, indent)
}

/** Behind the comments above the first entry. */
function contentAt(text: string, { start }: Region): number {
  const codes = codesOf(text)
  let at = skipSpaces(codes, start)
  while (codes[at] === HASH || codes[at] === NEWLINE) at = skipSpaces(codes, nextLine(text, at))
  return at
}

/** Where a block ends is asked when something else takes its place: lines that look like comments may be text of its last scalar. */
class BlockValue implements Value {
  readonly head: number
  readonly region: Region
  readonly #text: string

  constructor(text: string, head: number, region: Region) {
    this.#text = text
    this.head = head
    this.region = region
  }

  get at(): number {
    return contentAt(this.#text, this.region)
  }

  get end(): number {
    const { end } = this.region
    const lines = this.#text.slice(this.at, end)
    if (/(?:^|\n)[ \t]*#/.test(lines)) return unsupported('comments in a block that is replaced')
    return end - (lines.length - lines.trimEnd().length)
  }
}

function scalarAt(text: string, head: number, at: number, limit: number, indent: number): Value {
  const end = scalarEnd(text, at, limit, indent)
  if (text[at] === '{' || text[at] === '[')
    return { head, at, end, editFlow: (before) => asWritten(text.slice(at, end), before) }
  if (text[at] !== '|' && text[at] !== '>') return { head, at, end }
  const [comment = ''] = /[ \t]+#[^\n]*/.exec(text.slice(at, lineEnd(text, at))) ?? []
  return { head, at, end: Math.max(lineEnd(text, at), text[end - 1] === '\n' ? end - 1 : end), comment }
}

/** A flow collection is written anew, which is right where that would change nothing else in it. */
function asWritten(old: string, before: unknown): undefined {
  const isPlain = !/["']/.test(old) && isBlock(before) && flow(before, old[1] === ' ' ? ' ' : '', old.length) === old
  if (isBlock(before) && !isPlain) unsupported('a flow collection of its own style')
}
