/** Text that would hang, exhaust or deceive a reader: each is read as it stands, or is a problem with its place. */
import { afterEach, describe, expect, test } from 'vitest'
import { equal } from '../../src/krm/equal.ts'
import { editDocument, readDocument, splitDocuments } from '../../src/text/document.ts'
import { expectLinear } from '../growth.ts'
import { read, readByLibrary, readFast, valueIn } from './reading.ts'

/** The one problem of a text, which must have no value. */
function problemOf(text: string) {
  const { value, problems } = read(text)
  expect(value).toBeUndefined()
  expect(problems.length).toBeGreaterThan(0)
  const [problem] = problems
  expect(problem?.message).not.toMatch(/Maximum call stack|\[object/)
  const lines = text.split('\n')
  expect(problem?.position.line).toBeGreaterThanOrEqual(1)
  expect(problem?.position.line).toBeLessThanOrEqual(lines.length)
  expect(problem?.position.column).toBeGreaterThanOrEqual(1)
  return problem
}

describe('aliases', () => {
  const nine = (item: (name: string) => string) =>
    ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, i) => {
      const before = String.fromCharCode(97 + i)
      return `${name}: &${name} ${item(before)}\n`
    })

  test('nine levels of nine are refused', () => {
    const list = (name: string) => `[${Array(9).fill(`*${name}`).join(', ')}]`
    problemOf(`a: &a [${Array(9).fill('lol').join(', ')}]\n${nine(list).join('')}`)
  })

  test('nine levels of nine maps are refused', () => {
    const map = (name: string) => `{${[...'abcdefghi'].map((key) => `k${key}: *${name}`).join(', ')}}`
    problemOf(`a: &a {lol: lol}\n${nine(map).join('')}`)
  })

  test('a bomb through merge keys is refused, or stays small', () => {
    const levels = 30
    let text = 'l0: &l0 {a0: 1, b0: 1}\n'
    for (let i = 1; i <= levels; i++)
      text += `l${i}: &l${i}\n  <<: [${Array(9)
        .fill(`*l${i - 1}`)
        .join(', ')}]\n  a${i}: 1\n`
    const { value, problems } = read(text)
    if (problems.length === 0) expect(Object.keys((value as never)[`l${levels}`])).toHaveLength(levels + 2)
    else expect(value).toBeUndefined()
  })

  test('a bomb through values of merge keys is refused', () => {
    let text = 'l0: &l0 {x: 1}\n'
    for (let i = 1; i <= 12; i++) {
      const children = [...'abcdefghi'].map((key) => `    ${key}${i}: *l${i - 1}\n`).join('')
      text += `l${i}: &l${i}\n  <<:\n${children}`
    }
    problemOf(text)
  })

  test.each(['a: &a [*a]\n', 'a: &a {b: *a}\n', '&a [*a]\n', 'a: &a\n  <<: *a\n', 'a: &a {b: &b {c: [*b, *a]}}\n'])(
    'one that contains itself is refused: %j',
    (text) => {
      problemOf(text)
    },
  )

  test('1,000 honest ones survive', () => {
    const text = `base: &base {a: 1}\nlist:\n${'  - *base\n'.repeat(1000)}`
    expect(valueIn(text)).toEqual({ base: { a: 1 }, list: Array(1000).fill({ a: 1 }) })
  })

  test('101 anchors with an alias each survive', () => {
    const names = Array.from({ length: 101 }, (_, i) => `n${i}`)
    const text = names.map((name) => `${name}: &${name} ${name}\n${name}-again: *${name}\n`).join('')
    expect(Object.keys(valueIn(text) as object)).toHaveLength(202)
  })

  test('20,000 of them do not take quadratic time', () => {
    expectLinear((n) => {
      const text = `base: &base {a: 1}\nlist:\n${'  - *base\n'.repeat(2500 * n)}`
      const { value, problems } = read(text)
      if (problems.length === 0) expect((value as { list: unknown[] }).list).toHaveLength(2500 * n)
    })
  })

  test('values that aliases brought are shared: nobody changes what was read', () => {
    const { a, b } = valueIn('a: &x {c: 1}\nb: *x\n') as { a: unknown; b: unknown }
    expect(b).toBe(a)
  })
})

