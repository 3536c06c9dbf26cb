/** Setters end to end: comments through pipelines, filters, programs and every output. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catalogue } from '../functions/index.ts'
import { serve } from '../pipeline/serve.ts'
import { reference, settersIn, valuesIn } from '../src/krm/setter.ts'
import { readComments } from '../src/text/comments.ts'
import { valueIn } from './text/reading.ts'

const COMMAND = join(resolve(import.meta.dirname, '..'), 'dist/hydroam.js')

let scratch = ''
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'hydroam-setters-'))
})
afterEach(() => rmSync(scratch, { recursive: true }))

type Files = Readonly<Record<string, string>>

function write(files: Files, folder = 'p'): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, folder, path)), { recursive: true })
    writeFileSync(join(scratch, folder, path), text)
  }
}

function read(path: string): string {
  return readFileSync(join(scratch, path), 'utf8')
}

function hydroam(args: readonly string[], input = ''): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [COMMAND, ...args], {
    input,
    encoding: 'utf8',
    cwd: scratch,
  })
  expect(status, stderr).toBe(0)
  return stdout
}

const kptfile = (functions: string) =>
  `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: p\npipeline:\n  mutators:\n${functions}`

const WEB = `# The shop's front.
apiVersion: apps/v1
kind: Deployment   # stable
metadata: {name: web, labels: {tier: front}}

spec:
    # four of them
    replicas:   4
    template:
        spec:
            containers:
            - name: web   # the only one
              image: 'registry.example.com/web:1.4.0'
              zones: [eu-1, eu-2]   # near
              args:
              - |
                # not a comment
                web 1.4.0
---
# Another.
apiVersion: v1
kind: ConfigMap
metadata:
  name: other
data: {a: "b"}
`

const CREATE = `    - image: gcr.io/kpt-fn/create-setters:v0.1
      configMap:
        replicas: "4"
        tag: 1.4.0
        zones: "[eu-2, eu-1]"
`
const APPLY = `    - image: ghcr.io/kptdev/krm-functions-catalog/apply-setters:v0.2
      configMap:
        replicas: 6
        tag: 1.5.0
        zones: "[eu-3]"
`
const NAMESPACE = '    - image: set-namespace\n      configMap:\n        namespace: shop\n'

/** What the whole pipeline makes of WEB, line by line. */
const RENDERED = WEB.replace('labels: {tier: front}}', 'labels: {tier: front}, namespace: shop}')
  .replace('  name: other\n', '  name: other\n  namespace: shop\n')
  .replace('replicas:   4', `replicas:   6 # kpt-set: ${reference('replicas')}`)
  .replace("web:1.4.0'", "web:1.5.0' # kpt-set: registry.example.com/web:$" + '{tag}')
  .replace('[eu-1, eu-2]   # near', `[eu-3]   # kpt-set: ${reference('zones')}`)

