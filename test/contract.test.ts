/**
 * The function contract as generous as kpt's. What kpt 1.0.0-beta.56 with apply-setters v0.2.0 of the catalogue makes of these packages was asked:
 * keys of a functionConfig are names, values of its data are texts, and so is what a program writes into the annotations of the contract.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catalogue } from '../functions/index.ts'
import { readConfigFile } from '../pipeline/commands/function-config.ts'
import { readPackage } from '../pipeline/package.ts'
import { render } from '../pipeline/render.ts'
import { readResources } from '../pipeline/stream.ts'
import { readAnswer } from '../src/krm/answer.ts'
import { readStream } from '../src/krm/wire.ts'
import { readDocument, writtenKeys } from '../src/text/document.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydroam-contract-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const HEAD = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: app\n'
const SETTERS = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: setters\ndata:\n'

/** A package of a pipeline with one function, and a resource with a field behind each of the comments. */
async function rendered(config: string, comments: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const fields = comments.map((comment, i) => `  f${i}: old # kpt-set: ${comment}\n`)
  const all = {
    ...files,
    Kptfile: `${HEAD}pipeline:\n  mutators:\n    - image: ghcr.io/kptdev/krm-functions-catalog/apply-setters:v0.2\n      ${config}\n`,
    'r.yaml': `apiVersion: example.com/v1\nkind: Grid\nmetadata:\n  name: g\nspec:\n${fields.join('')}`,
  }
  for (const [path, text] of Object.entries(all)) writeFileSync(join(folder, path), text)
  const { items, results } = await render(readPackage(folder), { catalogue, isStrict: true, allowExec: false })
  const { spec } = items.find(({ kind }) => kind === 'Grid') as { spec?: Record<string, unknown> }
  return { values: Object.values(spec ?? {}), results }
}

/** Words that Kubernetes reads as something else. `null` and `~` are no keys to it. */
const NAMES = ['n', 'y', 'N', 'yes', 'no', 'on', 'Off', 'true', 'True', '1', '1.0', '0x1f', '010', '1_000', '+7']

describe('keys of a functionConfig are names', () => {
  test.each(NAMES)('in a Kptfile: %s', async (name) => {
    const { values, results } = await rendered(`configMap: {${name}: fresh}`, [`\${${name}}`])
    expect(values).toEqual(['fresh'])
    expect(results.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  test.each(NAMES)('in a file: %s', async (name) => {
    const files = { 's.yaml': `${SETTERS}  ${name}: fresh\n` }
    const { values, results } = await rendered('configPath: s.yaml', [`\${${name}}`], files)
    expect(values).toEqual(['fresh'])
    expect(results.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  test.each(NAMES)('on the wire and in the file of an option: %s', (name) => {
    const config = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  ${name}: fresh\n`
    const list = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n`
    writeFileSync(join(folder, 'c.yaml'), config)
    const inLines = readStream(`${list}functionConfig:\n${config.replace(/^/gm, '  ').trimEnd()}\nresults: []\n`)
    const first = readStream(`functionConfig: {apiVersion: v1, kind: ConfigMap, data: {${name}: fresh}}\n${list}`)
    for (const read of [inLines, first])
      expect(read).toMatchObject({ list: { functionConfig: { data: { [name]: 'fresh' } } } })
    expect(readConfigFile(join(folder, 'c.yaml')).data).toEqual({ [name]: 'fresh' })
  })

  test('in a typed config, at any depth', () => {
    writeFileSync(
      join(folder, 'c.yaml'),
      'apiVersion: a/v1\nkind: C\nmetadata: {name: c}\nspec:\n- on: {n: {off: 1}}\n',
    )
    expect(readConfigFile(join(folder, 'c.yaml')).spec).toEqual([{ on: { n: { off: 1 } } }])
  })

  test('in what is given back, the config stands as it stood', () => {
    const text =
      'kind: ResourceList\napiVersion: config.kubernetes.io/v1\nitems: []\nfunctionConfig:\n  apiVersion: a/v1\n  kind: C\n  data:\n    n: 1.20\n'
    const read = readStream(text)
    if ('results' in read) throw new Error('not read')
    expect(read.list.functionConfig?.data).toEqual({ n: 1.2 })
    expect(read.write(read.list)).toBe(text)
  })
})

describe("values of a ConfigMap's data are texts", () => {
  test.each([
    ['1.20', '1.20'],
    ['0x1F', '0x1F'],
    ['on', 'on'],
    ['3', 3],
    ['true', true],
  ])('%s', async (text, value) => {
    const files = { 's.yaml': `${SETTERS}  a: ${text}\n` }
    const { values } = await rendered('configPath: s.yaml', [`\${a}`], files)
    expect(values).toEqual([value])
  })
})

describe('keys of cluster data that Kubernetes reads otherwise', () => {
  const DATA =
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  n: a\n  "y": b\n  true: c\n  list: {1.0: d}\n'

  test('are warned of, each with its place', async () => {
    const { results } = await rendered('configMap: {a: b}', [`\${a}`], { 'c.yaml': DATA })
    const warned = results.filter(({ code }) => code === 'key-renamed')
    expect(warned.map(({ message }) => message)).toEqual([
      'Kubernetes reads the key `n` as "false"',
      'Kubernetes reads the key `1.0` as "1"',
    ])
    expect(warned[0]).toMatchObject({
      severity: 'warning',
      file: { path: 'c.yaml', index: 0 },
      field: { path: ['data', 'false'] },
    })
  })

  test.each([DATA, `${DATA}anchor: &a 1\n`])('are found by both readers', (text) => {
    const document = { text, line: 3 }
    readDocument(document)
    expect(writtenKeys(document).map(({ written, position }) => [written, position.line])).toEqual([
      ['n', 8],
      ['1.0', 11],
    ])
  })
})

describe('annotations of the contract are text, however a program writes them', () => {
  const list = (annotation: string) => {
    const item = `- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: c\n    annotations:\n      ${annotation}\n`
    return `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${item}`
  }
  const PREFIX = 'internal.config.kubernetes.io'

  test.each([
    [`${PREFIX}/index: 0`, { [`${PREFIX}/index`]: '0' }],
    [`${PREFIX}/path: 5`, { [`${PREFIX}/path`]: '5' }],
    [`${PREFIX}/index: null`, {}],
    ['config.kubernetes.io/local-config: true', { 'config.kubernetes.io/local-config': 'true' }],
    ['config.k8s.io/id: 7', { 'config.k8s.io/id': '7' }],
  ])('%s', (annotation, annotations) => {
    const text = list(annotation)
    expect(readAnswer(text)).toMatchObject({ items: [{ metadata: { annotations } }] })
    expect(readStream(text)).toMatchObject({ list: { items: [{ metadata: { annotations } }] } })
    expect(() => readResources(text)).not.toThrow()
  })

  test.each(['note: 5', 'note: true', `${PREFIX}/index: [0]`])('and nothing else is: %s', (annotation) => {
    expect(readAnswer(list(annotation))).toHaveProperty('problem')
    expect(readStream(list(annotation))).toHaveProperty('results')
  })
})
