/** Quoted scalars, on one line or folded over several. */
import { BACKSLASH, DOUBLE, END, isDigit, NEWLINE, SINGLE, SPACE, TAB } from './bytes'
import { copy, put, putBreaks, putText } from './json'
import { byteAt, lineEnd, skipSpaces, withoutSpaces } from './text'
import { unsupported } from './unsupported'

const LETTER_U: u8 = 117

/** Behind the closing quote of the scalar at `at`. */
export function quoteEnd(start: usize): usize {
  const quote = byteAt(start)
  let at = start + 1
  while (true) {
    const byte = byteAt(at++)
    if (byte === END) unsupported()
    else if (byte === quote) {
      if (quote === DOUBLE || byteAt(at) !== SINGLE) return at
      at++
    } else if (byte === BACKSLASH && quote === DOUBLE && byteAt(at++) === END) unsupported()
  }
}

/** Writes the scalar whose quotes begin at `from` and end before `to`. Every line after its first stands deeper than `indent`. */
export function putQuoted(from: usize, to: usize, indent: i32): void {
  put(DOUBLE)
  const stop = to - 1
  let line = from + 1
  let end = min(lineEnd(line), stop)
  const isFolded = end < stop
  if (isFolded) refuseTabs(line, stop)
  putPart(byteAt(from), line, isFolded ? withoutSpaces(line, end) : end)
  for (let blanks = 0; end < stop; ) {
    line = end + 1
    end = min(lineEnd(line), stop)
    const isLast = end === stop
    const start = skipSpaces(line)
    const body = isLast ? end : withoutSpaces(start, end)
    if (i32(start - line) <= indent && (start < body || isLast)) unsupported()
    if (start >= body && !isLast) blanks++
    else {
      if (blanks > 0) putBreaks(blanks)
      else put(SPACE)
      putPart(byteAt(from), start, body)
      blanks = 0
    }
  }
  put(DOUBLE)
}

/** A quoted scalar that must stand on one line. */
export function putQuotedLine(from: usize, to: usize): void {
  for (let at = from; at < to; at++) if (byteAt(at) === NEWLINE) unsupported()
  putQuoted(from, to, 0)
}

/** The same, and only in words that have one way to be written, since keys are compared as they are: no `\u`. */
export function putQuotedKey(from: usize, to: usize): void {
  if (byteAt(from) === DOUBLE)
    for (let at = from; at < to; at++) if (byteAt(at) === BACKSLASH && byteAt(++at) === LETTER_U) unsupported()
  putQuotedLine(from, to)
}

function refuseTabs(from: usize, to: usize): void {
  for (let at = from; at < to; at++) if (byteAt(at) === TAB) unsupported()
}

/** A part of one line. */
function putPart(quote: u8, from: usize, to: usize): void {
  if (quote === SINGLE) putSingle(from, to)
  else putDouble(from, to)
}

function putDouble(from: usize, to: usize): void {
  let start = from
  for (let at = from; at < to; at++) {
    const byte = byteAt(at)
    if (byte === BACKSLASH) refuseEscape(++at, to)
    else if (byte === TAB) {
      copy(start, at)
      putText(at, at + 1)
      start = at + 1
    }
  }
  copy(start, to)
}

/** YAML has more escapes than JSON, and JSON allows `\/` where Kubernetes' reader does not. */
function refuseEscape(at: usize, to: usize): void {
  // A line break in front of `to` would be escaped.
  if (at >= to) unsupported()
  switch (byteAt(at)) {
    case DOUBLE:
    case BACKSLASH:
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
      return
    case LETTER_U:
      refuseSurrogate(at + 1, to)
      return
    default:
      unsupported()
  }
}

/** Four hexadecimal digits that are no half of a character. */
function refuseSurrogate(at: usize, to: usize): void {
  if (at + 4 > to) unsupported()
  for (let i: usize = 0; i < 4; i++) {
    const letter: u8 = byteAt(at + i) | 32
    if (!isDigit(byteAt(at + i)) && !(letter >= 97 && letter <= 102)) unsupported()
  }
  const isHigh = (byteAt(at) | 32) === 100 && (byteAt(at + 1) === 56 || byteAt(at + 1) === 57 || byteAt(at + 1) >= 65)
  if (isHigh) unsupported()
}

/** Two quotes stand for one. */
function putSingle(from: usize, to: usize): void {
  let start = from
  for (let at = from; at < to; at++) {
    if (byteAt(at) !== SINGLE) continue
    putText(start, at + 1)
    start = ++at + 1
  }
  putText(start, to)
}
