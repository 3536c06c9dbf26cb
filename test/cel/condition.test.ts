/** Conditions: what they see, what they may cost, and what is said about a wrong one. */
import { describe, expect, test } from 'vitest'
import { ConditionError, readCondition } from '../../src/cel/expression.ts'

const resources = [
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', labels: { tier: 'db' } },
    data: { mode: 'fast' },
  },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 3, share: 0.5 } },
]

describe('a condition', () => {
  test.each([
    ["resources.exists(r, r.kind == 'ConfigMap' && r.metadata.name == 'settings')", true],
    ["resources.filter(r, r.kind == 'Deployment').size() > 1", false],
    ['resources.exists(r, has(r.spec) && r.spec.replicas + 1 == 4)', true],
    ['resources.exists(r, has(r.spec) && r.spec.share < 1)', true],
    ["resources[0].?metadata.?labels.?tier.orValue('') == 'db'", true],
    ["resources.all(r, r.metadata.name.matches('^[a-z]+$'))", true],
    ["resources.exists(r, r.kind.matches('^Deploy$'))", false],
    ["resources.map(r, r.kind).exists(k, k in ['Secret'])", false],
    ['resources.size() == 2 ? true : false', true],
    ["resources.exists(r, has(r.data) && r['data']['mode'].startsWith('fa'))", true],
  ])('%s is %s', (text, expected) => {
    expect(readCondition(text)(resources)).toBe(expected)
  })

  test.each([
    ['resources.exists(r,', /Unexpected token.*at character/],
    ['resources.size()', /must give true or false, not int/],
    ['resources[0].data.mode', /must give true or false, not string/],
    ['items.size() > 0', /Unknown variable: items/],
    ['resources.exists(r, r.spec.nope == 1)', /No such key: (spec|nope)/],
    ["resources.all(r, r.kind.matches('(?=x)'))", /\(\?=/],
    ["cel.bind(a, 'x', a + a) == 'xx'", /cel\.bind/],
    ['true'.padEnd(10_001), /longer than 10000/],
  ])('%s is refused', (text, message) => {
    const run = () => readCondition(text)(resources)
    expect(run).toThrow(ConditionError)
    expect(run).toThrow(message)
  })
})

describe('no condition hangs', () => {
  const loop = (depth: number): string => (depth === 0 ? 'true' : `resources.all(r${depth}, ${loop(depth - 1)})`)
  const many = Array.from({ length: 1000 }, (_, i) => ({ ...resources[0], metadata: { name: `a${i}` } }))

  test.each([
    ['loops within loops', loop(4)],
    ['sums that double', `[[1]]${'.map(a, a + a)'.repeat(40)}.all(a, a.all(b, b > 0))`],
    ['loops over long lists', `${'[1,2,3,4,5,6,7,8,9,10].all(x, '.repeat(9)}true${')'.repeat(9)}`],
  ])('%s', (_, text) => {
    expect(() => readCondition(text)(many)).toThrow(/may take .* steps/)
  })

  test('one loop over many resources, and its lists, is fine', () => {
    expect(
      readCondition("resources.all(r, r.metadata.name.size() > 0 && r.metadata.exists(k, k == 'name'))")(many),
    ).toBe(true)
  })

  test('an expression that backtracks for years elsewhere', () => {
    const text = [{ name: `${'a'.repeat(5000)}!` }]
    expect(readCondition("resources.all(r, r.name.matches('^(a+)+$'))")(text)).toBe(false)
  })
})