describe('depth and size', () => {
  const DEEP = 10_000
  test.each([
    ['flow lists', `a: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}\n`],
    ['flow lists never closed', `a: ${'['.repeat(DEEP)}`],
    ['flow maps', `${'{a: '.repeat(DEEP)}1${'}'.repeat(DEEP)}\n`],
    ['JSON', `${'{"a":['.repeat(DEEP)}${']}'.repeat(DEEP)}\n`],
    ['lists on one line', `a:\n${'- '.repeat(DEEP)}b\n`],
    ['question marks', `${'? '.repeat(DEEP)}a\n`],
    ['block lists', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}-\n`).join('')],
    ['block maps', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['lists and maps', Array.from({ length: 2_000 }, (_, i) => `${'  '.repeat(i)}- a:\n`).join('')],
  ])('%s nested too deep are refused', (_, text) => {
    problemOf(text)
  })

  test.each([
    ['lists in a line', (n: number) => `a: ${'['.repeat(n - 1)}${']'.repeat(n - 1)}\n`],
    ['lists in a line, in a block', (n: number) => `a:\n  b:\n  - ${'['.repeat(n - 3)}${']'.repeat(n - 3)}\n`],
    ['JSON', (n: number) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}\n`],
    ['blocks', (n: number) => `${Array.from({ length: n }, (_, i) => `${' '.repeat(i)}a:`).join('\n')} 1\n`],
  ])('%s may be 100 levels deep, and no deeper', (_, text) => {
    expect(read(text(100)).problems).toEqual([])
    expect(readByLibrary(text(100)).problems).toEqual([])
    expect(problemOf(text(101))?.message).toContain('100 levels')
    expect(readFast(text(101))).toBe('no answer')
  })

  test('block maps 10,000 deep are refused', () => {
    const text = Array.from({ length: DEEP }, (_, i) => `${' '.repeat(i)}a:\n`).join('')
    problemOf(text)
  })

  test('20 levels survive, in every style', () => {
    const block = `${Array.from({ length: 20 }, (_, i) => `${'  '.repeat(i)}a:\n`).join('')}${'  '.repeat(20)}b: 1\n`
    let expected: unknown = { b: 1 }
    for (let i = 0; i < 20; i++) expected = { a: expected }
    expect(valueIn(block)).toEqual(expected)
    expect(valueIn(JSON.stringify(expected))).toEqual(expected)
  })

  test.each([
    ['quickly read', (i: number) => `  key-${i}: value ${i}\n`, 'data:\n'],
    ['read by the library', (i: number) => `  key-${i}: value ${i}\n`, 'data: &data\n'],
  ])('a map of 40,000 keys survives, %s', (_, line, head) => {
    expectLinear((n) => {
      const text = `${head}${Array.from({ length: 5000 * n }, (_, i) => line(i)).join('')}`
      const { data } = valueIn(text) as { data: Record<string, string> }
      expect(Object.keys(data)).toHaveLength(5000 * n)
      expect(data['key-4999']).toBe('value 4999')
    })
  })

  test('40,000 keys of which two are the same are refused', () => {
    const text = `data:\n${Array.from({ length: 40_000 }, (_, i) => `  k${i}: v\n`).join('')}  k5: v\n`
    expect(problemOf(text)?.message).toContain('k5')
  })

  test('a document of 12 MB is refused', () => {
    problemOf(`a: |\n${'  0123456789012345678901234567890123456789012345678901234567890\n'.repeat(190_000)}`)
  })

  test('many short documents do not share one budget', () => {
    const file = '---\na: 1\n'.repeat(2_000)
    const documents = splitDocuments(file)
    expect(documents).toHaveLength(2_000)
    expect(documents.every((document) => equal(readDocument(document).value, { a: 1 }))).toBe(true)
  })

  test.each([
    ['colons', (n: number) => ':'.repeat(25_000 * n)],
    ['quotes never closed', (n: number) => `a: "${'x '.repeat(25_000 * n)}`],
    ['escapes never closed', (n: number) => `a: "${'\\'.repeat(25_000 * n + 1)}`],
    ['blanks', (n: number) => `a:${' '.repeat(62_500 * n)}b${' '.repeat(62_500 * n)}\n`],
    ['blank lines', (n: number) => `a: b\n${' \n'.repeat(25_000 * n)}c: d\n`],
    ['blank lines in a quote', (n: number) => `a: "b\n${' \n'.repeat(12_500 * n)}c"\n`],
    ['hashes', (n: number) => `a: b ${'#'.repeat(62_500 * n)}\n`],
    ['comment lines', (n: number) => `a:\n${'  # x\n'.repeat(12_500 * n)}  b: 1\n`],
    ['dashes', (n: number) => `${'-'.repeat(25_000 * n)}\n`],
    ['digits', (n: number) => `a: ${'9'.repeat(12_500 * n)}\n`],
    ['digits and underscores', (n: number) => `a: ${'1_'.repeat(6_250 * n)}x\n`],
    ['zeros and dots', (n: number) => `a: ${'0.'.repeat(6_250 * n)}\n`],
    ['base64', (n: number) => `a: !!binary ${'a'.repeat(25_000 * n)}*\n`],
    ['flow of blanks', (n: number) => `a: [${' \n '.repeat(6_250 * n)}]\n`],
    ['flow commas', (n: number) => `a: [${'b, '.repeat(3_750 * n)}]\n`],
    ['question marks in flow', (n: number) => `a: {${'? '.repeat(375 * n)}}\n`],
    ['tags', (n: number) => `a: ${'!!str '.repeat(375 * n)}b\n`],
    ['anchors', (n: number) => `a: ${'&a '.repeat(375 * n)}b\n`],
    ['an anchor of many letters', (n: number) => `a: &${'a'.repeat(25_000 * n)} b\n`],
    ['document ends', (n: number) => '...\n'.repeat(2_500 * n)],
    ['directives', (n: number) => '%TAG ! !\n'.repeat(2_500 * n)],
    ['separators', (n: number) => '---\n'.repeat(2_500 * n)],
    ['carriage returns', (n: number) => 'a: 1\r'.repeat(2_500 * n)],
    ['byte order marks', (n: number) => '\ufeff'.repeat(2_500 * n)],
  ])('%s by the thousand are read or refused, in linear time', (_, text) => {
    expectLinear((n) => {
      for (const document of splitDocuments(text(n)).slice(0, 3)) {
        const { value, problems } = readDocument(document)
        if (problems.length > 0) expect(value).toBeUndefined()
      }
    })
  })
})

