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

/** Where we answer otherwise on purpose: what we read, or nothing where we refuse, and why. */
const DIFFERENT: Readonly<Record<string, { readonly why: string; readonly value?: Fields }>> = {}

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
  const expected = name in DIFFERENT ? DIFFERENT[name]?.value : answer

  test('is read alike', () => {
    expect(fieldsOf(read(input))).toEqual(expected)
  })

  test('is read by the fast path as by the library', () => {
    const fast = readFast(input)
    if (fast !== 'no answer') expect(fast).toEqual({ value: readByLibrary(input).value })
  })
})

test.each(Object.keys(DIFFERENT))('%s: is a difference, and one that was asked about', (name) => {
  const row = golden.rows.find((one) => one.name === name)
  expect(row).toBeDefined()
  expect(agrees(DIFFERENT[name]?.value, row?.answer)).toBe(false)
})
