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
  const header = skipSpaces(chomping === PLUS || chomping === DASH ? place + 2 : place + 1)
  const isHeaderOnly = byteAt(header) === HASH ? byteAt(header - 1) === SPACE : isGap(header)
  if (!isHeaderOnly) unsupported()
  const first = nextLine(header)
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
  after = first
  while (after < end) {
    const at = skipSpaces(after)
    const stop = lineEnd(at)
    const width = i32(at - after)
    if (at === stop) {
      if (depth < 0 && width > indent + 1) unsupported()
    } else {
      if (depth < 0 && byteAt(at) === TAB) unsupported()
      if (depth < 0 && width > indent) depth = width
      if (depth < 0 || width < depth) {
        if (width > indent && byteAt(at) !== HASH) unsupported()
        return
      }
    }
    after = behind(stop)
    if (at < stop || (depth >= 0 && width > depth)) {
      content = after
      breaks = 0
    } else breaks++
  }
}

/** The line behind the one that ends at `stop`. */
function behind(stop: usize): usize {
  return stop < end ? stop + 1 : end
}

/** Where the text of a line begins that ends at `stop`: blank lines may be shorter than the block is deep. */
function textOf(line: usize, stop: usize): usize {
  return depth < 0 ? stop : min(line + usize(depth), stop)
}

function putLiteral(first: usize): void {
  for (let line = first; line < content; ) {
    if (line > first) putBreaks(1)
    const stop = lineEnd(line)
    putText(textOf(line, stop), stop)
    line = behind(stop)
  }
}

/** Line breaks become spaces, except around blank lines and lines that are indented further. */
function putFolded(first: usize): void {
  let isFirst = true
  let wasDeeper = false
  let blanks = 0
  for (let line = first; line < content; ) {
    const stop = lineEnd(line)
    const start = textOf(line, stop)
    if (start === stop) blanks++
    else {
      const isDeeper = byteAt(start) === SPACE || byteAt(start) === TAB
      if (isFirst) putBreaks(blanks)
      else if (isDeeper || wasDeeper) putBreaks(blanks + 1)
      else if (blanks > 0) putBreaks(blanks)
      else put(SPACE)
      putText(start, stop)
      isFirst = false
      wasDeeper = isDeeper
      blanks = 0
    }
    line = behind(stop)
  }
}
