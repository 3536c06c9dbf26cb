/** Strings that one YAML version or the other would take for something else: written, every reader sees the same string. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { equal } from '../../src/krm/equal.ts'
import { editDocument, writeDocument } from '../../src/text/document.ts'
import { readByLibrary, readStock, valueIn } from './reading.ts'

const WORDS = [
  'true True TRUE false False FALSE yes Yes YES no No NO on On ON off Off OFF y Y n N null Null NULL ~ nil None',
  '0 1 -1 +1 00 007 0755 08 0o17 0O7 0x1F 0X1f 0b1 0B1 1_000 1__0 _1 1_ 0_7 0x_1 0o 0x 0b -0 +0 1e3 1E3 1e+3 1e-3 1e400 -1e400',
  '1.5 .5 1. . .. ... -. 1.0 1.2.3 1e 0.1e1 .5e1 01.5 1_0.5 .inf -.inf +.INF .Inf .nan .NaN inf NaN Infinity 1.e3 e0 E1 .e1 -e1 ._ _.1 1._ +.e-1',
  '9007199254740993 18446744073709551616 123456789012345678901234567890 0x10000000000000000',
  '2024-01-01 2024-1-1 2001-12-14T21:59:43.10-05:00 2024-01-01T00:00:00Z 1:30 12:30:45 1:30.5 -1:30 190:20:30 0:0 22:22',
  '- -- --- ? : , [ ] { } # & * ! | > % @ ` = << " \' \\ / $ ^ ( ) ; + < !! && ?? :: |- >+ [] {} "" \'\'',
  '-a ?a :a ,a [a ]a {a }a #a &a *a !a |a >a %a @a `a =a "a" \'a\' a: a# a, a] a} a: a:b a#b a\\nb a,b <<a ---a ...a',
  '/ /a a/b 10m 1Gi 50% 10.0.0.1 ::1 http://a.b:80/c?d=e&f#g sha256:abc v1 1.2.3-rc1 a=b __proto__ constructor toString',
  'é 日本 😀 \u0085 \u00a0 \u2028 \u2029 \ufeff \ufffd \u200b \u202e \u007f \u0080 \u0000 \u0007 \u001b \ue000 \u{10ffff}',
].flatMap((line) => line.split(' '))

const LINES = [
  '',
  ' ',
  '  ',
  '\t',
  '\n',
  '\n\n',
  ' \n',
  '\n ',
  '\r',
  '\r\n',
  'a ',
  ' a',
  ' a ',
  'a\t',
  '\ta',
  'a\tb',
  'a b',
  'a  b',
  'a: b',
  'a :b',
  'a #b',
  'a # b',
  '# a',
  '- a',
  '- - a',
  '? a',
  ': a',
  '--- a',
  '---\n',
  '---\na\n',
  'a\n---\nb\n',
  '...\na\n',
  'a\n...\n',
  '%YAML 1.1',
  'a\n%b\n',
  '& a',
  '* a',
  '! a',
  '!!str a',
  '!!int 1',
  '[a, b]',
  '{a: b}',
  '{"a": 1}',
  'yes\n',
  'null\n',
  '1\n',
  '1\n2',
  'true # no',
  'a\nb',
  'a\nb\n',
  'a\nb\n\n',
  'a\nb\n\n\n',
  '\na\n',
  '\n\na',
  ' a\nb\n',
  '  a\n b\nc\n',
  'a\n b\n',
  'a\n\n b\n',
  'a \nb \n',
  'a\nb \n',
  'a\nb\n ',
  'a\nb\n  \n',
  '\ta\nb\n',
  'a\n\tb\n',
  'a\r\nb\r\n',
  'a\rb',
  'a\n\n\nb\n',
  '# a\nb\n',
  '- a\n- b\n',
  'a: b\nc: d\n',
  'a\u0085b',
  'a\u0085b\n',
  'a\nb\u0085c\n',
  'a\u2028b\n',
  'a\nb\u2029\n',
  '\ufeffa',
  'a\nb\u0000\n',
  'a\n\u001b[0m\n',
  'a\nb\u007f\n',
  '#!/bin/sh\nset -eu\necho "hi" # there\n\texit 0\n',
  '{\n  "a": 1\n}\n',
  '"a\nb"\n',
  "'a'\n'b'\n",
  `${'x'.repeat(200)}`,
  `${'word '.repeat(60)}`,
  `${'word '.repeat(60)}\nmore\n`,
  `${'k'.repeat(1100)}`,
]

const STRINGS = [...new Set([...WORDS, ...LINES])]

/** The places where a string can stand. */
const PLACES: readonly [string, (text: string) => unknown][] = [
  ['a value', (text) => ({ a: text })],
  ['a key', (text) => ({ [text]: text })],
  ['a list item', (text) => ({ a: [text, [text], { b: text }] })],
  ['a key of a list item', (text) => ({ a: [{ [text]: 1, c: text }] })],
  ['a value deep inside, with more below', (text) => ({ a: { b: { c: text, d: 1 }, e: [text] }, f: 2 })],
]

test('there are many', () => {
  expect(STRINGS.length).toBeGreaterThan(120)
})

describe.each(PLACES)('as %s', (_, place) => {
  test.each(STRINGS.map((text) => [JSON.stringify(text).slice(0, 60), text]))('%s stays what it is', (_name, text) => {
    const value = place(text)
    const written = writeDocument(value)
    expect(valueIn(written)).toEqual(value)
    expect(readByLibrary(written)).toEqual({ value, problems: [] })
    expect(readStock(written, '1.2')).toEqual(value)
    expect(readStock(written, '1.1')).toEqual(value)
    expect(written.endsWith('\n')).toBe(true)
    expect(writeDocument(valueIn(written))).toBe(written)
  })
})

test.each(STRINGS.map((text) => [JSON.stringify(text).slice(0, 60), text]))(
  '%s stays what it is through an edit',
  (_name, text) => {
    const source = '# comment\na: 1 # one\nb:\n- c\n- d: e\nf: {g: h}\nz: |\n  text\n'
    const before = valueIn(source) as Record<string, unknown>
    for (const after of [
      { ...before, a: text },
      { ...before, b: ['c', { d: text }, text] },
      { ...before, f: { g: text } },
      { ...before, z: text, [`key ${text}`]: text },
    ]) {
      const edited = editDocument({ text: source, line: 1 }, before, after)
      expect(equal(valueIn(edited), after), edited).toBe(true)
      expect(readStock(edited, '1.2')).toEqual(after)
      expect(readStock(edited, '1.1')).toEqual(after)
    }
  },
)

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0

test.skipIf(!hasKubectl)('kubectl reads them all as they were written (skipped where kubectl is missing)', () => {
  const spec = { strings: STRINGS, values: Object.fromEntries(STRINGS.map((text, i) => [`v${i}`, text])) }
  const keys = Object.fromEntries(STRINGS.map((text) => [text, text]))
  const thing = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'thing' }, spec, keys }
  const folder = mkdtempSync(join(tmpdir(), 'hydroam-strings-'))
  try {
    const file = join(folder, 'thing.yaml')
    writeFileSync(file, writeDocument(thing))
    const run = spawnSync('kubectl', ['patch', '--local', '-f', file, '--type', 'merge', '-p', '{}', '-o', 'json'], {
      encoding: 'utf8',
    })
    expect(run.stderr).toBe('')
    const read = JSON.parse(run.stdout)
    expect(read.spec).toEqual(spec)
    expect(equal(read.keys, keys)).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
