/** Line comments as data: read where they stand, written where they belong, and nothing else moves. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldComment, Texts } from '../../src/krm/comment.ts'
import { equal } from '../../src/krm/equal.ts'
import { writeListInWords } from '../../src/krm/list-text.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { readStream } from '../../src/krm/wire.ts'
import { readComments, withComments } from '../../src/text/comments.ts'
import { CORE_WORDS, KUBERNETES_WORDS } from '../../src/text/scalar.ts'
import { commented } from './commented.ts'
import { readByLibrary, valueIn } from './reading.ts'

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) })

const key = fc.constantFrom('a', 'b', 'name', 'image', 'app.io/x', 'yes', '1', '# no', 'a: b', 'k#')
const leaf = fc.oneof(
  fc.constantFrom('x', 'some text', 'yes', '', '1', 'a: b', 'http://a:80', 'q # r', "it's #1", '#', 'one\ntwo # 2\n'),
  fc.constantFrom('a\n\n# b\n', 'one\n  # two', 'a\n\nb\n\n'),
  fc.integer({ min: -9, max: 999 }),
  fc.boolean(),
  fc.constant(null),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    mapOf(tie('tree')),
    fc.array(tie('tree'), { maxLength: 4 }),
  ),
}))

function mapOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 6 })
  return entries.map((list) => Object.fromEntries(list))
}

const source = fc
  .tuple(mapOf(tree as fc.Arbitrary<unknown>), fc.integer(), fc.boolean())
  .filter(([value]) => Object.keys(value).length > 0)
  .map(([value, seed, isWindows]) => {
    const { text, remarks } = commented(value, seed)
    return { value, remarks, text: isWindows ? text.replaceAll('\n', '\r\n') : text }
  })

type Path = FieldComment['path']

/** Every field and item, with the value that it has. */
function nodesOf(value: unknown, path: Path = []): readonly { readonly path: Path; readonly value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return [
    { path, value },
    ...Object.entries(value).flatMap(([name, child]) => {
      return nodesOf(child, [...path, Array.isArray(value) ? Number(name) : name])
    }),
  ]
}

function plain(comments: readonly FieldComment[]): readonly unknown[] {
  return comments.map(({ path, text }) => `${JSON.stringify(path)} ${text}`).sort()
}

const RUNS = { numRuns: 300 }

describe('made-up documents', () => {
  test('have the comments that were written behind their fields', () => {
    fc.assert(
      fc.property(source, ({ text, remarks }) => {
        const behind = remarks.filter(({ place }) => place === 'behind')
        expect(plain(readComments(text)), text).toEqual(
          plain(behind.map((one) => ({ path: one.owner, text: one.text }))),
        )
      }),
      RUNS,
    )
  })

  test('have the comments that are written into them, the same values, and every other comment', () => {
    fc.assert(
      fc.property(source, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), ({ text, value, remarks }, places) => {
        const scalars = nodesOf(value).filter((node) => typeof node.value !== 'object' || node.value === null)
        const wanted = new Map(
          places.flatMap((place, i): [string, FieldComment][] => {
            const path = scalars[place % scalars.length]?.path
            return path ? [[JSON.stringify(path), { path, text: `# kpt-set: $\{s${i}}` }]] : []
          }),
        )
        const written = withComments(text, [...wanted.values()])
        const message = `${text}\n=> ${[...wanted.keys()]}\n${written}`
        const unix = (body: string) => body.replaceAll('\r\n', '\n')
        expect(equal(valueIn(unix(written)), valueIn(unix(text))), message).toBe(true)
        expect(equal(readByLibrary(written).value, readByLibrary(text).value), message).toBe(true)
        const kept = readComments(text).filter(({ path }) => !wanted.has(JSON.stringify(path)))
        expect(plain(readComments(written)), message).toEqual(plain([...kept, ...wanted.values()]))
        for (const { text: remark, place } of remarks)
          if (place !== 'behind') expect(written, message).toContain(remark)
        expect(withComments(written, readComments(written)), message).toBe(written)
      }),
      RUNS,
    )
  })

  test('change in the lines of the comments alone, where no flow collection must open', () => {
    fc.assert(
      fc.property(source, fc.nat(), ({ text }, place) => {
        const known = readComments(text)
        const one = known[place % known.length]
        if (!one) return
        const written = withComments(text, [{ path: one.path, text: '# other' }])
        expect(written.replace('# other', one.text), text).toBe(text)
      }),
      RUNS,
    )
  })
})

