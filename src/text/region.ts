/** The entries of a block map or list, found by their indentation alone: nothing in them is read. */

import { HASH, NEWLINE, SPACE, TAB } from './characters.ts'
import { type Codes, codesOf, END } from './codes.ts'
import { isItem, lineEnd, nextLine, skipSpaces } from './lines.ts'
import type { Entry, Region } from './outline.ts'
import { unsupported } from './unsupported.ts'

export interface Entries {
  readonly entries: readonly Entry[]
  readonly rest: number
}

/**
 * The entries of a region, in order, up to the one for which `isLast` says so; `rest` is where the text behind them begins.
 */
export function entriesOf(text: string, region: Region, isLast: (at: number) => boolean = () => false): Entries {
  const codes = codesOf(text)
  const entries: { from: number; at: number; to: number }[] = []
  const isList = isListAt(text, region)
  let from: number | undefined
  let isOver = false
  for (let line = region.start; line < region.end; line = nextLine(text, line)) {
    const isFirst = region.isCompact && line === region.start
    const at = isFirst ? line : skipSpaces(codes, line)
    const character = codes[at]
    const indent = isFirst ? region.indent : at - line
    if (character === TAB) unsupported('a tab')
    if (character === HASH && indent <= region.indent) {
      from ??= line
      continue
    }
    if (character !== NEWLINE && character !== END && indent <= region.indent && (isList || !isItem(codes, at))) {
      if (indent < region.indent) unsupported('a line that leaves its block')
      const start = from ?? line
      const previous = entries.at(-1)
      if (previous) previous.to = start
      if (isOver) return { entries, rest: start }
      entries.push({ from: start, at, to: region.end })
      isOver = isLast(at)
    }
    // A blank line, or any other, parts comments from what follows.
    from = undefined
  }
  return { entries, rest: region.end }
}

/** What the first line says that is neither blank nor a comment. */
export function isListAt(text: string, { start, end, isCompact }: Region): boolean {
  const codes = codesOf(text)
  if (isCompact) return isItem(codes, start)
  for (let line = start; line < end; line = nextLine(text, line)) {
    const at = skipSpaces(codes, line)
    if (codes[at] !== HASH && codes[at] !== NEWLINE) return isItem(codes, at)
  }
  return false
}

/** The block that a document without its separator is; undefined for one without content. */
export function rootRegion(text: string): Region | undefined {
  const codes = codesOf(text)
  for (let line = 0; line < text.length; line = nextLine(text, line)) {
    const at = skipSpaces(codes, line)
    const character = codes[at]
    if (character === NEWLINE || character === HASH || character === END) continue
    let end = text.length
    while (end > 1 && text.charCodeAt(end - 2) === NEWLINE) end--
    return { start: startWithComments(text, 0, line, at - line), end, indent: at - line, isCompact: false }
  }
  return undefined
}

/** The block that begins on the first content line at or after `offset` and ends before `limit`; undefined without one deeper than `parent`. */
export function blockRegion(
  text: string,
  offset: number,
  limit: number,
  parent: number,
  allowsOwnList: boolean,
): Region | undefined {
  const codes = codesOf(text)
  for (let line = offset; line < limit; line = nextLine(text, line)) {
    const at = skipSpaces(codes, line)
    const character = codes[at]
    if (character === NEWLINE || character === HASH || character === END) continue
    const indent = at - line
    if (indent <= parent && !(allowsOwnList && indent === parent && isItem(codes, at))) return undefined
    return {
      start: startWithComments(text, offset, line, indent),
      end: regionEnd(text, line, limit, indent),
      indent,
      isCompact: false,
    }
  }
  return undefined
}

/** Comments right above the first entry belong to it. */
export function startWithComments(text: string, offset: number, first: number, indent: number): number {
  const codes = codesOf(text)
  let start = first
  for (let line = offset; line < first; line = nextLine(text, line)) {
    const at = skipSpaces(codes, line)
    const isComment = codes[at] === HASH && at - line === indent
    if (!isComment) start = first
    else if (start === first) start = line
  }
  return start
}

/** After the last line that is neither blank nor a comment shallower than `indent`. */
export function regionEnd(text: string, start: number, limit: number, indent: number): number {
  const codes = codesOf(text)
  let end = nextLine(text, start)
  for (let line = end; line < limit; line = nextLine(text, line)) {
    const at = skipSpaces(codes, line)
    const character = codes[at]
    const isBlank = character === NEWLINE || character === END || (character === TAB && isBlankBehind(codes, at))
    if (!isBlank && !(character === HASH && at - line < indent)) end = Math.min(lineEnd(text, at) + 1, text.length)
  }
  return end
}

function isBlankBehind(codes: Codes, tab: number): boolean {
  let at = tab
  while (codes[at] === TAB || codes[at] === SPACE) at++
  return codes[at] === NEWLINE || codes[at] === END
}
