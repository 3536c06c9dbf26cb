/** Plain scalars on one line: words, numbers and strings. The rules are those of ../scalar.ts. */
import { DOUBLE, isLetter, TILDE } from './bytes'
import { put, putFalse, putNull, putString, putText, putTrue } from './json'
import { Kind, kindOf, putNumberOf } from './number'
import { byteAt } from './text'
import { unsupported } from './unsupported'

/** Of YAML 1.2 only, to which `yes`, `no`, `on`, `off`, `y` and `n` are strings. */
let isCore = false

/** Whether some key so far is a word that means another text: `n` is "false". */
export let renames = false

export function openPlain(core: bool): void {
  isCore = core
  renames = false
}

/** Digits of a number that is surely a key to Kubernetes, too: there are none between 63 and 64 bits. */
const LONGEST_KEY: usize = 18

/** Letters of the longest word that is no string. */
const LONGEST: usize = 5

/** Whether a plain scalar is a string: neither a word nor a number. */
export function isString(from: usize, to: usize): bool {
  if (to - from > LONGEST && isLetter(byteAt(from))) return true
  return wordOf(from, to) === Word.None && kindOf(from, to) === Kind.None
}

/** Writes the value of a plain scalar. */
export function putPlain(from: usize, to: usize): void {
  switch (wordOf(from, to)) {
    case Word.Null:
      putNull()
      break
    case Word.True:
      putTrue()
      break
    case Word.False:
      putFalse()
      break
    default:
      putNumberOr(kindOf(from, to), from, to)
  }
}

function putNumberOr(kind: Kind, from: usize, to: usize): void {
  if (kind === Kind.None) putString(from, to)
  else putNumberOf(kind, from, to)
}

/** Writes a plain key: a string to Kubernetes, whatever it looks like. The text of most numbers is left to the library. */
export function putPlainKey(from: usize, to: usize): void {
  const word = wordOf(from, to)
  put(DOUBLE)
  if (word === Word.True || word === Word.False) {
    renames = renames || !isLower(from, to, word)
    if (word === Word.True) putTrue()
    else putFalse()
  } else {
    const kind = kindOf(from, to)
    const isKnown = kind === Kind.None || (kind === Kind.Natural && to - from <= LONGEST_KEY)
    if (word === Word.Null || !isKnown) unsupported()
    putText(from, to)
  }
  put(DOUBLE)
}

/** Whether it is `true` or `false` itself. */
function isLower(from: usize, to: usize, word: Word): bool {
  return to - from === (word === Word.True ? 4 : 5) && !isCapital(byteAt(from))
}

enum Word {
  None,
  Null,
  True,
  False,
}

function wordOf(from: usize, to: usize): Word {
  if (from === to || (to - from === 1 && byteAt(from) === TILDE)) return Word.Null
  if (to - from > LONGEST || !beginsWord(byteAt(from) | 32) || !isCased(from, to)) return Word.None
  // The word's bytes, the first one lowest.
  switch (small(from, to)) {
    case 0x6c6c756e: // null
      return Word.Null
    case 0x65757274: // true
      return Word.True
    case 0x65736c6166: // false
      return Word.False
    case 0x79: // y
    case 0x736579: // yes
    case 0x6e6f: // on
      return isCore ? Word.None : Word.True
    case 0x6e: // n
    case 0x6f6e: // no
    case 0x66666f: // off
      return isCore ? Word.None : Word.False
    default:
      return Word.None
  }
}

/** With one of their letters: most short texts end here. */
function beginsWord(letter: u8): bool {
  return letter === 110 || letter === 116 || letter === 102 || letter === 121 || letter === 111
}

/** Letters only: `word`, `Word` or `WORD`. */
function isCased(from: usize, to: usize): bool {
  const isShouted = isCapital(byteAt(from)) && to - from > 1 && isCapital(byteAt(from + 1))
  for (let at = from; at < to; at++) {
    const byte = byteAt(at)
    if (!isLetter(byte) || (at > from && isCapital(byte) !== isShouted)) return false
  }
  return true
}

function isCapital(letter: u8): bool {
  return letter < 97
}

function small(from: usize, to: usize): u64 {
  let word: u64 = 0
  for (let at = to; at > from; at--) word = (word << 8) | u64(byteAt(at - 1) | 32)
  return word
}