describe('characters', () => {
  test.each([
    ['NUL', 'a: b\u0000c\n', 1, 5],
    ['NUL in quotes', 'a: 1\nb: "x\u0000"\n', 2, 6],
    ['NUL in a comment', 'a: 1 # \u0000\n', 1, 8],
    ['bell', 'a: \u0007\n', 1, 4],
    ['escape', 'a: |\n  \u001b[0m\n', 2, 3],
    ['delete', 'a: "\u007f"\n', 1, 5],
    ['C1 control', 'a: "\u009b"\n', 1, 5],
    ['high surrogate', 'a: \ud83d\n', 1, 4],
    ['low surrogate', 'a: x\n"\ude00": 1\n', 2, 2],
    ['surrogates in the wrong order', 'a: \ude00\ud83d\n', 1, 4],
    ['U+FFFE', 'a: \ufffe\n', 1, 4],
  ])('%s is refused where it stands', (_, text, line, column) => {
    expect(problemOf(text)?.position).toEqual({ line, column })
    expect(readFast(text)).toBe('no answer')
  })

  test('UTF-16 read as UTF-8 is refused', () => {
    const utf16 = Buffer.from('a: 1\nb: 2\n', 'utf16le').toString('utf8')
    problemOf(utf16)
    problemOf(`\ufffd\ufffd${utf16}`)
  })

  test.each([
    'a:\n\tb: 1\n',
    'a:\n  \tb: 1\n',
    '\ta: 1\n',
    'a:\n  b: 1\n\tc: 2\n',
    'a:\n\t- b\n',
    '-\ta: 1\n\tb: 2\n',
    'a: |\n\tb\n',
  ])('a tab as indentation is refused: %j', (text) => {
    problemOf(text)
    expect(readFast(text)).toBe('no answer')
  })

  test('CRLF and a byte order mark survive', () => {
    const text = '\ufeff---\r\na: 1\r\nb:\r\n  - c\r\n  - |\r\n    d\r\n    e\r\n'
    expect(valueIn(text)).toEqual({ a: 1, b: ['c', 'd\ne\n'] })
    expect(editDocument({ text, line: 1 }, valueIn(text), valueIn(text))).toBe(text)
  })

  test.each([
    String.raw`a: "\ud83d"`,
    String.raw`a: "\ude00"`,
    String.raw`a: "\U0000d83d"`,
    String.raw`a: "\U00110000"`,
    String.raw`a: "\UFFFFFFFF"`,
    String.raw`a: "\x4"`,
    String.raw`a: "\u12"`,
    String.raw`a: "\q"`,
    'a: "\\',
  ])('an escape of no character is refused: %j', (text) => {
    problemOf(text)
    expect(readFast(text)).toBe('no answer')
  })

  test.each(['a\u0085b: 1\n', 'a: b\u0085c: d\n', 'a: "b\u0085c"\n', 'a: b\u2028c: d\n', 'a: |\n  b\u2028c\n'])(
    'a line break of another age is never read other than Kubernetes reads it: %j',
    (text) => {
      problemOf(text)
    },
  )
})

