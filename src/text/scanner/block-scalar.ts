/** Literal (`|`) and folded (`>`) blocks. */

import { DASH, DOUBLE, GREATER, HASH, PLUS, SPACE, TAB } from './bytes'
import { advance } from './cursor'
import { put, putBreaks, putText } from './json'
import { byteAt, end, isGap, lineEnd, nextLine, skipSpaces } from './text'
import { unsupported } from './unsupported'

/** Spaces in front of its lines, which the first one decides that is not blank; -1 without one. */
let depth: i32 = -1
/** Behind its last line that says anything. */
let content: usize = 0
/** Lines behind that. */
let breaks: i32 = 0
/** Behind all its lines. */
let after: usize = 0

/** Writes the block whose header stands at `place`, and moves to the next content line. `indent` is that of the parent. */
export function readBlockScalar(place: usize, indent: i32): void {
  const chomping = byteAt(place + 1)
  const behind = skipSpaces(chomping === PLUS || chomping === DASH ? place + 2 : place + 1)
  const isHeaderOnly = byteAt(behind) === HASH ? byteAt(behind - 1) === SPACE : isGap(behind)
  if (!isHeaderOnly) unsupported()
  const first = nextLine(behind)
  measure(first, indent)
  put(DOUBLE)
  if (content > first) {
    if (byteAt(place) === GREATER) putFolded(first)
    else putLiteral(first)
    if (chomping !== DASH) putBreaks(1)
  }
  if (chomping === PLUS) putBreaks(breaks)
  put(DOUBLE)
  advance(after)
}

/** Finds out where the block ends, and how deep it stands. */
function measure(first: usize, indent: i32): void {
  depth = -1
  content = first
  breaks = 0
  let line = first
  for (; line < end; line = nextLine(line)) {
    const at = skipSpaces(line)
    const width = i32(at - line)
    const isBlank = at === lineEnd(at)
    if (isBlank) {
      if (depth < 0 && width > indent + 1) unsupported()
    } else {
      if (depth < 0 && width > indent) depth = width
      if (depth < 0 || width < depth) {
        if (width > indent && byteAt(at) !== HASH) unsupported()
        break
      }
    }
    if (!isBlank || (depth >= 0 && width > depth)) {
      content = nextLine(line)
      breaks = 0
    } else breaks++
  }
  after = line
}

/** Where the text of a line begins: blank lines may be shorter than the block is deep. */
function textOf(line: usize): usize {
  const stop = lineEnd(line)
  return depth < 0 ? stop : min(line + usize(depth), stop)
}

function putLiteral(first: usize): void {
  for (let line = first; line < content; line = nextLine(line)) {
    if (line > first) putBreaks(1)
    putText(textOf(line), lineEnd(line))
  }
}

/** Line breaks become spaces, except around blank lines and lines that are indented further. */
function putFolded(first: usize): void {
  let line = first
  for (; isEmpty(line); line = nextLine(line)) putBreaks(1)
  let wasDeeper = isDeeper(line)
  putText(textOf(line), lineEnd(line))
  let blanks = 0
  for (line = nextLine(line); line < content; line = nextLine(line)) {
    if (isEmpty(line)) {
      blanks++
      continue
    }
    const deeper = isDeeper(line)
    if (deeper || wasDeeper) putBreaks(blanks + 1)
    else if (blanks > 0) putBreaks(blanks)
    else put(SPACE)
    putText(textOf(line), lineEnd(line))
    blanks = 0
    wasDeeper = deeper
  }
}

function isEmpty(line: usize): bool {
  return textOf(line) === lineEnd(line)
}

function isDeeper(line: usize): bool {
  const byte = byteAt(textOf(line))
  return byte === SPACE || byte === TAB
}
