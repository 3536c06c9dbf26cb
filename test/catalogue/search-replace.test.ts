/**
 * What Go's regexp and doublestar match (asked by tools/catalogue-oracle/expressions) is what we match.
 * What the catalogue's function does with a field is a table of facts read in its `search_replace.go` and the tests beside it
 * (kptdev/krm-functions-catalog, search-replace of 2026); the function itself could not be had.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { searchReplace } from '../../functions/search-replace/function.ts'
import { globExpression } from '../../functions/search-replace/glob.ts'
import { parseFieldPath, setIn } from '../../src/krm/field-path.ts'
import { apply } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { ExpressionError, matcherOf } from '../../src/regex/expression.ts'
import { readConfig } from '../../src/schema/config.ts'

interface Golden {
  readonly files: readonly string[]
  readonly expressions: readonly {
    readonly expression: string
    readonly refused?: boolean
    /** Only the texts of which a part matches. */
    readonly answers?: readonly { readonly text: string; readonly groups: readonly string[] | null }[]
  }[]
  readonly globs: readonly { readonly glob: string; readonly refused?: boolean; readonly files: readonly string[] }[]
}

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, 'search-replace/expressions.golden.json'), 'utf8'),
) as Golden
const texts = new Set(golden.expressions.flatMap(({ answers = [] }) => answers.map(({ text }) => text)))

describe('expressions', () => {
  test.each(golden.expressions)('$expression', ({ expression, refused, answers = [] }) => {
    if (refused) return expect(() => matcherOf(expression)).toThrow(ExpressionError)
    const { match, matchesPart } = matcherOf(expression)
    expect([...texts].filter(matchesPart).sort()).toEqual(answers.map(({ text }) => text).sort())
    const whole = answers.filter(({ groups }) => groups !== null)
    expect([...texts].filter((text) => match(text)).sort()).toEqual(whole.map(({ text }) => text).sort())
    for (const { text, groups } of whole) expect([text, match(text)]).toEqual([text, groups])
  })
})

describe('file patterns', () => {
  test.each(golden.globs)('$glob', ({ glob, refused, files }) => {
    if (refused) return expect(() => matcherOf(globExpression(glob))).toThrow(ExpressionError)
    const { match } = matcherOf(globExpression(glob))
    expect(golden.files.filter((file) => match(file))).toEqual(files)
  })
})

describe('no expression hangs', () => {
  const LONG = `${'a'.repeat(50_000)}cb!`

  test.each(['(a+)+b', '(a|aa)*b', '(.*)*(.*)*(.*)*c', '(?:a?){500}b', '(a*)*b', '((a|a)|(a|a))*c'])(
    '%s',
    (expression) => {
      expect(matcherOf(expression).match(LONG)).toBeUndefined()
    },
  )

  test.each(['(?:(?:(?:){1000}){1000}){1000}', '(((a{100}){100}){100}){100}', 'a{999}'.repeat(140), 'a'.repeat(1001)])(
    'refused at once: %#',
    (expression) => {
      expect(() => matcherOf(expression)).toThrow(ExpressionError)
    },
  )

  test('a search that takes too long ends with an error', async () => {
    const items = Array.from({ length: 40 }, (_, i) => resource({ [`spec.${i}`]: LONG }))
    const { results } = await search(items, { 'by-value-regex': '(?:a*){300}' })
    expect(results.map(({ code }) => code)).toEqual(['search-too-expensive'])
  })
})

function resource(fields: Readonly<Record<string, unknown>>): KrmResource {
  const bare = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'thing' } }
  return Object.entries(fields).reduce<unknown>(
    (value, [path, leaf]) => setIn(value, parseFieldPath(path), leaf),
    bare,
  ) as KrmResource
}

async function search(items: readonly KrmResource[], data: Readonly<Record<string, string>>) {
  const functionConfig = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'search' }, data }
  return apply(searchReplace, { items, functionConfig, results: [] }, readConfig('search-replace'))
}

