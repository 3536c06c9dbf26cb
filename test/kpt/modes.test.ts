/**
 * What newer versions of kpt do, and what a package may ask for in its Kptfile. kpt beta.56 knows none of them; what stands in kpt's own
 * tests (`e2e/testdata/fn-render`, main) is their only oracle.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { kptBehaviour } from '../../pipeline/kpt-version.ts'
import { readPackage } from '../../pipeline/package.ts'
import { render } from '../../pipeline/render.ts'
import type { Catalogue } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'

const FUNCTION = join(import.meta.dirname, 'fn.mjs')
const KPT = spawnSync('kpt', ['version'], { encoding: 'utf8' }).stdout?.trim()
const COMMAND = join(resolve(import.meta.dirname, '../..'), 'dist/hydroam.js')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydroam-modes-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

const cm = (name: string, more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`
const kptfile = (name: string, mutators: readonly string[], annotations: readonly string[] = []) =>
  [
    'apiVersion: kpt.dev/v1',
    'kind: Kptfile',
    'metadata:',
    `  name: ${name}`,
    ...(annotations.length > 0 ? ['  annotations:', ...annotations.map((line) => `    ${line}`)] : []),
    ...(mutators.length > 0 ? ['pipeline:', '  mutators:', ...mutators.map((fn) => `    - ${fn}`)] : []),
    '',
  ].join('\n')

function write(files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

function fnRender(...options: readonly string[]) {
  return spawnSync(process.execPath, [COMMAND, 'fn', 'render', folder, ...options], { encoding: 'utf8' })
}

/**
 * A function needs the name of one that hydroam knows. Renders with a function `see` that keeps what it saw, `drop`, which removes what its
 * config names, and `make`, which adds it.
 */
async function rendered(options: object = {}) {
  const runs: string[] = []
  const readConfig = (config?: KrmResource) => ({ config: (config?.data ?? {}) as object })
  const see = (items: readonly KrmResource[], { by = '?' }: { readonly by?: string }) => {
    runs.push(`${by}: ${items.map(({ metadata }) => metadata.name).join(' ')}`)
    return { items }
  }
  const drop = (items: readonly KrmResource[], { name = '' }: { readonly name?: string }) => ({
    items: items.filter((item) => item.metadata.name !== name),
  })
  const make = (items: readonly KrmResource[], { name = '', path = '' }: Readonly<Record<string, string>>) => {
    const annotations = { 'internal.config.kubernetes.io/path': path }
    return { items: [...items, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, annotations } }] }
  }
  const catalogue: Catalogue = {
    make: async () => ({ name: 'set-labels', description: '', type: 'mutator', readConfig, run: make }),
    see: async () => ({ name: 'set-labels', description: '', type: 'validator', readConfig, run: see }),
    drop: async () => ({ name: 'set-labels', description: '', type: 'mutator', readConfig, run: drop }),
  }
  const { items } = await render(readPackage(folder), { catalogue, allowExec: false, isStrict: true, ...options })
  return { runs, names: items.map(({ metadata }) => metadata.name) }
}

async function seen(options: object = {}): Promise<readonly string[]> {
  return (await rendered(options)).runs
}

const see = (by: string) => `{image: see, configMap: {by: ${by}}}`

