/** Flow collections that stand on one line, `[a, b]`, and documents that are one, over as many lines as they like, such as JSON. */
import {
  AMPERSAND,
  AT_SIGN,
  BACKQUOTE,
  BAR,
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  DASH,
  DOT,
  DOUBLE,
  END,
  EXCLAMATION,
  GREATER,
  HASH,
  isDigit,
  LESS,
  NEWLINE,
  OPEN_LIST,
  OPEN_MAP,
  PERCENT,
  QUESTION,
  SINGLE,
  SPACE,
  STAR,
  TAB,
} from './bytes'
import { ascend, closeLine, descend } from './cursor'
import { closeWith, out, put, putNull } from './json'
import { addKey, closeMap, openMap } from './key-table'
import { putPlain, putPlainKey } from './plain'
import { putQuotedKey, putQuotedLine, quoteEnd } from './quoted'
import { byteAt, isDocumentEnd, skipSpaces, withoutSpaces } from './text'
import { unsupported } from './unsupported'

let at: usize = 0
/** Nothing around a document could take its further lines for its own. */
let isDocument = false

export function readFlow(place: usize, isWhole: bool): void {
  at = place
  isDocument = isWhole
  node()
  closeLine(at)
}

function node(): void {
  const byte = byteAt(at)
  if (byte === OPEN_LIST) list()
  else if (byte === OPEN_MAP) map()
  else scalar(false)
}

function list(): void {
  enter(OPEN_LIST)
  while (peek() !== CLOSE_LIST) {
    node()
    separate(CLOSE_LIST)
  }
  leave(CLOSE_LIST)
}

function map(): void {
  const keys = openMap()
  enter(OPEN_MAP)
  while (peek() !== CLOSE_MAP) {
    const key = out
    if (byteAt(at) === LESS && byteAt(at + 1) === LESS) unsupported()
    scalar(true)
    addKey(keys, key)
    at = skipSpaces(at)
    if (byteAt(at) !== COLON) unsupported()
    at++
    put(COLON)
    const next = peek()
    if (next === COMMA || next === CLOSE_MAP) putNull()
    else node()
    separate(CLOSE_MAP)
  }
  leave(CLOSE_MAP)
  closeMap(keys)
}

function enter(open: u8): void {
  descend()
  put(open)
  at++
}

function leave(close: u8): void {
  ascend()
  closeWith(close)
  at++
}

/** The next byte that is no space, and in a document no line break. */
function peek(): u8 {
  at = isDocument ? skipBlanks(at) : skipSpaces(at)
  const byte = byteAt(at)
  if (byte === END || byte === NEWLINE || byte === HASH || byte === TAB) unsupported()
  return byte
}

function skipBlanks(place: usize): usize {
  let next = place
  while (byteAt(next) === SPACE || byteAt(next) === NEWLINE) next++
  return next
}

function separate(close: u8): void {
  put(COMMA)
  const byte = peek()
  if (byte === COMMA) at++
  else if (byte !== close) unsupported()
}

function scalar(isKey: bool): void {
  const start = at
  const byte = byteAt(start)
  if (byte === DOUBLE || byte === SINGLE) {
    at = quoteEnd(start)
    if (isKey) putQuotedKey(start, at)
    else putQuotedLine(start, at)
    return
  }
  const next = byteAt(start + 1)
  const isNegative = byte === DASH && (isDigit(next) || next === DOT)
  if ((isReserved(byte) && !isNegative) || isDocumentEnd(start)) unsupported()
  at = plainEnd(start)
  const end = withoutSpaces(start, at)
  if (isKey) putPlainKey(start, end)
  else putPlain(start, end)
}

/** What means something else at the start of a plain scalar in a flow collection. */
function isReserved(byte: u8): bool {
  switch (byte) {
    case DASH:
    case QUESTION:
    case COLON:
    case COMMA:
    case OPEN_LIST:
    case CLOSE_LIST:
    case OPEN_MAP:
    case CLOSE_MAP:
    case HASH:
    case AMPERSAND:
    case STAR:
    case EXCLAMATION:
    case BAR:
    case GREATER:
    case SINGLE:
    case DOUBLE:
    case PERCENT:
    case AT_SIGN:
    case BACKQUOTE:
      return true
    default:
      return false
  }
}

function plainEnd(start: usize): usize {
  let place = start
  while (true) {
    const byte = byteAt(place)
    if (byte === NEWLINE && isDocument && endsPlain(byteAt(skipBlanks(place)))) return place
    if (endsPlain(byte)) return place
    if (byte === COLON) {
      const next = byteAt(place + 1)
      if (next === SPACE) return place
      if (endsPlain(next) || next === NEWLINE || next === TAB) unsupported()
    }
    const isOdd = byte === HASH || byte === QUESTION || byte === NEWLINE || byte === TAB || byte === END
    if (isOdd || byte === OPEN_LIST || byte === OPEN_MAP) unsupported()
    place++
  }
}

function endsPlain(byte: u8): bool {
  return byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_MAP
}