describe('a pipeline that creates setters and applies them', () => {
  const files = { Kptfile: kptfile(CREATE + NAMESPACE + APPLY), 'web.yaml': WEB }

  test('changes in place what it must, and no other byte', () => {
    write(files)
    hydroam(['fn', 'render', 'p'])
    expect(read('p/web.yaml')).toBe(RENDERED)
    expect(read('p/Kptfile')).toBe(files.Kptfile)
  })

  test('writes the comments into every output', () => {
    write(files)
    const comments = readComments(RENDERED.slice(0, RENDERED.indexOf('\n---') + 1)).map(({ text }) => text)
    hydroam(['fn', 'render', 'p', '-o', 'out'])
    hydroam(['render', 'p', '-o', 'hydrated'])
    const outputs = [
      hydroam(['fn', 'render', 'p', '-o', 'unwrap']),
      hydroam(['fn', 'render', 'p', '-o', 'stdout']),
      hydroam(['render', 'p', '-o', 'unwrap']),
      read('out/web.yaml'),
      read('hydrated/shop/deployment_web.yaml'),
    ]
    for (const output of outputs) for (const comment of comments) expect(output).toContain(comment)
    expect(read('p/web.yaml')).toBe(WEB)
  })

  test('works on a resource that the pipeline itself has made, and moves', () => {
    const source = readFileSync(join(import.meta.dirname, '../examples/shop/application.yaml'), 'utf8')
    write({
      Kptfile: kptfile(
        `    - image: expand-components\n    - image: create-setters\n      configMap:\n        front: frontend\n${NAMESPACE.replace('shop', 'stage')}`,
      ),
      'application.yaml': source,
    })
    const output = hydroam(['fn', 'render', 'p', '-o', 'unwrap', '--target', 'production'])
    expect(output).toMatch(
      /kind: Deployment\nmetadata:\n {2}name: frontend # kpt-set: \$\{front\}\n {2}namespace: stage\n/,
    )
    expect(output).not.toContain('hydroam-draft')
  })

  test('goes the same way through pipes', () => {
    write(files)
    const config = (data: string) =>
      `functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: x}\n  data: ${data}\n`
    const source = hydroam(['fn', 'source', 'p'])
    const created = hydroam(['fn', 'run', 'create-setters'], source + config('{tag: 1.4.0}'))
    const applied = hydroam(
      ['fn', 'run', 'apply-setters'],
      created.slice(0, created.indexOf('functionConfig:')) + config('{tag: 1.5.0}'),
    )
    expect(applied).toContain("image: 'registry.example.com/web:1.5.0' # kpt-set: registry.example.com/web:$" + '{tag}')
    expect(applied).toContain('# four of them')
    hydroam(['fn', 'sink', 'sunk'], applied)
    expect(read('sunk/web.yaml')).toContain(`web:1.5.0' # kpt-set: registry.example.com/web:${reference('tag')}`)
  })

  test('evaluates on a directory, on a stream, and on a part of it', () => {
    write({ 'web.yaml': WEB })
    const commented = WEB.replace("web:1.4.0'", `web:1.4.0' # kpt-set: registry.example.com/web:${reference('tag')}`)
    hydroam(['fn', 'eval', 'p', '--image', 'create-setters', '--', 'tag=1.4.0'])
    expect(read('p/web.yaml')).toBe(commented)
    const applied = ['fn', 'eval', '-', '--image', 'apply-setters', '--match-kind', 'Deployment', '--', 'tag=1.5.0']
    expect(hydroam(applied, hydroam(['fn', 'source', 'p']))).toContain("web:1.5.0' # kpt-set: ")
    hydroam(['fn', 'eval', 'p', '--image', 'apply-setters', '--exclude-kind', 'ConfigMap', '--', 'tag=1.5.0'])
    expect(read('p/web.yaml')).toBe(commented.replace("web:1.4.0'", "web:1.5.0'"))
  })
})

describe('filter mode', () => {
  const list = (item: string, data: string) =>
    `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- ${item.replaceAll('\n', '\n  ').trimEnd()}\nfunctionConfig: {apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: ${data}}\n`
  const load = (name: string) => catalogue[name] as () => never

  test('answers in the words that it read, with the new comments', async () => {
    const item =
      'apiVersion: v1 # first\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x:   "one" # old\n  y: [one, two]\n'
    const { stdout } = await serve(load('create-setters'), list(item, '{one: one}'))
    const wanted = item
      .replace('# old', `# kpt-set: ${reference('one')}`)
      .replace('y: [one, two]', `y:\n  - one # kpt-set: ${reference('one')}\n  - two`)
    expect(stdout.split('functionConfig')[0]).toBe(list(wanted, '').split('functionConfig')[0])
  })

  test('puts its results behind the functionConfig, where the list has them', async () => {
    const { stdout } = await serve(
      load('create-setters'),
      list('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n', '{one: one}'),
    )
    expect(stdout).toMatch(/\nfunctionConfig: .*\nresults:\n/)
  })

  test('keeps the setter comments of block scalars, of one line that becomes many, and back', async () => {
    const input = readFileSync(
      join(import.meta.dirname, '../functions/apply-setters/cases/block-scalars/input.yaml'),
      'utf8',
    )
    const { stdout } = await serve(load('apply-setters'), input)
    const [ca, motto, nobody] = ['ca', 'motto', 'nobody'].map((name) => `# kpt-set: ${reference(name)}`)
    expect(stdout).toContain(`
    data:
      ca.crt: | ${ca}
        line one
        line two
      folded: be brief ${motto}
      one-line: | ${ca}
        line one
        line two
      many-lines: be brief ${motto}
      below: ${nobody}
        # where it stands
        be brief ${motto}
functionConfig:
`)
    const again = await serve(load('apply-setters'), stdout)
    expect(again.stdout.split('functionConfig')[0]).toBe(stdout.split('functionConfig')[0])
  })
})

const node = `${process.execPath} `

/** A program that comments every name, changes an image, and adds a resource, by lines: it keeps whatever else it is sent. */
const PROGRAM = `
import { text } from 'node:stream/consumers'
const list = await text(process.stdin)
const commented = list
  .replace(/^(\\s*(?:- )?name: )(web|other)( +#.*)?$/gm, (_, head, name) => head + name + ' # kpt-set: $' + '{' + name + '}')
  .replace(/web:1\\.4\\.0/, 'web:1.5.0')
process.stdout.write(commented)
`
const kpt = spawnSync('kpt', ['version'], { encoding: 'utf8' })

