/** What kubectl reads in each input of a table (asked by tools/ask-kubectl.mjs) is what we read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { equal } from '../../src/krm/equal.ts'
import { narrow, read, readByLibrary, readFast } from './reading.ts'

interface Row {
  readonly name: string
  /** The whole file that kubectl was given. */
  readonly input: string
  /** Its fields without apiVersion, kind and metadata; absent where kubectl refused the file. */
  readonly answer?: Fields
  readonly error?: string
}

type Fields = Readonly<Record<string, unknown>>

interface Golden {
  readonly kubectl: string
  readonly rows: readonly Row[]
}

/** JSON.parse would round the big integers. */
const golden = narrow(
  parse(readFileSync(join(import.meta.dirname, 'kubectl.golden.json'), 'utf8'), { intAsBigInt: true }),
) as Golden

interface Difference {
  readonly why: string
  /** What we read; absent where we refuse. */
  readonly value?: Fields
}

function refused(why: string, names: readonly string[]): [string, Difference][] {
  return names.map((name) => [name, { why }])
}

function readAs(why: string, rows: Readonly<Record<string, Fields>>): [string, Difference][] {
  return Object.entries(rows).map(([name, value]) => [name, { why, value }])
}

/** Where we answer otherwise on purpose. */
const DIFFERENT = new Map<string, Difference>([
  ...readAs('kubectl keeps integers beyond 64 bits with a sign as floating point; we keep every digit', {
    'hexadecimal 0xFFFFFFFFFFFFFFFF': { value: 2n ** 64n - 1n },
    'big 9223372036854775808': { value: 2n ** 63n },
    'big -9223372036854775809': { value: -(2n ** 63n) - 1n },
    'big 18446744073709551615': { value: 2n ** 64n - 1n },
    'big 18446744073709551616': { value: 2n ** 64n },
    'big 12345678901234567890': { value: 12345678901234567890n },
    'big 123456789012345678901234567890': { value: 123456789012345678901234567890n },
    'big 01777777777777777777777': { value: 2n ** 64n - 1n },
    'big 0b1111111111111111111111111111111111111111111111111111111111111111': { value: 2n ** 64n - 1n },
    'underscore 1_000_000_000_000_000_000_000': { value: 10n ** 21n },
  }),
  ...refused('a key that stands twice is a mistake; kubectl takes the last, or either at random', [
    'duplicate key',
    'duplicate key, quoted',
    'duplicate key in a nested map',
    'duplicate key in flow',
    'duplicate key by number',
    'keys 1 and "1"',
    'keys yes and "true"',
  ]),
  ...refused('a colon glued to what follows is text in YAML 1.1 and an indicator in YAML 1.2', [
    'flow map without values',
    'flow map with a colon at its end',
    'flow map with a colon before a comma',
    'flow list with a colon at its end',
    'flow list with a colon before a comma',
  ]),
  ...readAs("a map's own keys win over merged ones, wherever the merge stands", {
    'merge after own keys': { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } },
  }),
  ...refused('the library would take the blank line for a space', [
    'escaped line break and a blank line',
    'escaped line break and blank lines at the end',
  ]),
  ...refused('text after the end of a document would be lost', ['document end and more text']),
  ...refused('a tag that is not known, or that the value does not have, is refused, not dropped', [
    'text !a',
    'tag of one mark and a name',
    'merge with another tag',
    'tag of one mark on a map',
    'tag of a language',
    'tag of python',
    'tag value',
    'tag map on a list',
    'tag seq on a map',
    'tag str on a map',
  ]),
  ...refused('bytes that are no text cannot be kept', ['tag binary of no text']),
  ...refused('the number that it looks like cannot be held', ['key infinity']),
  ...readAs('kubectl rounds a fraction that is a key to 32 bits; we keep every digit', {
    'key float of many digits': { '0.1234567890123': 'a' },
    'key fraction of many digits': { '0.1234567890123': 'a' },
    'key of 10 to the 211th': { '1e+211': 'a' },
    'key minus nothing': { '0': 'a' },
  }),
  ...refused('the colon belongs to the name of the alias in YAML 1.2', ['alias with its colon']),
  ...refused('the library does not keep the blanks', ['literal of blanks with an indentation']),
  ...refused('an invisible letter of a key is a mistake', [
    'byte order mark, twice',
    'byte order mark on a later line',
    'byte order mark before a key',
  ]),
  ...refused('line breaks that YAML 1.2 no longer has are refused', [
    'CR alone',
    'CR in a comment',
    'CR in quotes',
    'line separator and blanks in quotes',
    'line separator in a comment',
    'NEL in plain text',
    'NEL in quotes',
    'NEL in single quotes',
    'literal with NEL',
    'line separator in plain text',
  ]),
  ...refused('YAML forbids it, and only the go reader is lenient', [
    'escape of a single quote',
    'comment glued to quotes',
    'literal with a glued comment in its header',
    'flow with a glued comment',
    'flow with a dash',
  ]),
  ...readAs('kubectl takes a file that begins with a brace for JSON', { 'flow whole': { value: [true, 8] } }),
])

/** The fields that a row asks about; undefined where there are problems. */
function fieldsOf(reading: { readonly value: unknown; readonly problems: readonly unknown[] }): Fields | undefined {
  if (reading.problems.length > 0) return undefined
  const { apiVersion: _, kind: __, metadata: ___, ...fields } = reading.value as Fields
  return fields
}

function agrees(ours: Fields | undefined, theirs: Fields | undefined): boolean {
  return ours === undefined || theirs === undefined ? ours === theirs : equal(ours, theirs)
}

test('the table is large and comes from a kubectl', () => {
  expect(golden.kubectl).toMatch(/^v1\./)
  expect(golden.rows.length).toBeGreaterThan(180)
  expect(new Set(golden.rows.map(({ name }) => name)).size).toBe(golden.rows.length)
})

describe.each(golden.rows)('$name', ({ name, input, answer }) => {
  const expected = DIFFERENT.has(name) ? DIFFERENT.get(name)?.value : answer

  test('is read alike', () => {
    expect(fieldsOf(read(input))).toEqual(expected)
  })

  test('is read by the fast path as by the library', () => {
    const fast = readFast(input)
    if (fast !== 'no answer') expect(fast).toEqual({ value: readByLibrary(input).value })
  })
})

test.each([...DIFFERENT.keys()])('%s is a difference, and one that was asked about', (name) => {
  const row = golden.rows.find((one) => one.name === name)
  expect(row).toBeDefined()
  expect(agrees(DIFFERENT.get(name)?.value, row?.answer)).toBe(false)
})
