/** What an image's tag means: the code that hydroam has, or a refusal; never today's code under the name of another. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { catalogue } from '../functions/index.ts'
import { otherCode } from '../pipeline/other-code.ts'
import { DEFAULT_IMAGE_PREFIX, functionName, type Image, readImage } from '../pipeline/runner/image.ts'
import { GENERATIONS } from '../src/krm/generation.ts'

const ROOT = resolve(import.meta.dirname, '..')
const DIGEST = `sha256:${'a'.repeat(64)}`

function refusal(text: string) {
  const image = readImage(text, DEFAULT_IMAGE_PREFIX) as Image
  return otherCode(image, functionName(image) ?? '')
}

test.each([
  'ghcr.io/hydroam/expand-components',
  'ghcr.io/hydroam/expand-components:latest',
  'ghcr.io/hydroam/expand-components:v0',
  'ghcr.io/hydroam/expand-components:v0.1',
  'ghcr.io/hydroam/expand-components:v0.1.0',
  `ghcr.io/hydroam/expand-components:v0.1.0@${DIGEST}`,
  'ghcr.io/hydroam/set-labels:v0.1.0',
  'expand-components:v0.1.0',
  'set-labels',
  'set-labels:latest',
  'set-labels:v0.1',
  'set-labels:v0.2.17',
  'set-labels:v0.2.0-rc.1',
  `set-labels:v0.2.0@${DIGEST}`,
  'gcr.io/kpt-fn/set-namespace:v0.3.4',
  'gcr.io/kpt-fn-contrib/delete-annotations:v0.1.0',
])('hydroam has %s', (text) => {
  expect(refusal(text)).toBeUndefined()
})

test.each([
  ['ghcr.io/hydroam/expand-components:v9.9', 'known: v0, v0.1, v0.1.0'],
  ['ghcr.io/hydroam/expand-components:v0.1.1', 'known: v0, v0.1, v0.1.0'],
  ['ghcr.io/hydroam/set-labels:v0.2', 'known: v0, v0.1, v0.1.0'],
  ['expand-components:v0.2', 'known: v0, v0.1, v0.1.0'],
  ['set-labels:v7', 'known: v0.1, v0.2'],
  ['set-labels:v0', 'known: v0.1, v0.2'],
  ['set-labels:v0.20', 'known: v0.1, v0.2'],
  ['set-labels:unstable', 'known: v0.1, v0.2'],
  ['gcr.io/kpt-fn/set-annotations:v0.2.0', 'known: v0.1'],
  [`set-labels@${DIGEST}`, `write the tag too: ${DEFAULT_IMAGE_PREFIX}set-labels:v0.2@…`],
  [`ghcr.io/hydroam/set-labels@${DIGEST}`, 'write the tag too: ghcr.io/hydroam/set-labels:v0.1.0@…'],
  [`set-labels:v7@${DIGEST}`, 'known: v0.1, v0.2'],
])('hydroam does not have %s', (text, hint) => {
  expect(refusal(text)?.hint).toBe(hint)
})

test("the generations are those of the README's functions of kpt's catalogue, and of their code", async () => {
  const [, table = ''] =
    /\| from kpt's catalogue \|(.*?)\n\n/s.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? []
  const named = [...table.matchAll(/^\| \[([a-z-]+)\]/gm)].map(([, name]) => name)
  // It is part of kpt itself, where it has no tag.
  expect(Object.keys(GENERATIONS)).toEqual(named.filter((name) => name !== 'gen-pkg-context'))
  for (const [name, generations] of Object.entries(GENERATIONS)) {
    const fn = await catalogue[name]?.()
    expect(generations.slice(0, -1)).toEqual(expect.arrayContaining(Object.keys(fn?.generations ?? {})))
  }
})

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hydroam-versions-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const list = '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n'
  writeFileSync(join(folder, 'a.yaml'), list)
  const hydroam = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist/hydroam.js'), ...words], {
      encoding: 'utf8',
      input: '{apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: []}',
    })
    return { status, stdout, stderr }
  }

  test.each(['render', 'fn render'])('%s says every image that means other code, where it stands', (command) => {
    const images = ['expand-components:v9.9', 'expand-components:v0.1.0', 'set-labels:v7']
    const mutators = images.map((image) => `    - image: ghcr.io/hydroam/${image}\n`).join('')
    const kptfile = `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: p}\npipeline:\n  mutators:\n${mutators}`
    writeFileSync(join(folder, 'Kptfile'), kptfile)
    const { status, stderr } = hydroam(...command.split(' '), folder)
    const places = [...stderr.matchAll(/^\S*Kptfile:(\d+):\d+: error version-unknown/gm)].map(([, line]) => line)
    expect(places).toEqual(['6', '8'])
    expect(stderr).toContain('hint: known: v0, v0.1, v0.1.0; `--no-builtin` runs the container of the image')
    expect(status).toBe(1)
  })

  test.each([
    [['fn', 'eval', folder, '--image', 'set-labels:v7', '--', 'a=b']],
    [['fn', 'run', 'set-labels:v7']],
    [['fn', 'run', 'inject-scaler:v7']],
    [['fn', 'doc', '--image', 'set-labels:v7']],
  ])('%j is refused', (words) => {
    const { status, stderr, stdout } = hydroam(...words)
    expect(stderr).toMatch(/^error version-unknown: hydroam 0\.1\.0 does not have "v7" of /m)
    expect(stdout).toBe('')
    expect(status).toBe(1)
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(list)
  })
})

test('a name that every object has is no function of hydroam', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hydroam-inherited-'))
  const head = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: p\n'
  writeFileSync(join(folder, 'Kptfile'), `${head}pipeline:\n  mutators:\n    - image: constructor\n`)
  const words = [join(ROOT, 'dist/hydroam.js'), 'render', folder, '--image-pull-policy', 'never']
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect(status, stderr).toBe(1)
})