describe('types', () => {
  test.each([
    'a: !!js/function "function () {}"\n',
    'a: !!js/regexp /a/\n',
    'a: !!js/undefined ""\n',
    'a: !!python/object/apply:os.system [ls]\n',
    'a: !Ref b\n',
    'a: !Sub {b: c}\n',
    'a: !GetAtt\n  - b\n',
    '!thing\na: 1\n',
    '!!js/function a: 1\n',
    'a: !<tag:example.com,2000:x> b\n',
    'a: !x!y b\n',
    'a: !!set [b]\n',
    'a: !!int b\n',
    'a: !!binary "*"\n',
    'a: !!null b\n',
  ])('an unknown tag, or one that its value does not have, is refused: %j', (text) => {
    problemOf(text)
    expect(readFast(text)).toBe('no answer')
  })

  test.each([
    '[a]: b\n',
    '{a: b}: c\n',
    '? [a]\n: b\n',
    '? {a: b}\n: c\n',
    '? - a\n: b\n',
    'x: {[a]: b}\n',
    'x: {? {a: b} : c}\n',
    'a: &a [b]\n*a : c\n',
  ])('a key that is a collection is refused: %j', (text) => {
    problemOf(text)
    expect(readFast(text)).toBe('no answer')
  })

  test.each([
    'null: a\n',
    '~: a\n',
    ': a\n',
    'a:\n  : b\n',
    'a: {null: b}\n',
    'a: {~: b}\n',
    '? \n: a\n',
    '!!null a: b\n',
  ])('a key that is null is refused: %j', (text) => {
    problemOf(text)
    expect(readFast(text)).toBe('no answer')
  })

  test.each(['a: .inf\n', 'a: -.INF\n', 'a: .nan\n', 'a: [.NaN]\n', 'a: !!float .inf\n'])(
    'a number that JSON does not have is refused: %j',
    (text) => {
      problemOf(text)
      expect(readFast(text)).toBe('no answer')
    },
  )
})

