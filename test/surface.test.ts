/** The command surface that stands in place of kpt's: its console lines, its way of writing options, and `--save`. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catalogue } from '../functions/index.ts'
import { readArguments } from '../pipeline/arguments.ts'
import { readPackage } from '../pipeline/package.ts'
import { progress } from '../pipeline/progress.ts'
import { Refusal } from '../pipeline/refusal.ts'
import { render } from '../pipeline/render.ts'
import { type SavedFunction, saveFunction } from '../pipeline/save-function.ts'
import { selectors } from '../pipeline/selector-options.ts'
import { listText, readResources } from '../pipeline/stream.ts'

const COMMAND = fileURLToPath(new URL('../dist/hydroam.js', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydroam-surface-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const KPTFILE = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: app\n'
const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n'

/** What a run shows, with every time as `TIME`, and the codes that it was refused with. */
async function shown(files: Readonly<Record<string, string>>, isTruncated = true) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'p', path)), { recursive: true })
    writeFileSync(join(folder, 'p', path), text)
  }
  let text = ''
  const { watch, ...hooks } = progress(isTruncated, (more) => {
    text += more
  })
  const options = { catalogue, allowExec: true, isStrict: true, ...hooks }
  const codes = await watch(() => render(readPackage(join(folder, 'p')), options)).then(
    () => [],
    (cause) => {
      if (!(cause instanceof Refusal)) throw cause
      return cause.results.map(
        ({ code, severity, hint = '' }) => `${severity} ${code}${hint.includes('it said') ? '!' : ''}`,
      )
    },
  )
  return { text: text.replace(/ in [0-9.ms]+$/gm, ' in TIME'), codes }
}

const mutators = (...functions: readonly string[]) =>
  `pipeline:\n  mutators:\n${functions.map((fn) => `    - ${fn}\n`).join('')}`

describe('the console', () => {
  test("shows kpt's lines, and what only informs", async () => {
    const labels = 'image: set-labels:v0.2\n      configMap: {app: web}'
    const { text } = await shown({
      Kptfile: KPTFILE + mutators(`${labels}\n      selectors: [{kind: ConfigMap}]`),
      'a.yaml': CONFIG_MAP,
      'sub/Kptfile': KPTFILE + mutators(labels),
      'empty/Kptfile': KPTFILE,
    })
    expect(text).toBe(`Package "p/empty": 
Package "p/sub": 
[RUNNING] "ghcr.io/kptdev/krm-functions-catalog/set-labels:v0.2"
[PASS] "ghcr.io/kptdev/krm-functions-catalog/set-labels:v0.2" in TIME
  Results:
    [info]: labels set in 1 field of 1 resource

Package "p": 
[RUNNING] "ghcr.io/kptdev/krm-functions-catalog/set-labels:v0.2" on 1 resource(s)
[PASS] "ghcr.io/kptdev/krm-functions-catalog/set-labels:v0.2" in TIME
  Results:
    [info]: labels set in 1 field of 1 resource

`)
  })

  const FAILS = { Kptfile: KPTFILE + mutators('exec: node ../fails.mjs'), 'a.yaml': CONFIG_MAP }
  const failing = () => {
    const script = join(folder, 'fails.mjs')
    writeFileSync(script, 'for (let i = 1; i < 7; i++) console.error("line \\"" + i + "\\"")\nprocess.exit(3)\n')
    return { ...FAILS, Kptfile: FAILS.Kptfile.replace('../fails.mjs', script) }
  }

  test('cuts what a program says after four lines, and leaves the error to the report', async () => {
    const { text, codes } = await shown(failing())
    expect(text).toContain(`[FAIL] "node ${join(folder, 'fails.mjs')}" in TIME
  Stderr:
    "line \\"1\\""
    "line \\"2\\""
    "line \\"3\\""
    "line \\"4\\""
    ...(3 line(s) truncated, use '--truncate-output=false' to disable)
  Exit code: 3
`)
    // Without the hint that says the same lines again.
    expect(codes).toEqual(['error function-crashed'])
  })

  test('shows all of it when asked', async () => {
    const { text } = await shown(failing(), false)
    expect(text).toContain('"line \\"6\\""')
    expect(text).not.toContain('truncated')
  })

  test('closes the line of a function that could not start', async () => {
    const { text, codes } = await shown({
      Kptfile: KPTFILE + mutators('exec: no-such-program-anywhere'),
      'a.yaml': CONFIG_MAP,
    })
    expect(text).toMatch(/^\[FAIL\] "no-such-program-anywhere" in TIME$/m)
    expect(codes).toEqual(['error exec-not-found'])
  })
})

