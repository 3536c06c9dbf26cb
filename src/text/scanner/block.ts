/** Maps and lists of block style, as manifests use it. */

import { readBlockScalar } from './block-scalar'
import {
  BAR,
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  DOUBLE,
  GREATER,
  isFlow,
  isIndicator,
  isLetter,
  OPEN_LIST,
  OPEN_MAP,
  QUESTION,
  SINGLE,
} from './bytes'
import { advance, ascend, at, descend, enterItem, indent, isLineOver } from './cursor'
import { readFlow } from './flow'
import { closeWith, out, put, putNull } from './json'
import { keyEnd, readKey } from './key'
import { addKey, closeMap, openMap } from './key-table'
import { readPlain, readQuoted } from './scalar'
import { byteAt, isGap, isItem, nextLine, skipSpaces } from './text'
import { unsupported } from './unsupported'

/** A map or list whose entries stand at `own`. */
export function readBlock(own: i32): void {
  descend()
  if (isItem(at)) list(own)
  else map(own)
  ascend()
}

function list(own: i32): void {
  put(OPEN_LIST)
  while (indent === own && isItem(at)) {
    item(skipSpaces(at + 1), own)
    put(COMMA)
  }
  if (indent > own) unsupported()
  closeWith(CLOSE_LIST)
}

function item(place: usize, own: i32): void {
  if (isLineOver(place)) {
    advance(nextLine(place))
    if (indent > own) readBlock(indent)
    else putNull()
  } else if (isItem(place) || keyEnd(place) > 0) {
    // The item's own entries stand where its first one does.
    enterItem(place)
    readBlock(indent)
  } else inline(place, own)
}

function map(own: i32): void {
  const keys = openMap()
  put(OPEN_MAP)
  while (indent === own && !isItem(at)) {
    const key = out
    const colon = readKey(at)
    addKey(keys, key)
    put(COLON)
    value(skipSpaces(colon + 1), own)
    put(COMMA)
  }
  if (indent > own) unsupported()
  closeWith(CLOSE_MAP)
  closeMap(keys)
}

/** What stands behind a key, on its line or below it. A list may stand as deep as its key. */
function value(place: usize, own: i32): void {
  if (isLetter(byteAt(place))) readPlain(place, own)
  else if (isLineOver(place)) below(nextLine(place), own)
  else inline(place, own)
}

function below(line: usize, own: i32): void {
  advance(line)
  if (indent > own) readBlock(indent)
  else if (indent === own && isItem(at)) {
    descend()
    list(own)
    ascend()
  } else putNull()
}

function inline(place: usize, own: i32): void {
  const byte = byteAt(place)
  if (byte === DOUBLE || byte === SINGLE) readQuoted(place, own)
  else if (byte === BAR || byte === GREATER) readBlockScalar(place, own)
  else if (isFlow(byte)) readFlow(place, false)
  else {
    const isKeyOrValue = (byte === QUESTION || byte === COLON) && isGap(place + 1)
    if (isIndicator(byte) || isKeyOrValue || isItem(place)) unsupported()
    readPlain(place, own)
  }
}
