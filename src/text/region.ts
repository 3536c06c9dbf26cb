/** The entries of a block map or list, found by their indentation alone: nothing in them is read. */
import { HASH, isItem, lineEnd, NEWLINE, nextLine, skipSpaces, TAB } from './cursor.ts'
import { unsupported } from './unsupported.ts'

/** The lines of a block collection. */
export interface Region {
  readonly start: number
  /** After the last line that belongs to it: blank lines and shallower comments behind it do not. */
  readonly end: number
  /** Column of its entries. */
  readonly indent: number
  /** Begins behind a dash, on its line, and not on a line of its own. */
  readonly isCompact: boolean
}

/** One key with its value, or one list item. */
export interface Entry {
  /** Where it begins, comments right above it included: the start of a line, or the start of a compact region. */
  readonly from: number
  /** Its first character that is no space or comment. */
  readonly at: number
  /** Where the next one begins, or the region ends. */
  readonly to: number
}

export function entriesOf(text: string, region: Region): readonly Entry[] {
  const starts: { from: number; at: number }[] = []
  const isList = isListAt(text, region)
  let from: number | undefined
  for (let line = region.start; line < region.end; line = nextLine(text, line)) {
    const at = region.isCompact && line === region.start ? line : skipSpaces(text, line)
    const character = text.charCodeAt(at)
    const indent = at === region.start && region.isCompact ? region.indent : at - line
    if (character === TAB) unsupported('a tab')
    if (character === HASH && indent <= region.indent) {
      from ??= line
      continue
    }
    // A blank line parts comments from what follows.
    if (character === NEWLINE || at >= text.length) from = undefined
    else if (indent < region.indent) unsupported('a line that leaves its block')
    else if (indent === region.indent && (isList || !isItem(text, at))) {
      starts.push({ from: from ?? line, at })
      from = undefined
    } else from = undefined
  }
  return starts.map((start, i) => ({ ...start, to: starts[i + 1]?.from ?? region.end }))
}

/** What the first line says that is neither blank nor a comment. */
function isListAt(text: string, { start, end, isCompact }: Region): boolean {
  if (isCompact) return isItem(text, start)
  for (let line = start; line < end; line = nextLine(text, line)) {
    const at = skipSpaces(text, line)
    if (text.charCodeAt(at) !== HASH && text.charCodeAt(at) !== NEWLINE) return isItem(text, at)
  }
  return false
}

/** The block that begins on the first content line at or after `offset` and ends before `limit`; undefined without one deeper than `parent`. */
export function blockRegion(
  text: string,
  offset: number,
  limit: number,
  parent: number,
  allowsOwnList: boolean,
): Region | undefined {
  for (let line = offset; line < limit; line = nextLine(text, line)) {
    const at = skipSpaces(text, line)
    const character = text.charCodeAt(at)
    if (character === NEWLINE || character === HASH || at >= text.length) continue
    const indent = at - line
    if (indent <= parent && !(allowsOwnList && indent === parent && isItem(text, at))) return undefined
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
function startWithComments(text: string, offset: number, first: number, indent: number): number {
  let start = first
  for (let line = offset; line < first; line = nextLine(text, line)) {
    const at = skipSpaces(text, line)
    const isComment = text.charCodeAt(at) === HASH && at - line === indent
    if (!isComment) start = first
    else if (start === first) start = line
  }
  return start
}

/** After the last line that is neither blank nor a comment shallower than `indent`. */
export function regionEnd(text: string, start: number, limit: number, indent: number): number {
  let end = nextLine(text, start)
  for (let line = end; line < limit; line = nextLine(text, line)) {
    const at = skipSpaces(text, line)
    const character = text.charCodeAt(at)
    const isBlank = character === NEWLINE || at >= text.length
    if (!isBlank && !(character === HASH && at - line < indent)) end = Math.min(lineEnd(text, at) + 1, text.length)
  }
  return end
}
