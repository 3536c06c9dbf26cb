/** Plain scalars that are numbers to YAML 1.1 (`resolve.go` of goyaml.v2), as far as their JSON is not in doubt; the rest is left to the library. */
import { DASH, DOT, isDigit, PLUS, UNDERSCORE, ZERO } from './bytes'
import { copy, put, putNumber } from './json'
import { byteAt } from './text'
import { unsupported } from './unsupported'

export enum Kind {
  /** No number. */
  None,
  /** `0`, `12` */
  Natural,
  /** `-1`, `+1` */
  Signed,
  /** `0644`, `0x1f`: with a prefix. */
  Prefixed,
  /** `1.5`, `.5`, `1e3` */
  Float,
}

/** Whole numbers beyond these may be more than a double holds. */
const MAX_DIGITS: usize = 15
const MAX_EXACT: u64 = (1 << 53) - 1

/** The kind of a text that is no word. */
export function kindOf(from: usize, to: usize): Kind {
  const first = byteAt(from)
  if (!isDigit(first) && first !== DOT && first !== PLUS && first !== DASH) return Kind.None
  const isSigned = first === PLUS || first === DASH
  const start = isSigned ? from + 1 : from
  if (start === to) return Kind.None
  refuseDoubtful(from, start, to)
  if (digitsFrom(start, to) === to && (byteAt(start) !== ZERO || to - start === 1))
    return isSigned ? Kind.Signed : Kind.Natural
  if (byteAt(start) === ZERO && baseOf(start, to) > 0) return isSigned ? doubtful() : Kind.Prefixed
  return isFloat(start, to) ? Kind.Float : Kind.None
}

/** What may be infinite or no number; and underscores in what may be a number, but not behind a leading dot. */
function refuseDoubtful(from: usize, start: usize, to: usize): void {
  if (byteAt(start) === DOT && to - start === 4) {
    const letter: u8 = byteAt(start + 1) | 32
    if (letter === 105 || letter === 110) unsupported()
  }
  if (byteAt(from) === DOT) return
  let hasUnderscore = false
  for (let at = start; at < to; at++) {
    const byte = byteAt(at)
    if (byte === UNDERSCORE) hasUnderscore = true
    else if (!isInNumbers(byte)) return
  }
  if (hasUnderscore) unsupported()
}

/** Digits, those of base 16 too, the letters of prefixes, dots and signs. */
function isInNumbers(byte: u8): bool {
  const letter: u8 = byte | 32
  return digitValue(byte) < 16 || letter === 120 || letter === 111 || byte === DOT || byte === PLUS || byte === DASH
}

function doubtful(): Kind {
  unsupported()
  return Kind.None
}

function digitsFrom(from: usize, to: usize): usize {
  let at = from
  while (at < to && isDigit(byteAt(at))) at++
  return at
}

/** The base that the prefix of a whole number says; 0 if it is none. */
function baseOf(start: usize, to: usize): u32 {
  const letter: u8 = byteAt(start + 1) | 32
  const base: u32 = letter === 120 ? 16 : letter === 98 ? 2 : 8
  const digits = digitsOf(start, base)
  if (digits === to) return 0
  for (let at = digits; at < to; at++) if (digitValue(byteAt(at)) >= base) return 0
  return base
}

/** Behind `0x`, `0b`, `0o` or `0`. */
function digitsOf(start: usize, base: u32): usize {
  return base !== 8 || (byteAt(start + 1) | 32) === 111 ? start + 2 : start + 1
}

/** Of a digit; more than any base for what is none. */
function digitValue(byte: u8): u32 {
  if (isDigit(byte)) return byte - ZERO
  const letter: u8 = byte | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : 99
}

/** Digits, a dot, digits, an exponent: digits on either side of the dot, at least. */
function isFloat(start: usize, to: usize): bool {
  const whole = digitsFrom(start, to)
  let at = whole
  if (at < to && byteAt(at) === DOT) at = digitsFrom(at + 1, to)
  if (at === whole ? whole === start : at === whole + 1 && whole === start) return false
  if (at === to) return true
  if ((byteAt(at) | 32) !== 101) return false
  at++
  if (at < to && (byteAt(at) === PLUS || byteAt(at) === DASH)) at++
  return at < to && digitsFrom(at, to) === to
}

export function putNumberOf(kind: Kind, from: usize, to: usize): void {
  if (kind === Kind.Prefixed) putPrefixed(from, to)
  else putDecimal(kind, from, to)
}

function putDecimal(kind: Kind, from: usize, to: usize): void {
  const first = byteAt(from)
  const start = first === PLUS || first === DASH ? from + 1 : from
  if (kind === Kind.Float) refuseOddFloat(start, to)
  else if (to - start > MAX_DIGITS) unsupported()
  // A whole zero has no sign.
  if (first === DASH && (kind === Kind.Float || byteAt(start) !== ZERO)) put(DASH)
  if (byteAt(start) === DOT) put(ZERO)
  copy(start, to)
}

function putPrefixed(start: usize, to: usize): void {
  const base = baseOf(start, to)
  let value: u64 = 0
  for (let at = digitsOf(start, base); at < to; at++) {
    value = value * base + digitValue(byteAt(at))
    if (value > MAX_EXACT) unsupported()
  }
  putNumber(value)
}

/** What JSON does not write so, and what may be infinite. */
function refuseOddFloat(start: usize, to: usize): void {
  const whole = digitsFrom(start, to)
  if (whole - start > MAX_DIGITS || (whole - start > 1 && byteAt(start) === ZERO)) unsupported()
  const isDotted = byteAt(whole) === DOT
  const fraction = isDotted ? digitsFrom(whole + 1, to) : whole
  if (isDotted && fraction === whole + 1) unsupported()
  if (fraction < to && mayOverflow(fraction + 1, to, whole - start)) unsupported()
}

/** Whether an exponent may be more than a double has; the largest is 308. */
function mayOverflow(exponent: usize, to: usize, digits: usize): bool {
  const sign = byteAt(exponent)
  if (sign === DASH) return false
  const first = sign === PLUS ? exponent + 1 : exponent
  return to - first > 3 || (to - first === 3 && (byteAt(first) > TWO || digits > 8))
}

const TWO: u8 = 50