const GROUP = ['$', '{1}'].join('')
const TWO_GROUPS = `${GROUP.replace('1', '2')}-prod-${GROUP}`

type Fields = Readonly<Record<string, unknown>>
type Fact = readonly [name: string, data: Readonly<Record<string, string>>, before: Fields, after: Fields]

const FACTS: readonly Fact[] = [
  [
    'a value of digits is found as text',
    { 'by-value': '3', 'put-value': '4' },
    { 'spec.a': 3, 'spec.b': '3', 'spec.c': 33 },
    { 'spec.a': 4, 'spec.b': '4', 'spec.c': 33 },
  ],
  ['a number becomes text', { 'by-value': '3', 'put-value': 'four' }, { 'spec.a': 3 }, { 'spec.a': 'four' }],
  ['text becomes a number', { 'by-value': 'four', 'put-value': '4' }, { 'spec.a': 'four' }, { 'spec.a': 4 }],
  [
    'only text stays where only text may stand',
    { 'by-value': 'four', 'put-value': '4' },
    { 'metadata.labels.a': 'four', 'spec.env[0].value': 'four' },
    { 'metadata.labels.a': '4', 'spec.env[0].value': '4' },
  ],
  ['truth is found as text', { 'by-value': 'true', 'put-value': 'false' }, { 'spec.a': true }, { 'spec.a': false }],
  [
    'an expression',
    { 'by-value-regex': 'old-(.*)', 'put-value': 'new' },
    { 'spec.a': 'old-x', 'spec.b': 'x' },
    { 'spec.a': 'new', 'spec.b': 'x' },
  ],
  [
    'its groups',
    { 'by-value-regex': '(\\w+)-dev-(\\w+)', 'put-value': TWO_GROUPS },
    { 'spec.a': 'x-dev-y' },
    { 'spec.a': 'y-prod-x' },
  ],
  ['no groups without an expression', { 'by-value': 'x', 'put-value': GROUP }, { 'spec.a': 'x' }, { 'spec.a': GROUP }],
  [
    'a path and a value',
    { 'by-path': 'spec.a', 'by-value': '3', 'put-value': '4' },
    { 'spec.a': 3, 'spec.b': 3 },
    { 'spec.a': 4, 'spec.b': 3 },
  ],
  ['a path alone sets', { 'by-path': 'spec.a', 'put-value': '4' }, { 'spec.a': 3 }, { 'spec.a': 4 }],
  ['a path alone makes', { 'by-path': 'spec.a.b', 'put-value': 'x' }, {}, { 'spec.a.b': 'x' }],
  ['a path with a pattern makes nothing', { 'by-path': 'spec.*', 'put-value': 'x' }, {}, {}],
  [
    'a path beyond the end of a list makes nothing',
    { 'by-path': 'spec.a[2]', 'put-value': 'x' },
    { 'spec.a': ['a', 'b'] },
    { 'spec.a': ['a', 'b'] },
  ],
  ['an element', { 'by-path': 'spec.a[1]', 'put-value': 'x' }, { 'spec.a': ['a', 'b'] }, { 'spec.a': ['a', 'x'] }],
  ['every element', { 'by-path': 'spec.a[*]', 'put-value': 'x' }, { 'spec.a': ['a', 'b'] }, { 'spec.a': ['x', 'x'] }],
  [
    'a field of an element',
    { 'by-path': 'spec.a[1].c', 'put-value': 'x' },
    { 'spec.a': [{ c: 1 }, { c: 2 }] },
    { 'spec.a': [{ c: 1 }, { c: 'x' }] },
  ],
  [
    'a star is one field',
    { 'by-path': 'spec.*.c', 'put-value': 'x' },
    { 'spec.a.c': 1, 'spec.c': 1, 'spec.a.b.c': 1 },
    { 'spec.a.c': 'x', 'spec.c': 1, 'spec.a.b.c': 1 },
  ],
  [
    'a star is an element too',
    { 'by-path': 'spec.*.c', 'put-value': 'x' },
    { 'spec.a': [{ c: 1 }] },
    { 'spec.a': [{ c: 'x' }] },
  ],
  [
    'two stars are any number of fields',
    { 'by-path': 'spec.**.c', 'put-value': 'x' },
    { 'spec.c': 1, 'spec.a.b': [{ c: 1 }], 'spec.d': 1 },
    { 'spec.c': 'x', 'spec.a.b': [{ c: 'x' }], 'spec.d': 1 },
  ],
  ['two stars first', { 'by-path': '**.c', 'put-value': 'x' }, { 'spec.c': 1 }, { 'spec.c': 'x' }],
  [
    'a key with dots is several fields',
    { 'by-path': 'spec.a.*', 'put-value': 'x' },
    { 'spec[a.b]': 1 },
    { 'spec[a.b]': 'x' },
  ],
  ['null is a value', { 'by-path': 'spec.**.b', 'put-value': 'x' }, { 'spec.a.b': null }, { 'spec.a.b': 'x' }],
  ['nothing to look for', { 'put-value': 'x' }, { 'spec.a': 1 }, { 'spec.a': 1 }],
  ['nothing to put', { 'by-value': '1' }, { 'spec.a': 1 }, { 'spec.a': 1 }],
]

