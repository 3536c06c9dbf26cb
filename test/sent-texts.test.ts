/** A program gives a text back without its quotes, because its own YAML needs none: the text is what it was. */
import { describe, expect, test } from 'vitest'
import { readAnswer } from '../src/krm/answer.ts'
import { getIn } from '../src/krm/field-path.ts'
import type { KrmResource } from '../src/krm/resource.ts'

const ID = 'internal.config.kubernetes.io/id'

function thing(id: string | undefined, spec: unknown, labels?: Record<string, string>): KrmResource {
  const metadata = { name: 'a', ...(labels ? { labels } : {}), ...(id ? { annotations: { [ID]: id } } : {}) }
  return { apiVersion: 'example.com/v1', kind: 'Thing', metadata, spec } as KrmResource
}

/** The items of an answer whose item is `lines`, below its kind and name. */
function answered(sent: readonly KrmResource[], ...items: readonly string[]): readonly KrmResource[] {
  const texts = items.map((item) => `- apiVersion: example.com/v1\n  kind: Thing\n${item.replace(/^(?=.)/gm, '  ')}`)
  const answer = readAnswer(`apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${texts.join('')}`, sent)
  if (!answer || 'problem' in answer) throw new Error(JSON.stringify(answer))
  return answer.items ?? []
}

const NAMED = `metadata: {name: a, annotations: {${ID}: '1'}}\n`

/** What comes back of `spec.text`, which was sent as this text, and is written as `bare`. */
function back(sent: unknown, bare: string): unknown {
  const [item] = answered([thing('1', { text: sent })], `${NAMED}spec: {text: ${bare}}\n`)
  return getIn(item, ['spec', 'text'])
}

const TEXTS =
  '12345e67 1e3 1e400 0o17 0b11 0x1F -0x1F 1_000 08 0123 1.10 1. .5 +1 -0 ~ Null TRUE 2024-01-01 1:30 yes no y'

test.each(TEXTS.split(' '))('the text %s stays text', (text) => {
  expect(back(text, text)).toBe(text)
  expect(back(text, `"${text}"`)).toBe(text)
})

describe('a value that a program changed', () => {
  test.each([
    ['12345e67', '12345e66', 1.2345e70],
    ['5', '5', 5],
    ['8080', '8080', 8080],
    ['true', 'true', true],
    ['1.10', '1.1', 1.1],
    ['0123', '123', 123],
    [5, '6', 6],
    [1.1, '1.10', 1.1],
    [5, '"5"', '5'],
    [8, '08', 8],
  ])('%j, answered as %s, is %j', (sent, bare, value) => {
    expect(back(sent, bare)).toBe(value)
  })
})

test('a number keeps its type beside a text that is written alike', () => {
  const sent = [thing('1', { text: '1.10', number: 1.1, list: [1.1] })]
  const [item] = answered(sent, `${NAMED}spec: {text: 1.10, number: 1.10, list: [1.10]}\n`)
  expect(item?.spec).toEqual({ text: '1.10', number: 1.1, list: [1.1] })
})

test('a text is known in another place of its resource, and in a resource that is new', () => {
  const sent = [thing('1', { env: [{ value: '1e3' }] })]
  const moved = `${NAMED}spec: {env: [{value: a}, {value: 1e3}], copy: 1e3}\n`
  const [first, second] = answered(sent, moved, 'metadata: {name: b}\nspec: {copy: 1e3, own: 1e4}\n')
  expect(first?.spec).toEqual({ env: [{ value: 'a' }, { value: '1e3' }], copy: '1e3' })
  expect(second?.spec).toEqual({ copy: '1e3', own: 10_000 })
})

test('keys and labels are texts too', () => {
  const sent = [thing('1', { '1e3': 1, '08': { '0x1F': 2 }, a: 3 }, { commit: '12345e67' })]
  const item = `metadata: {name: a, labels: {commit: 12345e67}, annotations: {${ID}: '1'}}\n`
  const [read] = answered(sent, `${item}spec: {1e3: 1, 08: {0x1F: 2}, a: 3}\n`)
  expect(read?.spec).toEqual({ '1e3': 1, '08': { '0x1F': 2 }, a: 3 })
  expect(read?.metadata.labels).toEqual({ commit: '12345e67' })
})

test('aliases, and a resource that stands alone, are read alike', () => {
  const sent = [thing('1', { a: ['1e3'], b: ['1e3'] })]
  const text = `apiVersion: example.com/v1\nkind: Thing\n${NAMED}spec: {a: &x [1e3], b: *x}\n`
  const answer = readAnswer(text, sent)
  expect(answer).toMatchObject({ items: [{ spec: { a: ['1e3'], b: ['1e3'] } }] })
})
