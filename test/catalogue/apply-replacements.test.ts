/** What kustomize does with each replacement of a table (asked by tools/catalogue-oracle/kustomize-replacements.mjs) is what we do. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { applyReplacements } from '../../functions/apply-replacements/function.ts'
import { apply } from '../../src/krm/function.ts'
import { identity, type KrmResource } from '../../src/krm/resource.ts'
import { failed } from '../../src/krm/result.ts'
import { readConfig } from '../../src/schema/config.ts'
import { readDocument, splitDocuments } from '../../src/text/document.ts'

const GOLDEN = join(import.meta.dirname, 'apply-replacements')

interface Golden {
  readonly kustomize: string
  readonly items: string
  readonly replacements: readonly object[]
  readonly answer?: readonly KrmResource[]
  readonly error?: string
}

interface Difference {
  readonly why: string
  /** What we answer: the resources that differ from kustomize's by `kind/name`, a path and a value; or a code. */
  readonly value?: Readonly<Record<string, unknown>>
  readonly code?: string
}

const LOSS = 'kustomize writes an empty text where a map or list meets a single value; we refuse'
const TEXT = 'kustomize makes a number where only text may stand'
const VALUES = 'kustomize copies the spelling, a function of ours sees the value'
const QUOTES = 'kustomize matches an element with its quotes'

/** Where we answer otherwise on purpose. */
const DIFFERENT: Readonly<Record<string, Difference>> = {
  'map-into-scalar': { why: LOSS, code: 'target-invalid' },
  'map-into-annotation': { why: LOSS, code: 'target-invalid' },
  'created-number': { why: TEXT, value: { 'ConfigMap/source data.replicas': '3' } },
  'created-list-element-value-of-digits': {
    why: TEXT,
    value: { 'Deployment/web spec.template.spec.containers.0.env.2.value': '18' },
  },
  'created-from-texts-that-look-otherwise': {
    why: 'kustomize reads a new field again, and loses digits, zeros and words on the way',
    value: {
      'A/a spec.version': '1.20',
      'A/a spec.octal': '0755',
      'A/a spec.exponent': '1e3',
      'A/a spec.date': '2024-01-01',
      'A/a spec.none': 'null',
    },
  },
  'text-into-null': { why: 'kustomize cannot write over null', value: { 'Deployment/web spec.nothing': 'blue' } },
  'text-into-null-created': { why: 'the same', value: { 'Deployment/web spec.nothing': 'blue' } },
  'through-a-null-created': { why: 'kustomize loses the value', value: { 'ConfigMap/source data.word': 'source' } },
  'list-element-by-quoted-number': { why: QUOTES, value: { 'A/a ports.1.to': 'a' } },
  'number-texts': {
    why: VALUES,
    value: { 'B/b spec.hex': '16', 'B/b spec.fraction': '1.5' },
  },
  'fraction-into-whole-number': {
    why: 'a value 1.0 and a value 1 are one to us, so a number takes any number',
    value: { 'B/b spec.count': 0.5, 'B/b spec.rate': 0.5 },
  },
}

test.each([
  ['bounded', '(a+)+b'],
  ['bounded', 'a*a*a*b'],
  ['refused', '(a)\\1'],
  ['refused', '(?=a)b'],
  ['bounded', '(a|a|a|a)(a|a|a|a)(a|a|a|a).*.*b'],
  ['bounded', 'a?a?a?a{1,100}a{1,100}b'],
])('an expression that could hang is %s: %s', async (how, expression) => {
  const items = `apiVersion: v1\nkind: Thing\nmetadata: {name: a}\nlist: [{name: ${'a'.repeat(253)}, value: x}]\n`
  const target = { select: { kind: 'Thing' }, fieldPaths: [`list.[name=${expression}].value`] }
  const { results } = await ours({ kustomize: '', items, replacements: [{ source: {}, targets: [target] }] })
  expect(results.map(({ code }) => code)).toEqual([how === 'refused' ? 'target-invalid' : 'target-field-missing'])
})

/** Our code for kustomize's words. */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/nothing selected/, 'source-missing'],
  [/multiple matches/, 'source-ambiguous'],
  [/is missing for replacement source/, 'source-field-missing'],
  [/must specify/, 'config-invalid'],
  [/wrong node kind|cannot decode|index \d+ specified/, 'target-invalid'],
  [/unable to find field/, 'target-field-missing'],
  [/options\.index|wildcard/, 'source-invalid'],
  [/delimiter option/, 'delimiter'],
]

function read(text: string): readonly KrmResource[] {
  return splitDocuments(text).map((document) => readDocument(document).value as KrmResource)
}

function byIdentity(items: readonly KrmResource[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(items.map((item) => [identity(item), item]))
}

async function ours({ items, replacements }: Golden) {
  const functionConfig = { apiVersion: 'fn.kpt.dev/v1alpha1', kind: 'ApplyReplacements', metadata: {}, replacements }
  const list = { items: read(items), functionConfig: functionConfig as KrmResource, results: [] }
  return apply(applyReplacements, list, readConfig('apply-replacements'))
}

describe('kustomize', () => {
  const names = readdirSync(GOLDEN).map((file) => file.replace('.golden.yaml', ''))

  test('every difference is a case', () => {
    expect(names.length).toBeGreaterThan(80)
    for (const name of Object.keys(DIFFERENT)) expect(names).toContain(name)
  })

  test.each(names)('%s', async (name) => {
    const golden = parse(readFileSync(join(GOLDEN, `${name}.golden.yaml`), 'utf8')) as Golden
    const { items, results } = await ours(golden)
    const different = DIFFERENT[name]
    if (different?.code) {
      expect(results.map(({ code }) => code)).toContain(different.code)
      expect(items).toEqual(read(golden.items))
    } else if (different?.value) {
      expect(failed(results), JSON.stringify(results)).toBe(false)
      const expected = structuredClone(golden.answer ?? read(golden.items)) as KrmResource[]
      for (const [where, value] of Object.entries(different.value)) put(expected, where, value)
      expect(byIdentity(items)).toEqual(byIdentity(expected))
    } else if (golden.error !== undefined) {
      const [, code] = CODES.find(([words]) => words.test(golden.error ?? '')) ?? []
      expect(results.map((result) => result.code)).toContain(code === 'delimiter' ? delimiterCode(name) : code)
      expect(failed(results)).toBe(true)
      expect(items).toEqual(read(golden.items))
    } else {
      expect(failed(results), JSON.stringify(results)).toBe(false)
      expect(byIdentity(items)).toEqual(byIdentity(golden.answer ?? []))
    }
  })
})

function delimiterCode(name: string): string {
  return name.includes('in-source') ? 'source-invalid' : 'target-invalid'
}

/** Sets `Kind/name a.b.0.c`. */
function put(items: KrmResource[], where: string, value: unknown): void {
  const [id, path = ''] = where.split(' ')
  const keys = path.split('.')
  let at = items.find(({ kind, metadata }) => `${kind}/${metadata.name}` === id) as unknown as Record<string, unknown>
  for (const key of keys.slice(0, -1)) {
    at[key] ??= {}
    at = at[key] as Record<string, unknown>
  }
  at[keys.at(-1) as string] = value
}