describe('the order of pipelines and items', () => {
  const family = (annotations: readonly string[] = [], rootFirst: readonly string[] = []) => ({
    Kptfile: kptfile('root', [...rootFirst, see('root')], annotations),
    'r.yaml': cm('r'),
    'a/Kptfile': kptfile('a', [see('a')]),
    'a/x.yaml': cm('x'),
    'a/in/Kptfile': kptfile('in', [see('in')]),
    'a/in/i.yaml': cm('i'),
    'b/Kptfile': kptfile('b', [see('b')]),
    'b/z.yaml': cm('z'),
  })

  test('of beta.56: subpackages first, and their items first', async () => {
    write(family())
    expect(await seen()).toEqual(['in: in i', 'a: in i a x', 'b: b z', 'root: in i a x b z root r'])
  })

  test('since beta.61.1: own items first', async () => {
    write(family())
    const behaviour = kptBehaviour('1.0.0-beta.61.1')
    expect(await seen({ behaviour })).toEqual(['in: in i', 'a: a x in i', 'b: b z', 'root: root r a x in i b z'])
  })

  test('breadth-first: a parent before its children, each seeing itself and what is below', async () => {
    write(family(['kpt.dev/bfs-rendering: "true"']))
    expect(await seen()).toEqual(['root: root r a x in i b z', 'a: a x in i', 'b: b z', 'in: in i'])
  })

  test('breadth-first: what a parent removes is gone for the child', async () => {
    write(family(['kpt.dev/bfs-rendering: "TRUE"'], ['{image: drop, configMap: {name: i}}']))
    expect((await seen()).slice(1)).toEqual(['a: a x in', 'b: b z', 'in: in'])
  })

  test('breadth-first: a render in place leaves everything in its file and its package', () => {
    const label = (key: string) => `{image: set-labels:v0.2, configMap: {${key}: own}}`
    write({
      ...family(['kpt.dev/bfs-rendering: "true"'], [label('root')]),
      Kptfile: kptfile('root', [label('root')], ['kpt.dev/bfs-rendering: "true"']),
      'a/Kptfile': kptfile('a', [label('a')]),
      'a/in/Kptfile': kptfile('in', [label('in')]),
      'b/Kptfile': kptfile('b', [label('b')]),
    })
    const { status, stderr } = fnRender()
    expect({ status, errors: stderr.match(/^error.*/gm) }).toEqual({ status: 0, errors: null })
    const labelled = (...keys: readonly string[]) => `  labels:\n${keys.map((key) => `    ${key}: own\n`).join('')}`
    expect(read('r.yaml')).toBe(cm('r', labelled('root')))
    expect(read('a/x.yaml')).toBe(cm('x', labelled('root', 'a')))
    expect(read('a/in/i.yaml')).toBe(cm('i', labelled('root', 'a', 'in')))
    expect(read('b/z.yaml')).toBe(cm('z', labelled('root', 'b')))
    expect(stderr.match(/^Package "[^"]*"/gm)).toEqual(
      ['', '/a', '/b', '/a/in'].map((path) => `Package "${basename(folder)}${path}"`),
    )
  })

  test('breadth-first: everything is rendered once, level by level', async () => {
    write(family(['kpt.dev/bfs-rendering: "true"']))
    expect((await rendered()).names).toEqual(['root', 'r', 'a', 'x', 'b', 'z', 'in', 'i'])
  })

  test("breadth-first: what a parent makes is the parent's, wherever its file is to be", async () => {
    write(family(['kpt.dev/bfs-rendering: "true"'], ['{image: make, configMap: {name: made, path: a/in/made.yaml}}']))
    expect((await seen()).slice(1)).toEqual(['a: a x in i', 'b: b z', 'in: in i'])
    expect((await rendered()).names).toEqual(['root', 'r', 'made', 'a', 'x', 'b', 'z', 'in', 'i'])
  })

  // The order of pipelines is the whole difference where no function looks at what another has done.
  test.skipIf(KPT === undefined)(
    `breadth-first: the files of depth-first, which is kpt's own (${KPT ?? 'no kpt'})`,
    () => {
      const label = (key: string) => `{exec: 'node ${FUNCTION} label ${key} own'}`
      const files = (annotations: readonly string[]) => ({
        ...family(annotations),
        Kptfile: kptfile('root', [label('root')], annotations),
        'a/Kptfile': kptfile('a', [label('a')]),
        'a/in/Kptfile': kptfile('in', [label('in')]),
        'b/Kptfile': kptfile('b', []),
      })
      const result = () => ['r', 'a/x', 'a/in/i', 'b/z'].map((path) => parse(read(`${path}.yaml`)).metadata.labels)
      write(files([]))
      spawnSync('kpt', ['fn', 'render', folder, '--allow-exec'], { encoding: 'utf8' })
      const ofKpt = result()
      write(files(['kpt.dev/bfs-rendering: "true"']))
      expect(fnRender('--allow-exec')).toMatchObject({ status: 0 })
      expect(result()).toEqual(ofKpt)
      expect(ofKpt).toEqual([
        { root: 'own' },
        { root: 'own', a: 'own' },
        { root: 'own', a: 'own', in: 'own' },
        { root: 'own' },
      ])
    },
  )

  test('only the root package may ask for it', async () => {
    write({ ...family(), 'a/Kptfile': kptfile('a', [see('a')], ['kpt.dev/bfs-rendering: "true"']) })
    expect((await seen())[0]).toBe('in: in i')
  })
})