describe('a command line for kpt', () => {
  test.each([
    ['fn render --allow-exec=true p', ['fn', 'render', '--allow-exec', 'p'], undefined],
    ['fn render --allow-exec=F p', ['fn', 'render', 'p'], undefined],
    ['--truncate-output=false fn render', ['--no-truncate-output', 'fn', 'render'], undefined],
    ['fn render --output=a=b', ['fn', 'render', '--output=a=b'], undefined],
    ['fn render -o=out p', ['fn', 'render', '-o', 'out', 'p'], undefined],
    ['fn eval -i=x:v0.1 -e=A=b', ['fn', 'eval', '-i', 'x:v0.1', '-e', 'A=b'], undefined],
    ['fn eval -eA=b -ix', ['fn', 'eval', '-eA=b', '-ix'], undefined],
    ['fn eval -st=mutator -s=false', ['fn', 'eval', '-s', '-t', 'mutator'], undefined],
    ['fn eval -i x -- a=b --save=true', ['fn', 'eval', '-i', 'x'], ['a=b', '--save=true']],
  ])('%s', (line, words, functionWords) => {
    expect(readArguments(line.split(' '))).toEqual({ words, functionWords })
  })

  test('has selectors with one pair an option', () => {
    expect(selectors({ matchLabels: ['a=b', 'c=d,e=f'], excludeKind: 'Service', matchName: '' })).toEqual({
      selector: { labels: { a: 'b', c: 'd,e=f' } },
      exclusion: { kind: 'Service' },
    })
    expect(() => selectors({ matchLabels: ['a'] })).toThrow(/key=value/)
  })
})

describe('--save', () => {
  const saved = async (fn: SavedFunction, kptfile: string) => {
    writeFileSync(join(folder, 'Kptfile'), kptfile)
    return [await saveFunction(folder, 'mutator', fn), readFileSync(join(folder, 'Kptfile'), 'utf8')]
  }
  const PIPELINE = `# mine\n${KPTFILE}pipeline:\n  mutators:\n    # first\n    - image: gcr.io/kpt-fn/set-labels:v0.1 # old\n      configMap: {a: b}\n`

  test('adds a function behind those that are there', async () => {
    const fn = {
      image: 'gcr.io/kpt-fn/set-namespace:v0.4',
      configMap: { namespace: 'shop' },
      exclude: [{ kind: 'Role' }],
    }
    const added = `    - image: gcr.io/kpt-fn/set-namespace:v0.4\n      configMap:\n        namespace: shop\n      exclude:\n        - kind: Role\n`
    expect(await saved(fn, PIPELINE)).toEqual(['Added', PIPELINE + added])
  })

  test('replaces the same image in its place, and keeps the comments', async () => {
    const fn = { image: 'gcr.io/kpt-fn/set-labels:v0.1', configPath: 'labels.yaml' }
    const changed = PIPELINE.replace('configMap: {a: b}', 'configPath: labels.yaml')
    expect(await saved(fn, PIPELINE)).toEqual(['Updated', changed])
  })

  test('replaces the first of two with one image, and keeps what else is in the file', async () => {
    const two = mutators('image: a\n      configMap: {x: one}', 'image: a\n      configMap: {x: two}')
    const answer = await saved({ image: 'a', configMap: { x: 'new' } }, `${KPTFILE}${two}---\n${CONFIG_MAP}`)
    expect(answer).toEqual(['Updated', `${KPTFILE}${two.replace('one', 'new')}---\n${CONFIG_MAP}`])
  })

  test('does nothing without a Kptfile, and refuses one that is broken', async () => {
    expect(await saveFunction(folder, 'mutator', { exec: 'cat' })).toBeUndefined()
    await expect(saved({ exec: 'cat' }, `${KPTFILE}pipelin: {}\n`)).rejects.toThrow(/pipelin/)
  })
})