describe('a list in the words of its items', () => {
  const HEAD = '# head\n\n# of the file\napiVersion: v1\nkind: Thing\nmetadata: {name: a}\n'
  const asText = fc.array(source, { minLength: 1, maxLength: 3 }).map((list) => {
    return list.map(({ text }) => `${HEAD}${text.replace(/^---\r?\n/, '').replaceAll('\r\n', '\n')}`)
  })

  test('reads as the items with their comments', () => {
    fc.assert(
      fc.property(asText, (texts) => {
        const items = texts.map((text) => valueIn(text) as KrmResource)
        const written = writeListInWords({ items, results: [], texts: textsOf(items, texts) })
        for (const words of [KUBERNETES_WORDS, CORE_WORDS]) {
          const stream = readStream(written, words)
          if ('results' in stream) throw new Error(`${JSON.stringify(stream.results)} in\n${written}`)
          expect(equal(stream.list.items, items), written).toBe(true)
          for (const [i, item] of stream.list.items.entries()) {
            const comments = stream.list.texts?.comments.of(item) ?? []
            expect(plain(comments), written).toEqual(plain(readComments(texts[i] as string)))
          }
        }
      }),
      RUNS,
    )
  })

  test('has the comments above the fields too, unless a word has two meanings', () => {
    const list = (text: string) => {
      const items = [valueIn(text) as KrmResource]
      return writeListInWords({ items, results: [], texts: textsOf(items, [text]) })
    }
    expect(list(`${HEAD}a:   "x" # b\n`)).toContain(
      '  - # head\n\n    # of the file\n    apiVersion: v1\n    kind: Thing\n    metadata: {name: a}\n    a:   "x" # b\n',
    )
    const odd = [
      'a: yes',
      'on: 1',
      'a: [off]',
      'a: {x: n}',
      'a: 0644',
      'a: 1_000',
      'a: 1:30',
      'a: 2024-01-01',
      'a: !!str 1',
    ]
    for (const line of [...odd, 'x: &x {a: 1}\na:\n  <<: *x\n  b: 1']) {
      const text = list(`${HEAD}${line} # b\n`)
      expect(text).not.toContain('# head')
      expect(text).toContain(' # b\n')
    }
  })
})

function textsOf(items: readonly KrmResource[], texts: readonly string[]): Texts {
  const textOf = (item: KrmResource) => texts[items.indexOf(item)] as string
  return { textOf, comments: { of: (item) => readComments(textOf(item)) } }
}

describe('a comment', () => {
  const at = (path: Path, text = '# c'): FieldComment => ({ path, text })
  const table: readonly [string, string, FieldComment, string][] = [
    ['behind a number', 'a: 1\n', at(['a']), 'a: 1 # c\n'],
    ['in place of another, with its blanks', 'a: 1   # b\n', at(['a']), 'a: 1   # c\n'],
    ['behind quotes that hold a hash', 'a: "x # y"\n', at(['a']), 'a: "x # y" # c\n'],
    ['behind the key of a block list', 'a:\n- x\n', at(['a']), 'a: # c\n- x\n'],
    ['behind a flow list', 'a: [x, z]\n', at(['a']), 'a: [x, z] # c\n'],
    ['in a flow list', 'a: [x, z] # b\n', at(['a', 1]), 'a: # b\n  - x\n  - z # c\n'],
    ['in a flow list of several lines', 'a: [x, # b\n  z]\n', at(['a', 1]), 'a:\n  - x # b\n  - z # c\n'],
    ['behind the header of a literal', 'a: |\n  # x\nb: 1\n', at(['a']), 'a: | # c\n  # x\nb: 1\n'],
    ['behind nothing', 'a:\nb: 1\n', at(['a']), 'a: # c\nb: 1\n'],
    ['behind an anchor', 'a: &x\n  b: 1\nc: *x\n', at(['a']), 'a: &x # c\n  b: 1\nc: *x\n'],
    ['behind an alias', 'a: &x 1\nc: *x\n', at(['c']), 'a: &x 1\nc: *x # c\n'],
    ['in a list in a list', 'a:\n- - x\n  - z\n', at(['a', 0, 0]), 'a:\n- - x # c\n  - z\n'],
    ['behind plain text of two lines', 'a: x\n  y\nb: 1\n', at(['a']), 'a: x\n  y # c\nb: 1\n'],
    ['behind a value below its key', 'a:\n  x\n', at(['a']), 'a:\n  x # c\n'],
    ['at an end without a line break', 'a: 1', at(['a']), 'a: 1 # c'],
    ['before a carriage return', 'a: 1\r\nb: 2\r\n', at(['a']), 'a: 1 # c\r\nb: 2\r\n'],
  ]

  test.each(table)('stands %s', (_, text, comment, expected) => {
    expect(withComments(text, [comment])).toBe(expected)
    expect(plain(readComments(expected))).toContain(plain([comment])[0])
  })

  test.each([
    ['in JSON', '{"a": 1,\n "b": 2}\n', ['a']],
    ['for a field that is not there', 'a: 1\n', ['b']],
    ['for what an alias brings', 'a: &x\n  b: 1\nc: *x\n', ['c', 'b']],
    ['for a map that begins behind its dash', 'a:\n- b: 1\n', ['a', 0]],
    ['in text that is not YAML', 'a: [\n', ['a']],
  ])('has no place %s', (_, text, path) => {
    expect(withComments(text, [at(path)])).toBe(text)
  })

  test('on a line of its own is nobody’s', () => {
    expect(readComments('# x\na: 1\n# y\nb:\n  # z\n  c: 1\n')).toEqual([])
  })

  test('tells whether the value is text whatever is put there', () => {
    const comments = readComments('a: "1" # x\nb: 1 # x\nc: x # x\nd: | # x\n  1\n')
    expect(comments.map(({ isText }) => isText)).toEqual([true, undefined, undefined, true])
  })
})