describe('versions of kpt', () => {
  test.each([
    ['1.0.0-beta.56', false, false, false],
    ['1.0.0-beta.61', false, false, false],
    ['v1.0.0-beta.61.1', true, false, false],
    ['1.0.0-beta.62', true, true, false],
    ['1.0.0-beta.68', true, true, true],
  ])('%s', (version, ownItemsFirst, writesStatus, hidesOwnConfig) => {
    expect(kptBehaviour(version)).toMatchObject({ ownItemsFirst, writesStatus, hidesOwnConfig })
  })

  test.each(['0.39.3', 'latest', '1.0.0', ''])('"%s" is not known', (version) => {
    expect(() => kptBehaviour(version)).toThrow(/no version of kpt/)
  })

  const configured = {
    Kptfile: kptfile('p', ['{image: see, configPath: fn.yaml}']),
    'fn.yaml': cm('fn', 'data:\n  by: fn\n'),
  }

  test('a function finds its own configuration among its items', async () => {
    write(configured)
    expect(await seen()).toEqual(['fn: p fn'])
  })

  test('since the version after beta.67 it does not', async () => {
    write(configured)
    expect(await seen({ behaviour: kptBehaviour('1.0.0-beta.68') })).toEqual(['fn: p'])
  })
})

describe('configRef', () => {
  const referring = (ref: string) => ({
    Kptfile: kptfile('p', [`{image: see, configRef: ${ref}}`]),
    'a.yaml': cm('a', 'data:\n  by: first\n'),
    'b.yaml': cm('a', '  namespace: shop\ndata:\n  by: second\n'),
    'sub/Kptfile': kptfile('sub', []),
    'sub/c.yaml': cm('c', 'data:\n  by: sub\n'),
  })

  test('takes the one resource that fits', async () => {
    write(referring('{kind: ConfigMap, name: a, namespace: shop}'))
    expect(await seen()).toEqual([expect.stringMatching(/^second: /)])
  })

  test.each([
    ['{kind: ConfigMap, name: nope}', /there is no ConfigMap "nope"/],
    ['{kind: ConfigMap, name: c}', /there is no ConfigMap "c"/],
    ['{kind: ConfigMap, name: a}', /2 resources are ConfigMap "a"/],
    ['{kind: ConfigMap}', /needs `kind` and `name`/],
  ])('%s is refused', async (ref, message) => {
    write(referring(ref))
    await expect(seen()).rejects.toThrow(message)
  })
})

describe('a condition', () => {
  const conditional = (field: string, condition: string) => ({
    Kptfile: kptfile('p', [`{image: set-labels, name: tag it, configMap: {app: web}, ${field}: "${condition}"}`]),
    'a.yaml': cm('a'),
  })

  test.each(['when', 'condition'])('that does not hold skips the function, as `%s`', (field) => {
    write(conditional(field, "resources.exists(r, r.kind == 'Deployment')"))
    const { status, stderr } = fnRender()
    expect(stderr).toContain('[SKIPPED] "tag it"')
    expect(stderr).toContain('Successfully executed 0 function(s)')
    expect([status, read('a.yaml')]).toEqual([0, cm('a')])
  })

  test('that holds changes nothing else', () => {
    write(conditional('when', "resources.exists(r, r.metadata.name == 'a')"))
    expect(fnRender().status).toBe(0)
    expect(read('a.yaml')).toContain('app: web')
  })

  test('that is wrong is refused at its place', () => {
    write(conditional('when', 'resources.size()'))
    const { status, stderr } = fnRender()
    expect(status).toBe(1)
    expect(stderr).toMatch(/Kptfile:7:\d+: error condition-invalid: .* true or false, not int/)
  })

  test('sees only what is selected', () => {
    write({
      Kptfile: kptfile('p', [
        '{image: set-labels, configMap: {app: web}, selectors: [{name: b}], when: "resources.size() == 1"}',
      ]),
      'a.yaml': cm('a'),
      'b.yaml': cm('b'),
    })
    expect(fnRender().status).toBe(0)
    expect([read('a.yaml'), read('b.yaml')]).toEqual([cm('a'), expect.stringContaining('app: web')])
  })
})

