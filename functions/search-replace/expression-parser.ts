/** Reads an expression in RE2's syntax (golang.org/s/re2syntax), which has neither back-references nor look-around. */
import { readClass, readEscape } from './expression-class.ts'
import { type Cursor, cursorOf } from './expression-cursor.ts'
import { type Border, ExpressionError, MAX_COUNT, MAX_DEPTH, MAX_LENGTH, type Tree } from './expression-tree.ts'

/** `(?i)` ignores case, `(?s)` lets a dot match a line break, `(?m)` lets ^ and $ match at lines, `(?U)` makes repetitions lazy. */
interface Flags {
  readonly i?: boolean
  readonly s?: boolean
  readonly m?: boolean
  readonly U?: boolean
}

type Test = (character: string) => boolean

interface Reader {
  readonly cursor: Cursor
  flags: Flags
  depth: number
  groups: number
}

export interface Expression {
  readonly tree: Tree
  /** How many numbered groups it has. */
  readonly groups: number
}

/** Throws ExpressionError. */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_LENGTH) throw new ExpressionError(`longer than ${MAX_LENGTH} characters`, MAX_LENGTH)
  const reader: Reader = { cursor: cursorOf(text), flags: {}, depth: 0, groups: 0 }
  const tree = readAlternatives(reader)
  if (!reader.cursor.isAtEnd()) throw new ExpressionError('a ) that closes nothing', reader.cursor.at)
  return { tree, groups: reader.groups }
}

function readAlternatives(reader: Reader): Tree {
  if (++reader.depth > MAX_DEPTH) throw new ExpressionError(`more than ${MAX_DEPTH} nested groups`, reader.cursor.at)
  const flags = reader.flags
  const parts = [readSequence(reader)]
  while (reader.cursor.take(/\|/y)) parts.push(readSequence(reader))
  reader.flags = flags
  reader.depth--
  return parts.length === 1 ? (parts[0] as Tree) : { is: 'alternatives', parts }
}

function readSequence(reader: Reader): Tree {
  const parts: Tree[] = []
  while (!reader.cursor.isAtEnd() && !/[|)]/.test(reader.cursor.text[reader.cursor.at] as string)) {
    const atom = readAtom(reader)
    if (atom) parts.push(readRepeat(atom, reader))
  }
  return { is: 'sequence', parts }
}

function readRepeat(part: Tree, { cursor, flags }: Reader): Tree {
  const start = cursor.at
  const sign = cursor.take(/[*+?]|\{\d{1,5}(?:,\d{0,5})?\}/y)
  if (sign === undefined) return part
  const lazy = (cursor.take(/\?/y) !== undefined) !== (flags.U === true)
  if (cursor.take(/[*+]|\{\d{1,5}(?:,\d{0,5})?\}/y)) throw new ExpressionError('a repetition of a repetition', start)
  const [least, most] = bounds(sign)
  if (Math.max(least, most === Number.POSITIVE_INFINITY ? 0 : most) > MAX_COUNT || least > most)
    throw new ExpressionError(`a repetition must count up to ${MAX_COUNT}, and upwards`, start)
  return { is: 'repeat', part, least, most, lazy }
}

function bounds(sign: string): readonly [number, number] {
  if (sign === '*') return [0, Number.POSITIVE_INFINITY]
  if (sign === '+') return [1, Number.POSITIVE_INFINITY]
  if (sign === '?') return [0, 1]
  const [least = '', most = least] = sign.slice(1, -1).split(',')
  return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)]
}

/** Undefined where flags are set, or a quotation is empty. */
function readAtom(reader: Reader): Tree | undefined {
  const { cursor, flags } = reader
  const start = cursor.at
  if (cursor.take(/\(/y)) return readGroup(reader, start)
  if (cursor.take(/\[/y)) return { is: 'character', test: readClass(cursor, (test) => folded(test, flags)) }
  if (cursor.take(/\./y)) return { is: 'character', test: flags.s ? () => true : (one) => one !== '\n' }
  if (cursor.take(/\^|\\A/y))
    return { is: 'border', test: flags.m && cursor.text[start] === '^' ? atLineStart : atStart }
  if (cursor.take(/\$|\\z/y)) return { is: 'border', test: flags.m && cursor.text[start] === '$' ? atLineEnd : atEnd }
  if (cursor.take(/\\b/y)) return { is: 'border', test: atWord }
  if (cursor.take(/\\B/y)) return { is: 'border', test: (text, at) => !atWord(text, at) }
  const quoted = cursor.take(/\\Q[\s\S]*?(?:\\E|$)/y)
  if (quoted) return quotation(quoted.slice(2).replace(/\\E$/, ''), flags)
  if (cursor.take(/\\/y)) {
    const escaped = readEscape(cursor)
    return typeof escaped === 'string' ? literal(escaped, flags) : character(escaped, flags)
  }
  if (cursor.take(/[*+?]/y)) throw new ExpressionError('a repetition of nothing', start)
  return literal(cursor.take(/[\s\S]/uy) as string, flags)
}

function readGroup(reader: Reader, start: number): Tree | undefined {
  const { cursor } = reader
  const number = cursor.take(/(?!\?)|\?P?<\w+>/y) === undefined ? 0 : ++reader.groups
  const flags = reader.flags
  if (number === 0) {
    const words = cursor.take(/\?[imsU]*(?:-[imsU]+)?[:)]/y)
    if (words === undefined) throw new ExpressionError('a kind of group that is not supported', start)
    reader.flags = withFlags(flags, words)
    if (words.endsWith(')')) return undefined
  }
  const part = readAlternatives(reader)
  if (!cursor.take(/\)/y)) throw new ExpressionError('a ( is never closed', start)
  reader.flags = flags
  return number === 0 ? part : { is: 'group', part, number }
}

function withFlags(flags: Flags, words: string): Flags {
  const [on = '', off = ''] = words.replace(/[?:)]/g, '').split('-')
  const set = (letters: string, value: boolean) => [...letters].map((letter): [string, boolean] => [letter, value])
  return { ...flags, ...Object.fromEntries([...set(on, true), ...set(off, false)]) }
}

function quotation(text: string, flags: Flags): Tree | undefined {
  const parts = [...text].map((one) => literal(one, flags))
  return parts.length === 1 ? parts[0] : parts.length === 0 ? undefined : { is: 'sequence', parts }
}

function literal(one: string, flags: Flags): Tree {
  if (!flags.i) return { is: 'character', test: (other) => other === one, literal: one }
  return { is: 'character', test: (other) => fold(other) === fold(one) }
}

function character(test: Test, flags: Flags): Tree {
  return { is: 'character', test: folded(test, flags) }
}

function folded(test: Test, { i }: Flags): Test {
  return i ? (one) => test(one) || test(one.toLowerCase()) || test(one.toUpperCase()) || test(fold(one)) : test
}

/** One letter for all that differ in case only. */
function fold(one: string): string {
  const upper = one.toUpperCase()
  return ([...upper].length === 1 ? upper : one).toLowerCase()
}

const atStart: Border = (_, at) => at === 0
const atEnd: Border = (text, at) => at === text.length
const atLineStart: Border = (text, at) => at === 0 || text[at - 1] === '\n'
const atLineEnd: Border = (text, at) => at === text.length || text[at] === '\n'
const atWord: Border = (text, at) => isWord(text[at - 1]) !== isWord(text[at])

function isWord(one: string | undefined): boolean {
  return one !== undefined && /^[0-9A-Za-z_]$/.test(one)
}
