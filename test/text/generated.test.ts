/** Made-up documents: what is written reads back, both readers agree, and an edit changes what it should and nothing else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { equal } from '../../src/krm/equal.ts'
import { locate, writeDocument } from '../../src/text/document.ts'
import { commented, type Remark } from './commented.ts'
import { edit, json, read, readByLibrary, readFast, readStock, valueIn } from './reading.ts'

/** The same documents on every run; another SEED makes others. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) })

const RUNS = { numRuns: 300 }

const word = fc.constantFrom(
  'a',
  'b',
  'name',
  'value',
  'app.kubernetes.io/name',
  'x-y',
  'some text',
  'a: b',
  '# no',
  '- no',
  'it\'s "so"',
)
const odd = fc.constantFrom(
  ...[
    '',
    ' ',
    '~',
    'null',
    'yes',
    'No',
    'on',
    'y',
    'true',
    '1',
    '-1',
    '0755',
    '0o7',
    '0x1F',
    '1_000',
    '1e3',
    '.5',
    '.inf',
    '1:30',
    '<<',
    '=',
  ],
  ...[
    '2024-01-01',
    '---',
    '...',
    '-',
    '?',
    ':',
    '|',
    '>',
    '&a',
    '*a',
    '!a',
    '%a',
    '@a',
    '`a`',
    '"',
    "'",
    '\\',
    '{}',
    '[]',
    '{',
    ']',
    ',',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'a ',
    ' a',
    'a:',
    ':a',
    'a #b',
    'a\tb',
    '\ta',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u0000',
    '😀',
  ],
)
const lines = fc
  .array(
    fc.constantFrom(
      'one',
      'two three',
      '  deeper',
      '',
      ' ',
      '# hash',
      '- dash',
      'key: value',
      'end ',
      '\ttab',
      '---',
      '...',
    ),
    {
      minLength: 2,
      maxLength: 6,
    },
  )
  .map((list) => list.join('\n'))
const text = fc.oneof(
  word,
  odd,
  lines,
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.lorem({ maxCount: 25 }),
)
const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(1e20, -1e21, 2 ** 53, 1e300, 1e-7, 0.1, 123456789.125),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
  fc.bigInt({ min: -(2n ** 70n), max: -(2n ** 53n) }),
)
const scalar = fc.oneof({ weight: 4, arbitrary: text }, number, fc.boolean(), fc.constant(null))

function mapOf(key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 6 })
  return entries.map((list) => Object.fromEntries(list))
}

/** Maps and lists of `leaf`, up to four deep. */
function treeOf(key: fc.Arbitrary<string>, leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      mapOf(key, tie('tree')),
      fc.array(tie('tree'), { maxLength: 4 }),
    ),
  })).tree
}

const key = fc.oneof({ weight: 3, arbitrary: word }, odd, fc.string({ maxLength: 12 }))
const documentValue = mapOf(key, treeOf(key, scalar))

describe('a written document', () => {
  test('reads back, by both readers', () => {
    fc.assert(
      fc.property(fc.oneof(documentValue, fc.array(treeOf(key, scalar))), (value) => {
        const written = writeDocument(value)
        for (const reading of [read(written), readByLibrary(written)]) {
          expect(reading.problems, written).toEqual([])
          expect(equal(reading.value, value), written).toBe(true)
        }
        expect(json(valueIn(written)), written).toBe(json(value))
        expect(writeDocument(valueIn(written))).toBe(written)
      }),
      RUNS,
    )
  })

  test('says the same to readers of YAML 1.1 and of YAML 1.2', () => {
    fc.assert(
      fc.property(documentValue, (value) => {
        const written = writeDocument(value)
        expect(equal(readStock(written, '1.2'), value), written).toBe(true)
        expect(equal(readStock(written, '1.1'), value), written).toBe(true)
      }),
      RUNS,
    )
  })

  test('is mostly read by the fast path', () => {
    const written = fc.sample(mapOf(word, treeOf(word, fc.oneof(word, lines, fc.integer()))), 200).map(writeDocument)
    const fast = written.filter((one) => readFast(one) !== 'no answer')
    expect(fast.length).toBeGreaterThan(150)
  })
})