describe('a failed render', () => {
  const failing = (annotations: readonly string[] = []) => ({
    Kptfile: kptfile(
      'p',
      ['{image: set-labels, configMap: {app: web}, selectors: [{kind: ConfigMap}]}', '{image: set-namespace}'],
      annotations,
    ),
    'a.yaml': `# mine\n${cm('a')}`,
    'sub/Kptfile': kptfile('sub', ['{image: set-annotations, configMap: {seen: "yes"}, selectors: [{name: s}]}']),
    'sub/s.yaml': cm('s'),
  })

  test('writes nothing', () => {
    write(failing())
    expect(fnRender().status).toBe(1)
    expect([read('a.yaml'), read('sub/s.yaml')]).toEqual([`# mine\n${cm('a')}`, cm('s')])
  })

  test('with save-on-render-failure writes what was done before', () => {
    write(failing(['kpt.dev/save-on-render-failure: "true"']))
    const { status, stderr } = fnRender()
    expect(stderr).toContain('Partially executed 2 functions')
    expect(status).toBe(1)
    expect(read('a.yaml')).toBe(`# mine\n${cm('a')}`.replace('name: a\n', 'name: a\n  labels:\n    app: web\n'))
    expect(read('sub/s.yaml')).toContain('seen: "yes"')
    expect(read('a.yaml') + read('sub/s.yaml')).not.toContain('internal.config')
  })

  test('with save-on-render-failure of a subpackage keeps what was done there', () => {
    write({
      ...failing(['kpt.dev/save-on-render-failure: "true"']),
      'sub/Kptfile': kptfile('sub', [
        '{image: set-annotations, configMap: {seen: "yes"}, selectors: [{name: s}]}',
        '{image: set-namespace}',
      ]),
    })
    expect(fnRender().status).toBe(1)
    expect([read('a.yaml'), read('sub/s.yaml')]).toEqual([`# mine\n${cm('a')}`, expect.stringContaining('seen: "yes"')])
  })

  test('deletes no file', () => {
    write({
      Kptfile: kptfile(
        'p',
        ['{image: remove-local-config-resources}', '{image: set-namespace}'],
        ['kpt.dev/save-on-render-failure: "true"'],
      ),
      'a.yaml': cm('a', '  annotations:\n    config.kubernetes.io/local-config: "true"\n'),
      'b.yaml': cm('b'),
    })
    expect(fnRender().status).toBe(1)
    expect(read('a.yaml')).toContain('name: a')
  })
})

