/** The JSON text that the reader writes: what the document says, in the words of a parser that the host has. */
import { BACKSLASH, COLON, COMMA, DOUBLE, END, HASH, LANES, NEWLINE, SPACE, TAB, ZERO } from './bytes'
import { byteAt } from './text'

/** Where the next byte goes. */
export let out: usize = 0

const LETTER_N: u8 = 110
const LETTER_T: u8 = 116

export function openJson(at: usize): void {
  out = at
}

export function put(byte: u8): void {
  store<u8>(out++, byte)
}

// Words of four letters as one number, the first letter lowest.
const NULL: u32 = 0x6c6c756e
const TRUE: u32 = 0x65757274
const ALSE: u32 = 0x65736c61
const LETTER_F: u8 = 102

export function putNull(): void {
  putWord(NULL)
}

export function putTrue(): void {
  putWord(TRUE)
}

export function putFalse(): void {
  put(LETTER_F)
  putWord(ALSE)
}

function putWord(letters: u32): void {
  store<u32>(out, letters)
  out += 4
}

export function putNumber(value: u64): void {
  if (value >= 10) putNumber(value / 10)
  put(ZERO + u8(value % 10))
}

/** A comma, in the place of the one that is one too many, closes as `close`. */
export function closeWith(close: u8): void {
  if (byteAt(out - 1) === COMMA) out--
  put(close)
}

/** Bytes as they stand. */
export function copy(from: usize, to: usize): void {
  let next = out
  for (let at = from; at < to; at++) store<u8>(next++, byteAt(at))
  out = next
}

/**
 * Bytes of a string as they stand, up to one that may mean something: to JSON, or in a plain scalar to YAML. Says where that is. Sixteen
 * are copied at once, and those that are too many are written over.
 */
export function copyLetters(from: usize): usize {
  let at = from
  while (true) {
    const bytes = v128.load(at)
    v128.store(out, bytes)
    const marked = i8x16.bitmask(marksIn(bytes))
    if (marked !== 0) {
      const letters = usize(ctz(marked))
      out += letters
      return at + letters
    }
    at += LANES
    out += LANES
  }
}

function marksIn(bytes: v128): v128 {
  const blanks = v128.or(i8x16.eq(bytes, i8x16.splat(NEWLINE)), i8x16.eq(bytes, i8x16.splat(TAB)))
  const escaped = v128.or(i8x16.eq(bytes, i8x16.splat(DOUBLE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH)))
  const ends = v128.or(i8x16.eq(bytes, i8x16.splat(COLON)), i8x16.eq(bytes, i8x16.splat(HASH)))
  return v128.or(v128.or(blanks, escaped), v128.or(ends, i8x16.eq(bytes, i8x16.splat(END))))
}

/** Bytes of a string. */
export function putText(from: usize, to: usize): void {
  let next = out
  for (let at = from; at < to; at++) {
    const byte = byteAt(at)
    const isTab = byte === TAB
    if (isTab || byte === DOUBLE || byte === BACKSLASH) store<u8>(next++, BACKSLASH)
    store<u8>(next++, isTab ? LETTER_T : byte)
  }
  out = next
}

/** One byte of a string. */
export function putLetter(byte: u8): void {
  if (byte === DOUBLE || byte === BACKSLASH) put(BACKSLASH)
  put(byte)
}

/** Spaces that stand last in a string are not of it. */
export function dropSpaces(): void {
  while (byteAt(out - 1) === SPACE) out--
}

export function putString(from: usize, to: usize): void {
  put(DOUBLE)
  putText(from, to)
  put(DOUBLE)
}

export function putBreaks(count: i32): void {
  for (let i = 0; i < count; i++) {
    put(BACKSLASH)
    put(LETTER_N)
  }
}