const style = fc.record({
  version: fc.constantFrom('1.1' as const, '1.2' as const),
  indent: fc.constantFrom(1, 2, 3, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 40, 80),
  minContentWidth: fc.constantFrom(0, 20),
  defaultStringType: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_SINGLE' as const,
    'QUOTE_DOUBLE' as const,
    'BLOCK_LITERAL' as const,
    'BLOCK_FOLDED' as const,
  ),
  defaultKeyType: fc.constantFrom(null, 'PLAIN' as const, 'QUOTE_DOUBLE' as const),
  blockQuote: fc.constantFrom(true, false, 'literal' as const, 'folded' as const),
  collectionStyle: fc.constantFrom('any' as const, 'any' as const, 'block' as const, 'flow' as const),
  flowCollectionPadding: fc.boolean(),
  singleQuote: fc.constantFrom(true, false, null),
  doubleQuotedAsJSON: fc.boolean(),
  nullStr: fc.constantFrom('null', '~', ''),
  trueStr: fc.constantFrom('true', 'True', 'yes'),
  aliasDuplicateObjects: fc.constant(false),
})

/** Where the fast path answers, the library answers the same. */
function expectAgreement(source: string): void {
  const fast = readFast(source)
  if (fast === 'no answer') return
  const { value, problems } = readByLibrary(source)
  expect(problems, source).toEqual([])
  expect(json(fast.value), source).toBe(json(value))
}

const rendered = fc.tuple(documentValue, style).map(([value, options]) => stringify(value, options))

describe('a document in any style', () => {
  test('is read by the fast path as by the library', () => {
    fc.assert(fc.property(rendered, expectAgreement), { numRuns: 1_000 })
  })

  test('is read alike when lines are lost, doubled, moved or indented', () => {
    const damage = fc.record({
      kind: fc.constantFrom('lose', 'double', 'swap', 'indent', 'dedent', 'join'),
      at: fc.nat(),
      by: fc.integer({ min: 1, max: 3 }),
    })
    fc.assert(
      fc.property(rendered, fc.array(damage, { minLength: 1, maxLength: 3 }), (source, damages) => {
        const list = source.split('\n')
        for (const { kind, at: anywhere, by } of damages) {
          const at = anywhere % list.length
          const line = list[at] ?? ''
          if (kind === 'lose') list.splice(at, 1)
          if (kind === 'double') list.splice(at, 0, line)
          if (kind === 'swap') list.splice(at, 2, list[at + 1] ?? '', line)
          if (kind === 'indent') list[at] = ' '.repeat(by) + line
          if (kind === 'dedent') list[at] = line.slice(Math.min(by, /^ */.exec(line)?.[0].length ?? 0))
          if (kind === 'join') list.splice(at, 2, `${line} ${list[at + 1] ?? ''}`)
        }
        expectAgreement(list.join('\n'))
      }),
      { numRuns: 1_500 },
    )
  })

  test('is read alike when characters are put in or taken out', () => {
    const piece = fc.constantFrom(
      ...' \n:-#"\'[]{},|>&*!?%@`~\\\t0x',
      ': ',
      '- ',
      ' #',
      '? ',
      '\n\n',
      '\n  ',
      '<<: ',
      '---\n',
      '...\n',
      '|\n',
      '>-\n',
      '\r\n',
      '\u0085',
      '\u2028',
    )
    const damage = fc.record({ at: fc.nat(), lose: fc.integer({ min: 0, max: 2 }), piece })
    fc.assert(
      fc.property(rendered, fc.array(damage, { minLength: 1, maxLength: 4 }), (source, damages) => {
        let result = source
        for (const { at: anywhere, lose, piece: put } of damages) {
          const at = anywhere % (result.length + 1)
          result = result.slice(0, at) + put + result.slice(at + lose)
        }
        expectAgreement(result)
      }),
      { numRuns: 3_000 },
    )
  })
})

type Path = readonly (string | number)[]
type Container = Record<string | number, unknown> | unknown[]

function at(value: unknown, path: Path): unknown {
  return path.reduce((node, step) => (node as Record<string | number, unknown>)[step], value)
}

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [path, ...steps.flatMap((step) => pathsOf(at(value, [step]), [...path, step]))]
}

function begins(path: Path, prefix: Path): boolean {
  return prefix.every((step, i) => path[i] === step)
}

