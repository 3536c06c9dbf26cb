/** Edits as examples: what a change does to a file, and what it leaves alone. */
import { describe, expect, test } from 'vitest'
import { equal } from '../../src/krm/equal.ts'
import { indentsLists } from '../../src/text/block-editor.ts'
import { editDocument, readDocument, splitDocuments } from '../../src/text/document.ts'
import { expectLinear } from '../growth.ts'
import { edit, valueIn } from './reading.ts'

type Fields = Record<string, unknown>

function edited(text: string, change: (value: Fields) => void): string {
  const [document] = splitDocuments(text)
  if (!document) throw new Error('no document')
  const { value } = readDocument(document)
  const after = structuredClone(value) as Fields
  change(after)
  const result = editDocument(document, value, after)
  expect(readDocument({ text: result, line: 1 })).toEqual({ value: after, problems: [] })
  expect(editDocument({ text: result, line: 1 }, after, after)).toBe(result)
  return result
}

const DEPLOYMENT = `# Owner: team web
apiVersion: apps/v1   # stable
kind: Deployment

metadata: {name: web, labels: {tier: front}}
spec:
  # three zones, three pods
  replicas: 3 # never less

  template:
    spec:
      containers:
      # the application
      - name: web
        image: "web:1" # pinned
        args: ['--port', '80']
      # the proxy
      - name: proxy
        image: proxy:1
        command:
        - sh
        - -c
        - |
          # a comment of the script
          exec proxy
`

test('what is new in a flow collection is spaced as the outermost is, whoever edits it', () => {
  const text = 'a: { b: [null], c: [{ d: 1 }] } # e\n'
  const [before, after] = [{ a: { b: [null], c: [{ d: 1 }] } }, { a: { b: [{ new: 1 }, null], c: [{ d: 1 }] } }]
  expect(edit(text, before, after)).toBe('a: { b: [{ new: 1 }, null], c: [{ d: 1 }] } # e\n')
})

describe('a scalar', () => {
  test('keeps its quotes and its comment', () => {
    const text = edited(DEPLOYMENT, (value) => {
      Object.assign(
        (value as never as { spec: { template: { spec: { containers: Fields[] } } } }).spec.template.spec
          .containers[0] as Fields,
        { image: 'web:2' },
      )
    })
    expect(text).toBe(DEPLOYMENT.replace('"web:1"', '"web:2"'))
  })

  test('becomes a map below its key, with its comment still behind the key', () => {
    expect(edited('a: 1 # one\nb: 2\n', (value) => Object.assign(value, { a: { x: 1 } }))).toBe(
      'a: # one\n  x: 1\nb: 2\n',
    )
  })

  test('of several lines becomes another of several lines', () => {
    expect(edited('a: |\n  x\n  # y\nb: 2\n', (value) => Object.assign(value, { a: 'z\n' }))).toBe('a: |\n  z\nb: 2\n')
  })
})

describe('a comment of a pair whose value changes', () => {
  const many = 'one\ntwo\n'
  test.each([
    ['behind a literal', 'a: | # c\n  x\nb: 1\n', { a: many, b: 1 }, 'a: | # c\n  one\n  two\nb: 1\n'],
    ['behind a literal that becomes one line', 'a: | # c\n  x\nb: 1\n', { a: 'new', b: 1 }, 'a: new # c\nb: 1\n'],
    ['behind one line that becomes many', 'a: x # c\nb: 1\n', { a: many, b: 1 }, 'a: | # c\n  one\n  two\nb: 1\n'],
    ['behind folded text', 'a: >- # c\n  x\n  y\nb: 1\n', { a: 5, b: 1 }, 'a: 5 # c\nb: 1\n'],
    ['behind a literal that becomes a map', 'a: | # c\n  x\n', { a: { k: 1 } }, 'a: # c\n  k: 1\n'],
    ['between key and value', 'a: # c\n  # d\n  x # e\nb: 1\n', { a: 'new', b: 1 }, 'a: # c\n  # d\n  new # e\nb: 1\n'],
    ['between key and list', 'a: # c\n# d\n- x\nb: 1\n', { a: [], b: 1 }, 'a: # c\n# d\n  []\nb: 1\n'],
    ['below nothing', 'a: # c\n  # d\nb: 1\n', { a: 5, b: 1 }, 'a: 5 # c\n  # d\nb: 1\n'],
    ['below nothing that becomes many lines', 'a:\n  # d\n', { a: many }, 'a: |\n  one\n  two\n# d\n'],
    ['behind a shallow line below a literal', 'a: |\n    x\n  # d\n', { a: 'new' }, 'a: new\n  # d\n'],
    ['behind the last entry of a block', 'a:\n  k: 1\n  # d\nb: 1\n', { a: 5, b: 1 }, 'a: 5\n  # d\nb: 1\n'],
    ['above an item', 'a:\n# c\n- x # d\n', { a: [{ k: 1 }] }, 'a:\n# c\n- # d\n  k: 1\n'],
    ['in a flow list', 'a: [x, # c\n  # d\n  y] # e\n', { a: ['x', 'z'] }, 'a: [x, # c\n  # d\n  z] # e\n'],
    ['in an empty flow map', 'a: { # c\n  }\n', { a: { k: 1 } }, 'a: { # c\n  k: 1\n  }\n'],
    ['behind an anchor', 'a: &x # c\n  k: 1\nb: 1\n', { a: 5, b: 1 }, 'a: &x 5 # c\nb: 1\n'],
    ['behind an alias', 'a: &x 1\nb: *x # c\n', { a: 1, b: 2 }, 'a: &x 1\nb: 2 # c\n'],
  ])('stays, %s', (_, body, after, expected) => {
    expect(edit(body, valueIn(body), after)).toBe(expected)
  })
})