describe('a stream', () => {
  const round = (text: string) => {
    const { items, sourceOf, spelling } = readResources(text)
    return listText(items, sourceOf, spelling)
  }
  const item = (more = '') =>
    `- # head\n  apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: a # name\n${more}  data:\n    text: |\n      one\n\n        two\n`
  const stream = (more = '') => `${HEAD}${indented(item(more))}`
  const HEAD = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n'
  const indented = (text: string) => text.replace(/^(?=.)/gm, '  ')

  test('keeps the text of its items', () => {
    expect(round(stream())).toBe(stream())
    expect(round(HEAD + item())).toBe(stream())
    expect(round(stream().replaceAll('\n', '\r\n'))).toBe(stream())
  })

  test.each(['config.kubernetes.io', 'internal.config.kubernetes.io'])('keeps to the annotations of %s', (prefix) => {
    const annotations = `    annotations:\n      ${prefix}/path: x.yaml\n`
    expect(round(stream(annotations))).toBe(stream(annotations))
  })

  test('may be any ResourceList, a List, or plain documents', () => {
    expect(round(stream().replace('config.kubernetes.io/v1', 'example.com/v9'))).toBe(stream())
    expect(round(stream().replace('config.kubernetes.io/v1', 'v1').replace('ResourceList', 'List'))).toBe(stream())
    expect(readResources(`${CONFIG_MAP}---\n---\n# only a comment\n---\n${CONFIG_MAP}`).items).toHaveLength(2)
  })

  const body = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n${data}`
  test.each([
    ['blank lines at its end that count', body('  k: |+\n    text\n\n\n')],
    ['a fold that ends in them', body('  k: >+\n    text\n\n')],
    ['words of YAML 1.1', body('  k: "yes"\n  l: 0644\n  m: on # why\n')],
    ['a merge key', body('  k: &k {a: b}\n  l: {<<: *k}\n')],
    ['scalars of several lines', body('  k: one\n    --- two\n  l: "a\n\n    b"\n')],
    ['a document end', `${body('  k: a\n')}...\n`],
    ['carriage returns', body('  k: |\n    a\n').replaceAll('\n', '\r\n')],
    ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { k: 'a\n\n' } })],
  ])('says what a document said that has %s', (_, text) => {
    const [before] = readResources(text).items
    const [after] = readResources(round(text)).items
    expect(after?.data).toEqual(before?.data)
  })

  test.each([
    ['fn', 'run', 'set-labels'],
    ['fn', 'eval', '-', '--image', 'set-labels', '--', 'a=b'],
  ])('must be UTF-8, for %s %s', (...args) => {
    const input = Buffer.concat([Buffer.from(`${HEAD}- apiVersion: "`), Buffer.from([0xff]), Buffer.from('"\n')])
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { input, encoding: 'utf8' })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('error stream-invalid: line 4, column 16: the stream is not UTF-8\n')
  })

  test('must not place a resource twice', () => {
    const both = '    annotations: {config.kubernetes.io/path: x.yaml, internal.config.kubernetes.io/path: y.yaml}\n'
    expect(() => round(stream(both))).toThrow(/x\.yaml.+y\.yaml/)
  })
})
