/** The keys of block maps. */
import {
  BAR,
  COLON,
  DASH,
  DOUBLE,
  END,
  GREATER,
  HASH,
  isFlow,
  isIndicator,
  LESS,
  NEWLINE,
  QUESTION,
  SINGLE,
  SPACE,
  TAB,
} from './bytes'
import { copyLetters, dropSpaces, openJson, out, put, putLetter } from './json'
import { isString, putPlainKey } from './plain'
import { putQuotedKey, quoteEnd } from './quoted'
import { byteAt, isGap, skipSpaces, withoutSpaces } from './text'
import { unsupported } from './unsupported'

/** Of a key without `?` (YAML 1.1, simple keys). */
const MAX_KEY_LENGTH: usize = 1024

/** The colon that ends the key at `place`; 0 if there is no key. */
export function keyEnd(place: usize): usize {
  const first = byteAt(place)
  if (first === DOUBLE || first === SINGLE) return quotedKeyEnd(place)
  if (first === BAR || first === GREATER || isFlow(first)) return 0
  if (isIndicator(first)) unsupported()
  if (first === QUESTION && isGap(place + 1)) unsupported()
  if (first === TAB || (first === DASH && byteAt(place + 1) === TAB)) unsupported()
  let to = place
  while (true) {
    const byte = byteAt(to)
    if (byte > COLON) {
      to++
      continue
    }
    if (byte === COLON) {
      if (isGap(to + 1)) return to
      if (byteAt(to + 1) === TAB) unsupported()
    } else if (byte === NEWLINE || byte === END) return 0
    else if (byte === HASH) {
      const before = byteAt(to - 1)
      if (before === SPACE) return 0
      if (before === TAB) unsupported()
    }
    to++
  }
}

function quotedKeyEnd(place: usize): usize {
  const behind = quoteEnd(place)
  const colon = skipSpaces(behind)
  if (byteAt(colon) !== COLON || !isGap(colon + 1)) return 0
  return colon
}

/** Writes the key at `place`, and says where its colon stands. */
export function readKey(place: usize): usize {
  const first = byteAt(place)
  if (first === DOUBLE || first === SINGLE) return readQuotedKey(place)
  if (first === BAR || first === GREATER || isFlow(first) || isIndicator(first)) unsupported()
  if (first === QUESTION && isGap(place + 1)) unsupported()
  const start = out
  put(DOUBLE)
  const colon = putKey(place)
  put(DOUBLE)
  const end = withoutSpaces(place, colon)
  if (colon - place > MAX_KEY_LENGTH || (end - place === 2 && first === LESS && byteAt(place + 1) === LESS))
    unsupported()
  if (!isString(place, end)) {
    openJson(start)
    putPlainKey(place, end)
  }
  return colon
}

/** Writes a plain key, up to its colon. */
function putKey(place: usize): usize {
  let at = copyLetters(place)
  while (true) {
    const byte = byteAt(at)
    if (byte === COLON && isGap(at + 1)) break
    if (byte === NEWLINE || byte === END || byte === TAB || byteAt(at + 1) === TAB) unsupported()
    if (byte === HASH && byteAt(at - 1) === SPACE) unsupported()
    putLetter(byte)
    at = copyLetters(at + 1)
  }
  dropSpaces()
  return at
}

function readQuotedKey(place: usize): usize {
  const colon = quotedKeyEnd(place)
  if (colon === 0 || colon - place > MAX_KEY_LENGTH) unsupported()
  putQuotedKey(place, withoutSpaces(place, colon))
  return colon
}