describe('duplicate keys', () => {
  test.each([
    ['a: 1\na: 2\n', 1, 2],
    ['a: 1\n"a": 2\n', 1, 2],
    ["'a': 1\nb: 3\na: 2\n", 1, 3],
    ['x:\n  a: 1\n  b: 1\n  a: 2\n', 2, 4],
    ['- a: 1\n  a: 2\n', 1, 2],
    ['x: {a: 1,\n  a: 2}\n', 1, 2],
    ['1: a\n"1": b\n', 1, 2],
    ['1: a\n0x1: b\n', 1, 2],
    ['yes: a\n"true": b\n', 1, 2],
    ['? a\n: 1\na: 2\n', 1, 3],
    ['"\\x61": 1\na: 2\n', 1, 2],
    ['__proto__: 1\n__proto__: 2\n', 1, 2],
    ['toString: 1\ntoString: 2\n', 1, 2],
    ['x: &x {a: 1}\ny:\n  <<: *x\n  b: 1\n  b: 2\n', 4, 5],
  ])('%j is refused, with both lines', (text, first, second) => {
    const problem = problemOf(text)
    expect(problem?.position.line).toBe(second)
    expect(problem?.message).toMatch(new RegExp(`\\bline ${first}\\b`))
    expect(readFast(text)).toBe('no answer')
  })

  test('in a later document of a file both lines are those of the file', () => {
    const [, second] = splitDocuments('x: 1\ny: 2\n---\na: 1\na: 2\n')
    const [problem] = readDocument(second as never).problems
    expect(problem?.position).toEqual({ line: 5, column: 1 })
    expect(problem?.message).toMatch(/\bline 4\b/)
  })

  test('what a merge key brings is no duplicate', () => {
    expect(valueIn('x: &x {a: 1, b: 2}\nz:\n  <<: *x\n  a: 3\n')).toEqual({ x: { a: 1, b: 2 }, z: { a: 3, b: 2 } })
  })
})