describe('only the lines of a change are written', () => {
  test.each([
    [
      'with a tab behind a colon',
      'a:\tx\nb:   [ 1,2 ]\nc: >-\n  x\n  y\n',
      { a: 'new', b: [1, 2], c: 'x y' },
      /x/,
      'new',
    ],
    ['with a tab on a blank line', 'a: x\n  \t\nb:   [ 1,2 ]\n', { a: 'new', b: [1, 2] }, /x/, 'new'],
    [
      'with blank lines that count',
      'a: |+\n  k\n\nb:   [ 1,2 ]\nc: x\n',
      { a: 'k\n\n', b: [1, 2], c: 'new' },
      /x/,
      'new',
    ],
    ['with one carriage return', 'a: x\nb:   [ 1,2 ]\r\nc: 1\n', { a: 'new', b: [1, 2], c: 1 }, /x/, 'new'],
    ['with one line feed', 'a: x\r\nb:   [ 1,2 ]\nc: 1\r\n', { a: 'new', b: [1, 2], c: 1 }, /x/, 'new'],
    [
      'with a merge key',
      'l:\n- &x\n  k: 1\n  m:   [ a,b ]\n- <<: *x\n  o: 1\n',
      {
        l: [
          { k: 2, m: ['a', 'b'] },
          { k: 2, m: ['a', 'b'], o: 1 },
        ],
      },
      /1/,
      '2',
    ],
    ['with quotes in a flow list', 'a: [\'x\', "w",  z]\n', { a: ['new', 'w', 'z'] }, /x/, 'new'],
  ])('%s', (_, body, after, was, is) => {
    expect(edit(body, valueIn(body), after)).toBe(body.replace(was, is))
  })
})

describe('a field', () => {
  test('that goes takes the comments right above it and on its line', () => {
    const text = edited(DEPLOYMENT, (value) => delete (value.spec as Fields).replicas)
    expect(text).toBe(DEPLOYMENT.replace('  # three zones, three pods\n  replicas: 3 # never less\n\n', ''))
  })

  test('that is new stands behind its neighbour, before the blank line', () => {
    const text = edited('a:\n  b: 1 # one\n\n# about d\nd: 1\n', (value) =>
      Object.assign(value, { a: { b: 1, c: [1] } }),
    )
    expect(text).toBe('a:\n  b: 1 # one\n  c:\n    - 1\n\n# about d\nd: 1\n')
  })

  test('that is new may stand first', () => {
    expect(edited('b: 1\n', (value) => Object.assign(value, { a: 1 }, delete value.b && { b: 1 }))).toBe('a: 1\nb: 1\n')
  })

  test('of a short flow map stays in the flow', () => {
    const text = edited(DEPLOYMENT, (value) =>
      Object.assign((value as { metadata: { labels: Fields } }).metadata.labels, { team: 'web' }),
    )
    expect(text).toBe(DEPLOYMENT.replace('{tier: front}', '{tier: front, team: web}'))
  })
})