describe('the status in the Kptfile', () => {
  const head = '# about this package\n'
  const labelled = (more: readonly string[] = []) => ({
    Kptfile:
      head +
      kptfile('p', ['{image: set-labels, name: tag it, configMap: {app: web}, selectors: [{name: a}]}', ...more]),
    'a.yaml': cm('a'),
  })

  test('is not written by default', () => {
    const files = labelled()
    write(files)
    expect(fnRender().status).toBe(0)
    expect(read('Kptfile')).toBe(files.Kptfile)
  })

  test('says what ran, keeps comments, and settles', () => {
    const files = labelled()
    write(files)
    expect(fnRender('--kpt-version', '1.0.0-beta.62').status).toBe(0)
    const first = read('Kptfile')
    expect(first.startsWith(files.Kptfile)).toBe(true)
    expect(first.slice(files.Kptfile.length)).toMatch(
      /^status:\n {2}conditions:\n {4}- type: Rendered\n {6}status: "True"\n {6}reason: RenderSuccess\n {2}renderStatus:\n {4}mutationSteps:\n {6}- name: tag it\n {8}image: .*set-labels\n {8}exitCode: 0\n/,
    )
    // Now the labels are there, and there is nothing more to say about them.
    expect(fnRender('--kpt-version', '1.0.0-beta.62').status).toBe(0)
    const second = read('Kptfile')
    expect(fnRender('--kpt-version', '1.0.0-beta.62').status).toBe(0)
    expect(read('Kptfile')).toBe(second)
    expect(fnRender().status).toBe(0)
    expect(read('Kptfile')).toBe(second)
  })

  test('says why a render failed, and nothing else is written', () => {
    write({ ...labelled(['{image: set-namespace}']) })
    expect(fnRender('--kpt-version', '1.0.0-beta.67').status).toBe(1)
    expect(read('Kptfile')).toMatch(/status: "False"\n {6}reason: RenderFailed\n {6}message: /)
    expect(read('Kptfile')).toMatch(/errorSummary: .*set-namespace: exit code 1/)
    expect(read('a.yaml')).toBe(cm('a'))
  })

  test('replaces its own condition and no other', () => {
    const status =
      'status:\n  conditions:\n    - type: Ready # by hand\n      status: "True"\n    - type: Rendered\n      status: "False"\n'
    write({ ...labelled(), Kptfile: kptfile('p', []) + status })
    expect(fnRender('--kpt-version', '1.0.0-beta.62').status).toBe(0)
    expect(read('Kptfile')).toContain(
      '- type: Ready # by hand\n      status: "True"\n    - type: Rendered\n      status: "True"\n      reason: RenderSuccess\n',
    )
  })
})

describe('what is moved', () => {
  test('keeps its comments, in another file or at another index', async () => {
    write({
      Kptfile: kptfile('p', ['{image: move}']),
      'ab.yaml': `# first\n${cm('a', 'data:\n  x: "1" # why\n')}---\n# second\n${cm('b')}`,
    })
    const move = (items: readonly KrmResource[]) => ({
      items: items.map((item) => {
        if (item.metadata.name !== 'a') return item
        const annotations = { ...item.metadata.annotations, 'internal.config.kubernetes.io/path': 'c.yaml' }
        return { ...item, metadata: { ...item.metadata, annotations } }
      }),
    })
    const catalogue: Catalogue = {
      move: async () => ({
        name: 'set-labels',
        description: '',
        type: 'mutator',
        readConfig: () => ({ config: {} }),
        run: move,
      }),
    }
    const pkg = readPackage(folder)
    const { items } = await render(pkg, { catalogue, allowExec: false, isStrict: true })
    const { fileTexts } = await import('../../pipeline/save.ts')
    const texts = fileTexts(pkg, items)
    expect(texts.get('c.yaml')).toBe(`# first\n${cm('a', 'data:\n  x: "1" # why\n')}`)
    expect(texts.get('ab.yaml')).toBe(`---\n# second\n${cm('b')}`)
  })
})

describe('a result without any resource', () => {
  const files = {
    Kptfile: kptfile('p', ['{image: remove-local-config-resources}'], ['config.kubernetes.io/local-config: "true"']),
    'a.yaml': cm('a', '  annotations:\n    config.kubernetes.io/local-config: "true"\n'),
  }

  test('is refused, and --allow-empty lets it pass', () => {
    write(files)
    const { status, stderr } = fnRender()
    expect([status, stderr]).toEqual([1, expect.stringContaining('--allow-empty')])
    expect(fnRender('--allow-empty').status).toBe(0)
    expect(() => read('a.yaml')).toThrow()
  })
})

describe('a tag', () => {
  test.each([
    ['set-labels:v0.1', 'v0.2', 0],
    ['set-labels', 'v0.2.0', 0],
    ['set-labels:v0.2.0', '~0.2', 0],
    ['set-labels:v0.2.0', '>=0.1, <0.3', 0],
    ['set-labels:v0.2.0', '^1.0 || 0.2.x', 0],
    ['set-labels:v0.2.0', '^1.0', 1],
    ['set-labels', '~0.2', 1],
    ['set-labels', 'not a tag', 1],
  ])('%s with %s', (image, tag, status) => {
    write({ Kptfile: kptfile('p', [`{image: "${image}", tag: "${tag}", configMap: {a: b}}`]), 'a.yaml': cm('a') })
    const results = join(folder, 'results')
    const run = fnRender('--results-dir', results)
    expect(run.status, run.stderr).toBe(status)
    if (status === 1) expect(run.stderr).toMatch(/Kptfile:7:\d+: error kptfile-invalid: `tag`/)
    else expect(read('results/results.yaml')).toMatch(/image: .*set-labels:v0\.2(\.0)?\n/)
  })
})

