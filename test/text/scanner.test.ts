/** What only the fast path can get wrong: room for what it writes, and a node that has no WebAssembly. */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { readBlock } from '../../src/text/block-reader.ts'
import { Unsupported } from '../../src/text/unsupported.ts'
import { json, readByLibrary, readFast, valueIn } from './reading.ts'

/** Short texts that say much, and how they begin and end. */
const DENSE = [
  ['[', 'n,', 'n]\n'],
  ['[', '~,', '~]\n'],
  ['', '- n:\n', ''],
  ['', '-\n', ''],
  ['', '- y:\n  n:\n', ''],
  ['["', '\t', '"]\n'],
  ['a: |+\n b\n', '\n', ''],
  ["a: '", '"', "'\n"],
  ['a: "', '\u{1f600}', '"\n'],
] as const

test.each(DENSE)('%j, then %j again and again, has room in memory', (begin, part, end) => {
  const [some, many] = [2_000, 600_000].map((times) => readFast(begin + part.repeat(times) + end))
  expect(some).toEqual({ value: readByLibrary(begin + part.repeat(2_000) + end).value })
  // By the library, this would take a minute.
  expect(many).not.toBe('no answer')
})

test('a document after a larger one, or after one that was given up, is read as by itself', () => {
  const text = 'a: {b: 1}\nc: [x, y]\n'
  const alone = json(readBlock(text))
  readBlock(`a: ${'x'.repeat(5_000_000)}\n`)
  expect(json(readBlock(text))).toBe(alone)
  expect(() => readBlock('a: 1\nc: 2\na: 3\n')).toThrow(Unsupported)
  expect(json(readBlock(text))).toBe(alone)
})

const KEYS = Array.from({ length: 60_000 }, (_, i) => `k${i}`)

test('maps of many keys are read, and a key that stands twice is found', () => {
  const text = KEYS.map((key, i) => `${key}: ${i}\n`).join('')
  expect(Object.keys(readBlock(text) as object)).toEqual(KEYS)
  for (const twice of ['k0', 'k31', 'k59999']) expect(() => readBlock(`${text}${twice}: x\n`)).toThrow(Unsupported)
  expect(readBlock('k0: {k0: {k0: 1}}\nk1: {k0: 2}\n')).toEqual({ k0: { k0: { k0: 1 } }, k1: { k0: 2 } })
})

/** As scanner/key-table.ts has it, of a key of five letters in its quotes. */
function chainOf(key: string): number {
  const bytes = Buffer.from(`"${key}"`)
  const fnv = (hash: number, word: number) => Math.imul(hash ^ word, 0x01000193)
  return fnv(fnv(0x811c9dc5 | 0, bytes.readInt32LE(0)), bytes.readInt32LE(3)) >>> 20
}

test('keys that were made to share a chain of the table are left to the library', () => {
  const all = Array.from({ length: 36 ** 4 }, (_, i) => `k${i.toString(36).padStart(4, '0')}`)
  const shared = all.filter((key) => chainOf(key) === 7).slice(0, 200)
  const text = (keys: readonly string[]) => keys.map((key) => `${key}: x\n`).join('')
  expect(shared).toHaveLength(200)
  expect(readFast(text(shared.slice(0, 100)))).not.toBe('no answer')
  expect(readFast(text(shared))).toBe('no answer')
  expect(Object.keys(valueIn(text(shared)) as object)).toEqual(shared)
})

test('without WebAssembly, the library reads', () => {
  const command = ['dist/hydroam.js', 'render', 'examples/shop', '-o', 'unwrap']
  const render = (...flags: readonly string[]) =>
    execFileSync(process.execPath, [...flags, ...command], { stdio: 'pipe' })
  expect(render('--no-expose-wasm').equals(render())).toBe(true)
})