describe('a list', () => {
  type Spec = { spec: { template: { spec: { containers: Fields[] } } } }
  const containers = (value: Fields) => (value as never as Spec).spec.template.spec.containers

  test('gets an item in front, and every comment stays with its own item', () => {
    const text = edited(DEPLOYMENT, (value) =>
      containers(value).unshift({ name: 'init', ports: [{ containerPort: 1 }] }),
    )
    const added = '      - name: init\n        ports:\n        - containerPort: 1\n'
    expect(text).toBe(DEPLOYMENT.replace('      # the application\n', `${added}      # the application\n`))
  })

  test('can be reordered, comments and all', () => {
    const text = edited(DEPLOYMENT, (value) => containers(value).reverse())
    expect(text.indexOf('# the proxy\n      - name: proxy')).toBeLessThan(
      text.indexOf('# the application\n      - name: web'),
    )
    expect(text).toContain('          # a comment of the script\n          exec proxy\n')
  })

  test('loses an item together with the comments right above it', () => {
    const text = edited(DEPLOYMENT, (value) => containers(value).shift())
    expect(text).not.toContain('the application')
    expect(text).toContain('      # the proxy\n      - name: proxy\n')
  })

  test('may become empty', () => {
    expect(edited('a:\n- 1\n- 2\nb: 1\n', (value) => Object.assign(value, { a: [] }))).toBe('a: []\nb: 1\n')
  })
})

describe('text of several lines', () => {
  const text = 'one\n two\n'
  test.each([
    ['in place of a scalar', 'a: x\n     ', { a: text }, 'a: |\n  one\n   two\n'],
    ['in place of a scalar, before a field', 'a: x\n     \nb: 1\n', { a: text, b: 1 }, 'a: |\n  one\n   two\n\nb: 1\n'],
    ['in a new field', 'm:\n  a: x\n      \nb: 1\n', { m: { a: 'x', c: text }, b: 1 }, undefined],
    ['in a new item', 'm:\n- x\n      \nb: 1\n', { m: ['x', text], b: 1 }, undefined],
    ['before a field that goes', 'a: |\n  x\nb: 1\n     \n# c\n\nc: 2\n', { a: 'x\n', c: 2 }, undefined],
  ])('does not take up a line of blanks, %s', (_, body, after, expected) => {
    const result = edit(body, valueIn(body), after)
    expect(valueIn(result), result).toEqual(after)
    if (expected) expect(result).toBe(expected)
  })
})

test('list items whose names are maps are edited, whatever keys those have', () => {
  const body = '- name: {toString: a, valueOf: b}\n  x: 1\n- metadata: {name: {toString: a}}\n'
  const after = [{ metadata: { name: { toString: 'c' } } }, { name: { toString: 'a', valueOf: 'b' }, x: 2 }]
  expect(valueIn(edit(body, valueIn(body), after))).toEqual(after)
})

test.each([
  ['a: &x {c: 1}\nb: *x # keep\n# more\nd: 2\n', { b: { c: 1 }, d: 2 }, 'b: {c: 1} # keep\n# more\nd: 2\n'],
  ['a: &x {c: 1}\nb:\n  <<: *x\n# more\nd: *x\n', { b: { c: 1 }, d: { c: 1 } }, undefined],
  ['a: &x\n  c: &y 1\nb: *x\n# more\nd: *y\n', { b: { c: 1 }, d: 1 }, undefined],
])('aliases keep their value when the anchored field goes: %j', (body, after, expected) => {
  const result = edit(body, valueIn(body), after)
  expect(valueIn(result), result).toEqual(after)
  expect(result).toContain('# more\n')
  if (expected) expect(result).toBe(expected)
})

test.each([
  ['changed keys', (i: number) => `  k${i}: v\n`, 'm:\n', ''],
  ['items of a flow list', (i: number) => `  "k${i}",\n`, 'm: [\n', '  x]\n'],
])('%s by the thousand are edited in linear time', (_, line, head, tail) => {
  expectLinear((n) => {
    const body = head + Array.from({ length: 2500 * n }, (_, i) => line(i)).join('') + tail
    const { m } = valueIn(body) as { m: Record<string, string> | string[] }
    const after = Array.isArray(m)
      ? m.map((item) => `${item}X`)
      : Object.fromEntries(Object.keys(m).map((key) => [key, 'w']))
    const document = { text: body, line: 1 }
    readDocument(document)
    expect(equal(valueIn(editDocument(document, { m }, { m: after })), { m: after })).toBe(true)
  })
})