const plainKey = fc.constantFrom('a', 'b', 'c', 'name', 'image', 'key', 'labels', 'items', 'app.io/x', 'yes', '1')
const plainLeaf = fc.oneof(
  fc.constantFrom('x', 'some text', 'yes', '', '1', 'a: b', 'http://a:80', 'q # r', "it's"),
  fc.integer({ min: -9, max: 999 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('one\ntwo\n', 'one\n  two', 'a\n\nb\n\n'),
)
const plainTree = treeOf(plainKey, plainLeaf)
const source = fc
  .tuple(mapOf(plainKey, plainTree), fc.integer())
  .filter(([value]) => Object.keys(value).length > 0)
  .map(([value, seed]) => ({ ...commented(value, seed), value }))

type Kind = 'set' | 'delete' | 'add' | 'insert' | 'reorder'

interface Edit {
  readonly kind: Kind
  /** What was set, deleted, or got a new child or another order. */
  readonly path: Path
  readonly after: unknown
}

const wish = fc.record({
  kind: fc.constantFrom<Kind>('set', 'delete', 'add', 'insert', 'reorder'),
  where: fc.nat(),
  place: fc.nat(),
  fresh: plainTree,
})
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never

/** An edit of that kind somewhere in the value; undefined where there is no place for one. */
function plan(value: Record<string, unknown>, { kind, where, place, fresh }: Wish): Edit | undefined {
  const after = structuredClone(value)
  const fits = pathsOf(value).filter((path) => {
    const node = at(value, path)
    if (kind === 'set' || kind === 'delete') return path.length > 0
    if (kind === 'add') return typeof node === 'object' && node !== null && !Array.isArray(node)
    return Array.isArray(node) && node.length > (kind === 'reorder' ? 1 : 0)
  })
  const path = fits[where % fits.length]
  if (!path) return undefined
  const step = path.at(-1) as string | number
  const parent = at(after, path.slice(0, -1)) as Container
  const node = at(after, path)
  if (kind === 'set') Object.assign(parent, { [step]: fresh })
  if (kind === 'delete' && Array.isArray(parent)) parent.splice(Number(step), 1)
  else if (kind === 'delete') delete (parent as Record<string, unknown>)[step]
  if (kind === 'add') Object.assign(node as object, { [`new-${place % 3}`]: fresh })
  if (kind === 'insert') (node as unknown[]).splice(place % ((node as unknown[]).length + 1), 0, { new: fresh })
  if (kind === 'reorder')
    (node as unknown[]).push((node as unknown[]).splice(place % ((node as unknown[]).length - 1), 1)[0])
  return { kind, path, after }
}

/** Of equal items in one list nobody can say which one went or moved: values alone do not tell. */
function isAmbiguous(value: Record<string, unknown>, { kind, path }: Edit): boolean {
  const list = kind === 'delete' || kind === 'set' ? at(value, path.slice(0, -1)) : at(value, path)
  return Array.isArray(list) && list.some((item, i) => list.slice(0, i).some((other) => equal(other, item)))
}

/** Whether the remark may go: it stood on the lines of what was changed or removed, or directly above what was removed. */
function mayGo(remark: Remark, { kind, path, after }: Edit, removed: ReadonlySet<string>): boolean {
  if (kind === 'set') {
    const isOwn = remark.place === 'above' && remark.owner.length === path.length
    // Another item in a list is another thing; another value of a key is still that key's.
    return begins(remark.owner, path) && (!isOwn || typeof path.at(-1) === 'number')
  }
  if (kind === 'delete') {
    if (begins(remark.owner, path) || removed.has(remark.text)) return true
    const parent = at(after, path.slice(0, -1)) as object
    // What is left is empty and written in another style.
    return Object.keys(parent).length === 0 && begins(remark.owner, path.slice(0, -1)) && remark.place !== 'above'
  }
  const wasFlow = remark.place === 'behind' && remark.owner.length === path.length && begins(remark.owner, path)
  return wasFlow && kind !== 'reorder'
}

function count(all: string, part: string): number {
  return all.split(part).length - 1
}

/** The first line below a comment that holds something else. */
function lineBelow(all: string, comment: string): string | undefined {
  const list = all.split('\n')
  const start = list.findIndex((line) => line.includes(comment))
  return list
    .slice(start + 1)
    .find((line) => !/^\s*(?:#|$)/.test(line))
    ?.trim()
}

describe('an edited document', () => {
  test('the made-up documents say what they should', () => {
    fc.assert(
      fc.property(source, ({ text: body, value }) => {
        expect(json(valueIn(body)), body).toBe(json(value))
        expectAgreement(body)
      }),
      RUNS,
    )
  })

  test('has the new value, and is the same text when edited again', () => {
    fc.assert(
      fc.property(source, fc.array(wish, { minLength: 1, maxLength: 4 }), ({ text: body, value }, wishes) => {
        let after: Record<string, unknown> = value
        for (const one of wishes) after = (plan(after, one)?.after as Record<string, unknown>) ?? after
        const edited = edit(body, value, after)
        expect(equal(valueIn(edited), after), edited).toBe(true)
        expect(equal(readByLibrary(edited).value, after), edited).toBe(true)
        expect(edit(edited, after, structuredClone(after))).toBe(edited)
      }),
      { numRuns: 1_000 },
    )
  })

  test('has any value that is asked for', () => {
    fc.assert(
      fc.property(source, documentValue, ({ text: body, value }, after) => {
        const edited = edit(body, value, after)
        expect(equal(valueIn(edited), after), edited).toBe(true)
      }),
      RUNS,
    )
  })

  test('of any style has any value that is asked for', () => {
    fc.assert(
      fc.property(rendered, documentValue, wish, (body, other, one) => {
        const { value, problems } = read(body)
        if (problems.length > 0) return
        const planned = plan(value as Record<string, unknown>, one)?.after
        for (const after of [other, planned ?? other]) {
          const edited = edit(body, value, after)
          expect(equal(valueIn(edited), after), `${body}\n=>\n${edited}`).toBe(true)
        }
      }),
      RUNS,
    )
  })

  test('keeps every comment outside the edited part, once', () => {
    fc.assert(
      fc.property(source, wish, ({ text: body, value, remarks }, one) => {
        const planned = plan(value, one)
        if (!planned || isAmbiguous(value, planned)) return
        const edited = edit(body, value, planned.after)
        const removed = planned.kind === 'delete' ? commentsAbove(body, planned.path) : new Set<string>()
        for (const remark of remarks) {
          if (equal(planned.after, value) || !mayGo(remark, planned, removed))
            expect(
              count(edited, remark.text),
              `${remark.text}: ${planned.kind} ${json(planned.path)}\n${body}\n=>\n${edited}`,
            ).toBe(1)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('keeps each comment above what it stood above', () => {
    fc.assert(
      fc.property(source, wish, ({ text: body, value, remarks }, one) => {
        const planned = plan(value, one)
        if (!planned || isAmbiguous(value, planned)) return
        const edited = edit(body, value, planned.after)
        for (const { place, owner, text: comment } of remarks) {
          if (place !== 'above' || begins(owner, planned.path) || begins(planned.path, owner)) continue
          expect(
            lineBelow(edited, comment),
            `${comment}: ${planned.kind} ${json(planned.path)}\n${body}\n=>\n${edited}`,
          ).toBe(lineBelow(body, comment))
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('with one new scalar differs in one line', () => {
    fc.assert(
      fc.property(source, fc.nat(), fc.constantFrom('new', 'yes', 7, true), ({ text: body, value }, where, fresh) => {
        const scalars = pathsOf(value).filter((path) => {
          const node = at(value, path)
          return typeof node !== 'object' && !(typeof node === 'string' && node.includes('\n'))
        })
        const path = scalars[where % scalars.length]
        if (!path) return
        const after = structuredClone(value)
        Object.assign(at(after, path.slice(0, -1)) as object, { [path.at(-1) as string]: fresh })
        const edited = edit(body, value, after)
        // A last line without a line break may get one.
        const [old, now] = [body, edited].map((one) => one.replace(/\n?$/, '\n').split('\n')) as [string[], string[]]
        const message = `set ${json(path)}\n${body}\n=>\n${edited}`
        expect(now.length, message).toBe(old.length)
        expect(now.filter((line, i) => line !== old[i]).length, message).toBeLessThanOrEqual(1)
        // A comment behind it stays where it was.
        expect(count(edited, '# comment '), message).toBe(count(body, '# comment '))
      }),
      { numRuns: 1_000 },
    )
  })
})

/** Comments that stand directly above the line where a removed node begins, whoever they belong to. */
function commentsAbove(body: string, path: Path): ReadonlySet<string> {
  const lines = body.split('\n')
  const found = new Set<string>()
  // A block is located at its key, whose line is the one above its own first line.
  for (let i = locate({ text: body, line: 1 }, path).line - 2; i >= 0 && /^\s*#/.test(lines[i] ?? ''); i--) {
    const [text] = /# comment \d+;/.exec(lines[i] ?? '') ?? []
    if (text) found.add(text)
  }
  return found
}
