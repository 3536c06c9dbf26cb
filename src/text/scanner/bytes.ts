/** Bytes that mean something to YAML or to JSON. */

export const END: u8 = 0
export const TAB: u8 = 9
export const NEWLINE: u8 = 10
export const SPACE: u8 = 32
export const DOUBLE: u8 = 34
export const HASH: u8 = 35
export const PERCENT: u8 = 37
export const AMPERSAND: u8 = 38
export const SINGLE: u8 = 39
export const STAR: u8 = 42
export const PLUS: u8 = 43
export const COMMA: u8 = 44
export const DASH: u8 = 45
export const DOT: u8 = 46
export const ZERO: u8 = 48
export const NINE: u8 = 57
export const COLON: u8 = 58
export const LESS: u8 = 60
export const GREATER: u8 = 62
export const QUESTION: u8 = 63
export const AT_SIGN: u8 = 64
export const OPEN_LIST: u8 = 91
export const BACKSLASH: u8 = 92
export const CLOSE_LIST: u8 = 93
export const UNDERSCORE: u8 = 95
export const BACKQUOTE: u8 = 96
export const OPEN_MAP: u8 = 123
export const BAR: u8 = 124
export const CLOSE_MAP: u8 = 125
export const TILDE: u8 = 126
export const EXCLAMATION: u8 = 33
export const DELETE: u8 = 127

/** Bytes that are looked at, or copied, at once. */
export const LANES: usize = 16

export function isLetter(byte: u8): bool {
  const small: u8 = byte | 32
  return small >= 97 && small <= 122
}

export function isDigit(byte: u8): bool {
  return byte >= ZERO && byte <= NINE
}

/** What opens a flow collection. */
export function isFlow(byte: u8): bool {
  return byte === OPEN_MAP || byte === OPEN_LIST
}

/** `&*!%@`, the backquote, a comment's hash, and what only flow collections hold. */
export function isIndicator(byte: u8): bool {
  switch (byte) {
    case EXCLAMATION:
    case HASH:
    case PERCENT:
    case AMPERSAND:
    case STAR:
    case COMMA:
    case AT_SIGN:
    case OPEN_LIST:
    case CLOSE_LIST:
    case BACKQUOTE:
    case OPEN_MAP:
    case CLOSE_MAP:
      return true
    default:
      return false
  }
}