test.each([
  ['colons and comments', (n: number) => `${'a: # '.repeat(n)}\n${'# x\n'.repeat(n)}`],
  ['carriage returns', (n: number) => '\ra'.repeat(n)],
  ['keys without a list', (n: number) => 'a:\n'.repeat(n)],
])('whether lists are indented is found in linear time among %s', (_, text) => {
  expectLinear((n) => indentsLists(text(5000 * n)))
})

test.each([
  ['a:\n- b\n', false],
  ['a:\n  - b\n', true],
  ['a: # why\n\n  # because\n - b\n', true],
  ['a: b\n- c\nd:\n- e\n', false],
  ['- a:\n  - b\n', true],
  ['- a:\n  b:\n    - c\n', true],
  ['a: b\n', true],
])('lists of %j are indented: %s', (text, expected) => {
  expect(indentsLists(text)).toBe(expected)
})

test.each([
  ['a: {name: web, x: {k:": 3}}\nb: {z: {y: ["*"]}}\n', 'behind a colon'],
  ['a: {name: web, x: {k: b "c}}\nb: {z: {y: ["*"]}}\n', 'behind a blank'],
  ['a: [{name: web}, {x: b "c}, {x: d" }]\nb: 1\n', 'in two words'],
  ['a: {name: web, "x":"}"}\nb: 1\n', 'around a value, right behind the colon'],
  ['a: {name: web, x: "}" , y: \'{\'}\nb: 1\n', 'around a bracket'],
])('a quote in a flow collection ends nothing too early: %j, %s', (body) => {
  const { a, b } = valueIn(body) as { a: Fields | Fields[]; b: unknown }
  const first = { ...(Array.isArray(a) ? a[0] : a), name: 'one\n\n' }
  const after = { a: Array.isArray(a) ? [first, ...a.slice(1)] : first, b }
  const document = { text: body, line: 1 }
  readDocument(document)
  const result = editDocument(document, { a, b }, after)
  expect(valueIn(result), result).toEqual(after)
})

test('a key that is no string to Kubernetes stays as it is written, with its comments', () => {
  const body = '? a\n: 1\non: # of push\n  push: x\n'
  expect(edit(body, valueIn(body), { a: 2, true: { push: 'x' } })).toMatch(/^on:\s+# of push$/m)
})

test('a question mark key without a value survives an edit of its neighbour', () => {
  const body = '? a\nb: 1\n'
  expect(valueIn(edit(body, valueIn(body), { a: null, b: 2, c: 3 }))).toEqual({ a: null, b: 2, c: 3 })
})

describe('a document', () => {
  test('keeps its separator, its carriage returns and its byte order mark', () => {
    const text = '\ufeff--- # x\r\na: 1\r\nb: 2\r\n'
    expect(edited(text, (value) => Object.assign(value, { a: 3 }))).toBe(text.replace('a: 1', 'a: 3'))
  })

  test('with anchors is edited where the change is', () => {
    const text = 'base: &b {x: 1}\nuse: *b   # shared\nother: yes\n'
    expect(edited(text, (value) => Object.assign(value, { other: 'no' }))).toBe(text.replace('yes', '"no"'))
  })

  test('gets its own value where an alias brought a shared one', () => {
    const text = 'base: &b\n  x: 1\nuse: *b\nother: 1\n'
    expect(edited(text, (value) => Object.assign(value, { use: { x: 2 } }))).toContain('base: &b\n  x: 1\n')
  })

  test('keeps the comment behind an alias that gives way to a value', () => {
    const text = 'base: &b 1\nuse: *b # shared\n'
    expect(edited(text, (value) => Object.assign(value, { use: 2 }))).toBe('base: &b 1\nuse: 2 # shared\n')
  })

  test('whose other numbers only look odd keeps them as they are', () => {
    const text = 'mode: 0644\nbig: 9007199254740993\nhuge: 123456789012345678901234567890\nn: 1e3\nflag: yes\nx: 1\n'
    expect(edited(text, (value) => Object.assign(value, { x: 2 }))).toBe(text.replace('x: 1', 'x: 2'))
  })
})
