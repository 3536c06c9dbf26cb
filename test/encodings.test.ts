/** Files as Windows writes them: byte order marks, also of files that were put together, and UTF-16. kpt 1.0.0-beta.56 and `kubectl kustomize` read all of them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeJournal } from '../pipeline/journal.ts'
import { hydratedFiles } from '../pipeline/output.ts'
import { readTree } from '../pipeline/package.ts'
import { Refusal } from '../pipeline/refusal.ts'
import { planChanges, saveChanges } from '../pipeline/save.ts'
import { finishSaves } from '../pipeline/save-files.ts'
import type { KrmResource } from '../src/krm/resource.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydroam-encodings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const MARK = '\ufeff'
const file = () => join(folder, 'r.yaml')
const one = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`

function utf16le(text: string): Buffer {
  return Buffer.from(MARK + text, 'utf16le')
}

function utf16be(text: string): Buffer {
  return utf16le(text).swap16()
}

function names(bytes: string | Buffer): readonly string[] {
  writeFileSync(file(), bytes)
  return readTree(folder).items.map(({ metadata }) => String(metadata.name))
}

function problem(bytes: string | Buffer): string {
  try {
    names(bytes)
    return 'none'
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    const [finding] = cause.results
    const { line, column } = (finding as { position?: { line: number; column: number } }).position ?? {}
    return `${line}:${column} ${finding?.message}`
  }
}

/** Every resource in another namespace, or left out. */
async function save(change: (item: KrmResource) => readonly KrmResource[]): Promise<void> {
  const tree = readTree(folder)
  await saveChanges(tree, planChanges(tree, tree.items.flatMap(change)))
}

function moved(item: KrmResource): readonly KrmResource[] {
  return [{ ...item, metadata: { ...item.metadata, namespace: 'shop' } }]
}

describe('a byte order mark', () => {
  test.each([
    ['of the file', `${MARK}${one('a')}`],
    ['before the first separator', `${MARK}---\n${one('a')}`],
    ['behind a separator', `${one('b')}---\n${MARK}${one('a')}`],
    ['behind a separator with a comment', `${one('b')}--- # c\n${MARK}${one('a')}`],
    ['behind a separator of Windows', `${one('b')}---\r\n${MARK}${one('a')}`],
    ['between two separators', `${one('b')}---\n${MARK}---\n${one('a')}`],
    ['of a document without a resource', `---\n${one('a')}---\n${MARK}# nothing\n`],
  ])('%s is no part of the text', (_, text) => {
    expect(names(text)).toContain('a')
  })

  test.each([
    ['in front of a later separator', `${one('a')}${MARK}---\n${one('b')}`, 5],
    ['behind the first separator', `---\n${MARK}${one('a')}`, 2],
    ['behind a comment', `${one('a')}---\n# c\n${MARK}${one('b')}`, 7],
    ['in front of a key', `${one('a')}${MARK}data: {}\n`, 5],
  ])('%s would be a letter to Kubernetes, and is refused', (_, text, line) => {
    expect(problem(text)).toBe(
      `${line}:1 the character U+feff is not allowed in YAML, unless a document begins with it`,
    )
  })

  test('stays where it is when its document is edited', async () => {
    writeFileSync(file(), `${MARK}${one('a')}---\n${MARK}${one('b')}---\n${MARK}---\n${one('c')}`)
    await save(moved)
    const edited = (name: string) => `${one(name)}  namespace: shop\n`
    expect(readFileSync(file(), 'utf8')).toBe(
      `${MARK}${edited('a')}---\n${MARK}${edited('b')}---\n${MARK}---\n${edited('c')}`,
    )
  })

  test('never comes to stand where it would be a letter', async () => {
    writeFileSync(file(), `${one('a')}---\n${MARK}${one('b')}---\n${MARK}${one('c')}`)
    await save((item) => (item.metadata.name === 'a' ? [] : [item]))
    expect(names(readFileSync(file()))).toEqual(['b', 'c'])
  })

  test('is in no hydrated file', () => {
    writeFileSync(file(), `${MARK}---\n${one('a')}---\n${MARK}${one('b')}`)
    const tree = readTree(folder)
    expect([...hydratedFiles(tree.items, tree).values()]).toEqual([one('a'), one('b')])
  })
})

describe.each([
  ['UTF-16, little end first', utf16le],
  ['UTF-16, big end first', utf16be],
])('%s', (_, encoded) => {
  const accented = `${one('a')}data: {a: "é😀"}\n`

  test('is read, all documents of it', () => {
    expect(names(encoded(`${accented}---\r\n${one('b')}`))).toEqual(['a', 'b'])
  })

  test('is kept when the file is edited, and its bytes when it is not', async () => {
    writeFileSync(file(), encoded(`${accented}---\n${one('b')}`))
    await save((item) => (item.metadata.name === 'a' ? [item] : moved(item)))
    const edited = encoded(`${accented}---\n${one('b')}  namespace: shop\n`)
    expect(readFileSync(file()).equals(edited)).toBe(true)
    await save((item) => [item])
    expect(readFileSync(file()).equals(edited)).toBe(true)
    await save((item) => (item.metadata.name === 'a' ? [] : [item]))
    expect(names(readFileSync(file()))).toEqual(['b'])
    expect(readFileSync(file()).subarray(0, 2).equals(encoded('').subarray(0, 2))).toBe(true)
  })

  test('is hydrated as UTF-8', () => {
    writeFileSync(file(), encoded(accented))
    const tree = readTree(folder)
    expect([...hydratedFiles(tree.items, tree).values()]).toEqual([accented])
  })

  test('that is cut in the middle of a character is refused, with its place', () => {
    const half = Buffer.concat([encoded(`${one('a')}data: {a: "`), encoded('\ud83d"}').subarray(2)])
    expect(problem(half)).toBe('5:12 the file is not UTF-16')
    expect(problem(encoded(one('a')).subarray(0, -1))).toBe('4:10 the file is not UTF-16')
  })

  test('is finished when a save was killed within it', () => {
    const [before, after] = [`${MARK}${one('a')}`, `${MARK}${one('b')}data: {}\n`]
    writeJournal(folder, [{ path: 'r.yaml', before, after }])
    const [old, next] = [encoded(one('a')), encoded(`${one('b')}data: {}\n`)]
    writeFileSync(file(), Buffer.concat([next.subarray(0, 99), old.subarray(99)]))
    finishSaves(folder)
    expect(readFileSync(file()).equals(next)).toBe(true)
  })
})

test('UTF-16 without a mark, and UTF-32, are no text', () => {
  expect(problem(utf16le(one('a')).subarray(2))).toBe('1:2 the character U+0000 is not allowed in YAML')
  expect(problem(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]))).toMatch(/U\+0000/)
})