describe('a program', () => {
  const pipeline = (folder: string) => kptfile(`    - exec: ${node}${join(scratch, folder, '..', 'comment.mjs')}\n`)
  const source = WEB.replace(
    'metadata: {name: web, labels: {tier: front}}',
    'metadata:\n  name: web\n  labels: {tier: front}',
  )

  function rendered(command: string, args: readonly string[], folder: string): string {
    write({ Kptfile: pipeline(folder), 'web.yaml': source }, folder)
    write({ 'comment.mjs': PROGRAM.replaceAll('\\\\', '\\') }, '.')
    const { status, stderr } = spawnSync(command, [...args, 'fn', 'render', join(scratch, folder), '--allow-exec'])
    expect(status, String(stderr)).toBe(0)
    return read(`${folder}/web.yaml`)
  }

  test('sees the comments, and what it adds arrives where it stands', () => {
    const named = (name: string) => `name: ${name} # kpt-set: ${reference(name)}`
    expect(rendered(process.execPath, [COMMAND], 'p')).toBe(
      source
        .replace('name: web\n', `${named('web')}\n`)
        .replace('name: web   # the only one', `name: web   # kpt-set: ${reference('web')}`)
        .replace('name: other', named('other'))
        .replace('web:1.4.0', 'web:1.5.0'),
    )
  })

  test('may make a resource with comments', () => {
    const item =
      '  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: made # by a program\n    data: {a: b} # c\n'
    write({ 'make.sh': `cat\ncat ${join(scratch, 'item')}\n`, item }, '.')
    write({ Kptfile: kptfile(`    - exec: sh ${join(scratch, 'make.sh')}\n`), 'web.yaml': WEB })
    hydroam(['fn', 'render', 'p', '--allow-exec'])
    expect(read('p/configmap_made.yaml')).toBe(
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: made # by a program\ndata: # c\n  a: b\n',
    )
    expect(read('p/web.yaml')).toBe(WEB)
  })

  test.skipIf(kpt.status !== 0)('leaves what it leaves under kpt: the same values with the same comments', () => {
    const documents = (text: string) => text.split(/^---\n/m).map((one) => [valueIn(one), readComments(one)])
    expect(documents(rendered(process.execPath, [COMMAND], 'ours'))).toEqual(documents(rendered('kpt', [], 'theirs')))
  })
})

describe('the values of the setters in a text', () => {
  test('are those that an expression would find', () => {
    const part = fc.constantFrom('a', 'b', 'ab', '-', '', '$')
    const pattern = fc
      .array(fc.tuple(part, fc.constantFrom('x', 'y', 'z')), { minLength: 1, maxLength: 4 })
      .chain((list) => part.map((last) => list.map(([text, name]) => text + reference(name)).join('') + last))
    const text = fc.array(fc.constantFrom('a', 'b', '-', 'c', '$'), { maxLength: 9 }).map((list) => list.join(''))
    fc.assert(
      fc.property(pattern, text, (one, value) => {
        const source = one
          .split(/(\$\{[^}]*\})/)
          .map((piece) => (/^\$\{/.test(piece) ? '(.*)' : piece.replace('$', '\\$')))
        const groups = new RegExp(source.join('')).exec(value)?.slice(1) ?? []
        const expected = groups.includes('') ? [] : groups.map((group, i) => [settersIn(one)[i], group] as const)
        expect([...valuesIn(one, value)].sort(), `${one} in ${value}`).toEqual([...new Map(expected)].sort())
      }),
      { numRuns: 5_000, seed: 1 },
    )
  })

  test.each([
    ['foo-<environment>-bar-<region>-baz', 'foo-dev-bar-us-1-baz', { environment: 'dev', region: 'us-1' }],
    [
      '<registry>/<app~!@#$%^&*()>/<name>:<tag>',
      'r.io/a/b:1',
      { registry: 'r.io', 'app~!@#$%^&*()': 'a', name: 'b', tag: '1' },
    ],
    ['<image>:<tag>', 'no colon', {}],
    ['<image><tag>', 'nginx', {}],
  ])('%s in %s', (pattern, text, expected) => {
    const written = pattern.replace(/<([^>]*)>/g, (_, name: string) => reference(name))
    expect(Object.fromEntries(valuesIn(written, text))).toEqual(expected)
  })
})