test.each(FACTS)('%s', async (_, data, before, after) => {
  const { items, results } = await search([resource(before)], data)
  expect(results.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(items).toEqual([resource(after)])
})

describe('on purpose otherwise than the catalogue', () => {
  test('an expression must match the whole value, as its README says and its code does not', async () => {
    const { items, results } = await search([resource({ 'spec.a': 'my-nginx-1' })], {
      'by-value-regex': 'nginx',
      'put-value': 'x',
    })
    expect(items).toEqual([resource({ 'spec.a': 'my-nginx-1' })])
    expect(results.map(({ code }) => code)).toEqual(['no-match', 'regex-matches-part'])
  })

  test('an annotation keeps its dots', async () => {
    const { items } = await search([resource({})], {
      'by-path': 'metadata.annotations.example.com/a',
      'put-value': '1',
    })
    expect(items).toEqual([resource({ 'metadata.annotations[example.com/a]': '1' })])
  })

  test('what would not be a resource any more is refused', async () => {
    const before = [resource({ 'metadata.labels.a': 'b' })]
    const { items, results } = await search(before, { 'by-path': 'metadata.labels', 'put-value': 'x' })
    expect(results.map(({ code }) => code)).toEqual(['path-blocked'])
    expect(items).toEqual(before)
  })

  test("an orchestrator's annotations are left alone", async () => {
    const before = [resource({ 'metadata.annotations[internal.config.kubernetes.io/path]': 'a.yaml' })]
    const { items } = await search(before, { 'by-value': 'a.yaml', 'put-value': '/etc/passwd' })
    expect(items).toEqual(before)
  })

  test.each([
    ['put-comment', { 'by-value-regex': '(a)', 'put-comment': TWO_GROUPS }],
    ['by-value-regex', { 'by-value': 'a', 'by-value-regex': 'b' }],
    ['by-value-regex', { 'by-value-regex': '(a' }],
    ['by-value-regex', { 'by-value-regex': '(a)\\1' }],
    ['by-file-path', { 'by-file-path': '[' }],
    ['put-value', { 'by-value-regex': '(a)', 'put-value': TWO_GROUPS }],
    ['by-valeu', { 'by-valeu': 'a' }],
  ])('%s is refused: %j', async (setting, data) => {
    const { results } = await search([resource({})], data as Record<string, string>)
    expect(results.map(({ code, field }) => [code, field?.path])).toEqual([['config-invalid', ['data', setting]]])
  })
})
