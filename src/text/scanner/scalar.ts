/** Plain scalars of block style. */
import { COLON, DOUBLE, END, HASH, NEWLINE, SPACE, TAB } from './bytes'
import { advance, closeLine, indent } from './cursor'
import { copyLetters, dropSpaces, openJson, out, put, putBreaks, putLetter } from './json'
import { isString, putPlain } from './plain'
import { putQuoted, quoteEnd } from './quoted'
import { byteAt, end, isGap, nextLine, skipSpaces, withoutSpaces } from './text'
import { unsupported } from './unsupported'

/** Writes the scalar at `place`, and moves to the next content line. Every line after its first stands deeper than `parent`. */
export function readPlain(place: usize, parent: i32): void {
  const start = out
  put(DOUBLE)
  const stop = putLine(place)
  const isCommented = byteAt(stop) === HASH
  const next = isCommented ? nextLine(stop) : min(stop + 1, end)
  advance(next)
  if (indent > parent) {
    if (isCommented) unsupported()
    readContinuation(next, parent)
  } else if (!isString(place, withoutSpaces(place, stop))) {
    openJson(start)
    putPlain(place, withoutSpaces(place, stop))
    return
  }
  put(DOUBLE)
}

/** Writes one line of a plain scalar, up to its line break or a comment, and says where that stands. */
function putLine(place: usize): usize {
  let at = copyLetters(place)
  while (true) {
    const byte = byteAt(at)
    if (byte === NEWLINE || byte === END || (byte === HASH && byteAt(at - 1) === SPACE)) break
    if ((byte === COLON && isGap(at + 1)) || byte === TAB) unsupported()
    putLetter(byte)
    at = copyLetters(at + 1)
  }
  dropSpaces()
  return at
}

/** The lines from `place` on that continue a scalar: line breaks become spaces, and blank lines line breaks. */
function readContinuation(place: usize, parent: i32): void {
  let blanks = 0
  let after = place
  for (let line = place; line < end; line = nextLine(line)) {
    const at = skipSpaces(line)
    const byte = byteAt(at)
    if (byte === END) break
    if (byte === NEWLINE) {
      blanks++
      continue
    }
    if (i32(at - line) <= parent || byte === HASH) break
    if (blanks > 0) putBreaks(blanks)
    else put(SPACE)
    const stop = putLine(at)
    if (byteAt(stop) === HASH) unsupported()
    blanks = 0
    after = min(stop + 1, end)
  }
  advance(after)
  if (indent > parent) unsupported()
}

export function readQuoted(place: usize, parent: i32): void {
  const behind = quoteEnd(place)
  putQuoted(place, behind, parent)
  closeLine(behind)
}