describe("kpt's own tests of newer versions", () => {
  const sub = (namespace: string, label: string) => [
    `{image: "ghcr.io/kptdev/krm-functions-catalog/set-namespace:v0.2.0", configMap: {namespace: ${namespace}}}`,
    `{image: "ghcr.io/kptdev/krm-functions-catalog/set-labels:v0.1.5", configMap: {${label}}}`,
  ]
  const metadata = (path: string) => /metadata:\n([\s\S]*?)(?=^\S|$(?![\s\S]))/m.exec(read(path))?.[1]

  test('subpkgs: generations of functions, labels and namespaces of Kptfiles too', () => {
    write({
      Kptfile: kptfile('app-with-db', sub('staging', 'tier: db')),
      'resources.yaml': 'apiVersion: custom.io/v1\nkind: Custom\nmetadata:\n  name: custom\n',
      'db/Kptfile': kptfile('db', sub('db', 'app: backend')),
      'db/resources.yaml': 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n  replicas: 3\n',
    })
    expect(fnRender().status).toBe(0)
    const [root, below] = ['    tier: db\n', '    app: backend\n    tier: db\n']
    expect(metadata('Kptfile')).toBe(`  name: app-with-db\n  namespace: staging\n  labels:\n${root}`)
    expect(metadata('resources.yaml')).toBe(`  name: custom\n  namespace: staging\n  labels:\n${root}`)
    expect(metadata('db/Kptfile')).toBe(`  name: db\n  namespace: staging\n  labels:\n${below}`)
    expect(read('db/resources.yaml')).toContain(
      'spec:\n  replicas: 3\n  selector:\n    matchLabels:\n      app: backend\n      tier: db\n' +
        '  template:\n    metadata:\n      labels:\n        app: backend\n        tier: db\n',
    )
  })

  const SAVES = 'kpt.dev/save-on-render-failure: "true"'
  const labels = (value: string) => `{image: "set-labels:v0.1.5", configMap: {test: ${value}}}`

  test('dfs-subpkg-mutator-fails: what the subpackage did is saved, and its parent never ran', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n'
    write({
      Kptfile: kptfile('root', [labels('x')], [SAVES]),
      'root.yaml': service,
      'subpkg/Kptfile': kptfile('subpkg', [
        '{image: set-namespace, configMap: {namespace: subpkg-ns}}',
        '{exec: "false"}',
      ]),
      'subpkg/s.yaml': service,
    })
    expect(fnRender('--allow-exec').status).toBe(1)
    expect(read('root.yaml')).toBe(service)
    expect(read('subpkg/s.yaml')).toBe(`${service}  namespace: subpkg-ns\n`)
    expect(read('subpkg/Kptfile')).not.toContain('  namespace: subpkg-ns\n')
  })

  test('bfs-parent-validator-fails: the parent labelled everything, and the subpackage never ran', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: s\nspec:\n  ports:\n  - port: 80\n'
    write({
      Kptfile: `${kptfile('root', [labels('parent-fail')], [SAVES, 'kpt.dev/bfs-rendering: "true"'])}  validators:\n    - {exec: "false"}\n`,
      'subpkg/Kptfile': kptfile('subpkg', ['{image: set-namespace, configMap: {namespace: subpkg-ns}}']),
      'subpkg/service.yaml': service,
    })
    expect(fnRender('--allow-exec').status).toBe(1)
    expect(read('Kptfile')).toContain('  labels:\n    test: parent-fail\n')
    expect(metadata('subpkg/Kptfile')).toBe('  name: subpkg\n  labels:\n    test: parent-fail\n')
    expect(read('subpkg/service.yaml')).toBe(
      `${service.replace('name: s\n', 'name: s\n  labels:\n    test: parent-fail\n')}  selector:\n    test: parent-fail\n`,
    )
  })
})