describe('keys that JavaScript knows', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__']
  const known = Object.getOwnPropertyNames(Object.prototype).sort()
  afterEach(() => {
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(known)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  function expectOwn(value: unknown, name: string, child: unknown): void {
    expect(Object.keys(value as object)).toContain(name)
    expect(Object.getOwnPropertyDescriptor(value, name)?.value).toEqual(child)
    const prototype = Object.getPrototypeOf(value)
    expect(prototype === null || prototype === Object.prototype).toBe(true)
  }

  describe.each(names)('%s', (name) => {
    test.each([
      ['in a block', `${name}:\n  polluted: yes\n`],
      ['quoted', `"${name}":\n  polluted: yes\n`],
      ['in flow', `{${name}: {polluted: yes}}\n`],
      ['in JSON', `{"${name}": {"polluted": true}}\n`],
      ['by a merge', `<<: {${name}: {polluted: yes}}\n`],
      ['as an explicit key', `? ${name}\n: polluted: yes\n`],
    ])('is plain data %s', (_, text) => {
      expectOwn(valueIn(text), name, { polluted: true })
      expectOwn(readByLibrary(text).value, name, { polluted: true })
      const fast = readFast(text)
      if (fast !== 'no answer') expectOwn(fast.value, name, { polluted: true })
    })

    test('is plain data deep inside, and as a value', () => {
      const value = valueIn(`a:\n  - ${name}: ${name}\n`) as { a: unknown[] }
      expectOwn(value.a[0], name, name)
    })

    test('is plain data through an edit', () => {
      const text = 'a: 1\nb:\n  c: 2\n'
      const child = { polluted: true }
      const withKey = (fields: object) => Object.fromEntries([...Object.entries(fields), [name, child]])
      for (const after of [withKey({ a: 1, b: { c: 2 } }), { a: 1, b: withKey({ c: 2 }) }, withKey({})]) {
        const edited = valueIn(editDocument({ text, line: 1 }, valueIn(text), after))
        expect(equal(edited, after)).toBe(true)
        const back = editDocument({ text: 'x', line: 1 }, 'x', after)
        expect(equal(valueIn(back), after)).toBe(true)
      }
    })

    test('is edited and removed where it stands', () => {
      const text = `a: 1\n${name}:\n  polluted: yes # comment\n`
      const before = valueIn(text)
      const changed = Object.fromEntries([
        ['a', 1],
        [name, { polluted: false }],
      ])
      expect(equal(valueIn(editDocument({ text, line: 1 }, before, changed)), changed)).toBe(true)
      expect(valueIn(editDocument({ text, line: 1 }, before, { a: 1 }))).toEqual({ a: 1 })
    })
  })
})

describe('separators and document ends', () => {
  test.each([
    ['text after the end of a document', 'a: 1\n...\nb: 2\n'],
    ['an end inside a list', 'a:\n- b\n...\n- c\n'],
    ['text that never ends', 'a: "b\n'],
    ['text after a flow map', '{a: 1}\nb: 2\n'],
    ['text after JSON', '{"a": 1} {"b": 2}\n'],
    ['two roots', 'a\nb: 1\n'],
  ])('%s is refused, never half read', (_, text) => {
    problemOf(text)
  })

  test.each([
    ['--- a: 1\n', { a: 1 }],
    ['--- {a: 1}\n', { a: 1 }],
    ['--- [1]\n', [1]],
    ['---\ta\n', 'a'],
    ['--- |\n  a\n', 'a\n'],
    ['--- "a"\n', 'a'],
  ])('what stands on the line of a separator is its document, or refused: %j', (text, expected) => {
    const { value, problems } = read(text)
    if (problems.length === 0) expect(value).toEqual(expected)
  })

  test('a separator inside a quoted scalar ends the document, as everywhere', () => {
    expect(splitDocuments('a: "b\n--- c"\n')).toHaveLength(2)
    problemOf('a: "b\n')
  })
})

describe('cut short', () => {
  const SAMPLE = `# a comment
apiVersion: apps/v1
kind: Deployment
metadata:
  name: "cart" # quoted
  labels: {app: cart, 'tier': web}
  annotations:
    note: |
      one
      two
    folded: >-
      three
      four
spec:
  replicas: 12
  list: [1, 2, {a: b}]
  template:
  - name: é😀
    command: ["sh", "-c", 'echo ''hi''']
    text: one
      two "three"
  - &x
    k: v
  - *x
  end: true
`

  test('at every byte it is refused, or reads as something else than the whole', () => {
    const whole = valueIn(SAMPLE)
    const bytes = Buffer.from(SAMPLE)
    // The last line break is not needed; what stands before it is.
    for (let length = 0; length < bytes.length - 1; length++) {
      const text = bytes.subarray(0, length).toString('utf8')
      const { value, problems } = read(text)
      if (problems.length > 0) expect(value).toBeUndefined()
      expect(equal(value, whole), `cut after ${length} bytes`).toBe(false)
      const fast = readFast(text)
      if (fast !== 'no answer') {
        const reading = readByLibrary(text)
        expect(reading.problems, `cut after ${length} bytes`).toEqual([])
        expect(fast.value, `cut after ${length} bytes`).toEqual(reading.value)
      }
    }
  })

  test('with any byte taken out, fast path and library agree', () => {
    for (let at = 0; at < SAMPLE.length; at++) {
      const text = SAMPLE.slice(0, at) + SAMPLE.slice(at + 1)
      const fast = readFast(text)
      if (fast === 'no answer') continue
      const reading = readByLibrary(text)
      expect(reading.problems, text).toEqual([])
      expect(fast.value, text).toEqual(reading.value)
    }
  })

  test('JSON at every byte is refused', () => {
    const text = JSON.stringify({ a: [1, { b: 'c' }], d: null, e: 'f"g' })
    for (let length = 1; length < text.length; length++) expect(read(text.slice(0, length)).value).toBeUndefined()
  })
})
