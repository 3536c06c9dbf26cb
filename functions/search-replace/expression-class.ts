/** Sets of characters: `\d`, `\pL`, `[a-z]`, `[[:alpha:]]`; golang.org/s/re2syntax. Perl's classes are ASCII there. */
import type { Cursor } from './expression-cursor.ts'
import { ExpressionError } from './expression-tree.ts'

type Test = (character: string) => boolean

const PERL: Readonly<Record<string, RegExp>> = {
  d: /^[0-9]$/u,
  D: /^[^0-9]$/u,
  s: /^[\t\n\f\r ]$/u,
  S: /^[^\t\n\f\r ]$/u,
  w: /^[0-9A-Za-z_]$/u,
  W: /^[^0-9A-Za-z_]$/u,
}

const POSIX: Readonly<Record<string, RegExp>> = {
  alnum: /^[0-9A-Za-z]$/,
  alpha: /^[A-Za-z]$/,
  ascii: /^[\0-\x7f]$/,
  blank: /^[\t ]$/,
  cntrl: /^[\0-\x1f\x7f]$/,
  digit: /^[0-9]$/,
  graph: /^[!-~]$/,
  lower: /^[a-z]$/,
  print: /^[ -~]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  space: /^[\t\n\v\f\r ]$/,
  upper: /^[A-Z]$/,
  word: /^[0-9A-Za-z_]$/,
  xdigit: /^[0-9A-Fa-f]$/,
}

const CONTROLS: Readonly<Record<string, string>> = { a: '\x07', f: '\f', t: '\t', n: '\n', r: '\r', v: '\v' }

/** The escape behind a backslash: a set of characters, or one character. */
export function readEscape(cursor: Cursor): Test | string {
  const start = cursor.at
  const perl = cursor.take(/[dDsSwW]/y)
  if (perl) return tester(PERL[perl] as RegExp)
  const unicode = cursor.take(/[pP](?:\{\^?\w+\}|\w)/y)
  if (unicode) return unicodeClass(unicode, start)
  const hex = cursor.take(/x(?:\{[0-9A-Fa-f]{1,6}\}|[0-9A-Fa-f]{2})/y)
  if (hex) return codePoint(Number.parseInt(hex.replace(/[x{}]/g, ''), 16), start)
  const octal = cursor.take(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y)
  if (octal) return codePoint(Number.parseInt(octal, 8), start)
  if (cursor.take(/[1-9]/y)) throw new ExpressionError('a back-reference is not supported', start)
  const control = cursor.take(/[aftnrv]/y)
  if (control) return CONTROLS[control] as string
  const literal = cursor.take(/[^0-9A-Za-z]/uy)
  if (literal) return literal
  throw new ExpressionError('an escape that is not known', start)
}

function tester(pattern: RegExp): Test {
  return (character) => pattern.test(character)
}

function codePoint(code: number, offset: number): string {
  if (code > 0x10ffff) throw new ExpressionError('a character beyond Unicode', offset)
  return String.fromCodePoint(code)
}

/** `pL`, `p{Lu}`, `p{Greek}`, and `P` or `^` for the others. */
function unicodeClass(text: string, offset: number): Test {
  const name = text.slice(1).replace(/[{}^]/g, '')
  const isNot = text.startsWith('P') !== text.includes('^')
  for (const property of [`General_Category=${name}`, `Script=${name}`]) {
    try {
      return tester(new RegExp(`^\\${isNot ? 'P' : 'p'}{${property}}$`, 'u'))
    } catch {
      // Not of this kind; the next one, or the error below.
    }
  }
  throw new ExpressionError(`a character class that is not known: \\${text}`, offset)
}

/** A class, behind its opening bracket; `folded` makes a test that ignores case, if case is ignored. */
export function readClass(cursor: Cursor, folded: (test: Test) => Test): Test {
  const start = cursor.at
  const isNot = cursor.take(/\^/y) !== undefined
  const tests: Test[] = []
  for (let isFirst = true; isFirst || !cursor.take(/\]/y); isFirst = false) {
    if (cursor.isAtEnd()) throw new ExpressionError('a [ is never closed', start - 1)
    tests.push(readMember(cursor))
  }
  const isIn = folded((character) => tests.some((test) => test(character)))
  return isNot ? (character) => !isIn(character) : isIn
}

function readMember(cursor: Cursor): Test {
  const posix = cursor.take(/\[:\^?\w+:\]/y)
  if (posix) return posixClass(posix, cursor.at)
  const first = readBound(cursor)
  if (typeof first !== 'string') return first
  if (!cursor.take(/-(?!\])/y)) return (character) => character === first
  const last = readBound(cursor)
  const [from = 0, to = -1] = [first, last].map((bound) => (typeof bound === 'string' ? bound.codePointAt(0) : -1))
  if (to < from) throw new ExpressionError('a range that is upside down', cursor.at)
  return (character) => {
    const code = character.codePointAt(0) as number
    return code >= from && code <= to
  }
}

function readBound(cursor: Cursor): Test | string {
  if (cursor.take(/\\/y)) return readEscape(cursor)
  const character = cursor.take(/[\s\S]/uy)
  if (character === undefined) throw new ExpressionError('a [ is never closed', cursor.at)
  return character
}

function posixClass(text: string, offset: number): Test {
  const name = text.replace(/[[\]:^]/g, '')
  const pattern = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined
  if (!pattern) throw new ExpressionError(`a character class that is not known: ${text}`, offset)
  return (character) => pattern.test(character) !== text.includes('^')
}
