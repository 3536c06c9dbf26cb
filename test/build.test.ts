/** What ships: the same from every directory, with the licences of all that it holds. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type OutputOptions, type RolldownOptions, rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '../tools/digest.mjs'
import { isStale } from './fresh-build.ts'

const ROOT = resolve(import.meta.dirname, '..')
const LICENCES = readFileSync(join(ROOT, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')

let scratch: string
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'hydroam-build-'))
})
afterAll(() => rmSync(scratch, { recursive: true }))

const SOURCES = ['functions', 'pipeline', 'src', 'tools', 'rolldown.config.js', 'package.json', 'Kptfile', 'LICENSE']

/** A directory of another depth, in which everything is made anew but what node_modules holds. */
function copyOfSources(): string {
  const copy = join(scratch, 'deep/er', 'copy of hydroam')
  mkdirSync(copy, { recursive: true })
  for (const path of [...SOURCES, 'README.md']) cpSync(join(ROOT, path), join(copy, path), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

function packed(folder: string, to: string): string {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', to]
  const name = execFileSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, npm_config_offline: 'true' },
  })
  return digestOf(to, [name.trim()])
}

function digestOfBundle(folder: string): string {
  return digestOf(join(folder, 'dist'), readdirSync(join(folder, 'dist')))
}

test('a build in another directory gives the same bytes, and so does npm pack', () => {
  const copy = copyOfSources()
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: copy, encoding: 'utf8' })
  expect({ status, stderr }).toMatchObject({ status: 0 })
  expect(digestOfBundle(copy)).toBe(digestOfBundle(ROOT))
  const places = ['one', 'two'].map((name) => join(scratch, name))
  for (const place of places) mkdirSync(place)
  expect(packed(copy, places[0] as string)).toBe(packed(ROOT, places[1] as string))
})

test('the package holds the licences, and no code that somebody compiled', () => {
  const list = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' })
  const files = JSON.parse(list)[0].files.map(({ path }: { path: string }) => path)
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'dist/THIRD-PARTY-LICENSES.txt', 'dist/hydroam.js']))
  expect(
    files.filter(
      (path: string) => !/^(?:dist\/[\w.-]+\.(?:js|txt|json)|[\w/-]+\.md|Kptfile|LICENSE|package\.json)$/.test(path),
    ),
  ).toEqual([])
})

test('no file of the bundle names the directory that it was built in', () => {
  const texts = readdirSync(join(ROOT, 'dist')).map((name) => [name, readFileSync(join(ROOT, 'dist', name), 'latin1')])
  const forbidden = [ROOT, 'node_modules/', `${tmpdir()}/`]
  expect(texts.filter(([, text = '']) => forbidden.some((path) => text.includes(path))).map(([name]) => name)).toEqual(
    [],
  )
})

test('the licence of each package that is bundled stands in the package', async () => {
  // @ts-expect-error rolldown's configuration has no types of its own.
  const { default: config } = await import('../rolldown.config.js')
  const packages = new Set<string>()
  for (const { output, ...input } of config as readonly RolldownOptions[])
    for (const id of await modulesOf(input, output as OutputOptions)) packages.add(id)
  // ajv and AssemblyScript have left their code in what they compiled.
  for (const name of [...packages, 'ajv', 'assemblyscript']) expect(LICENCES).toContain(licenceOf(name))
  expect([...packages].sort()).toEqual(expect.arrayContaining(['@marcbachmann/cel-js', 'commander', 're2js', 'yaml']))
  expect(LICENCES).toContain('The Kubernetes Authors')
})

/** The names of packages whose modules the bundle holds, by rolldown's own account. */
async function modulesOf(input: RolldownOptions, output: OutputOptions): Promise<readonly string[]> {
  const plugins = (input.plugins as readonly { readonly name: string }[]).filter(
    ({ name }) => name === 'without-programs' || name === 'lazy-yaml',
  )
  const bundle = await rolldown({ ...input, cwd: ROOT, plugins: plugins as RolldownOptions['plugins'] })
  const { cleanDir: _, ...options } = output
  const chunks = (await bundle.generate(options)).output
  await bundle.close()
  const ids = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []))
  return ids.flatMap((id) => {
    if (id.startsWith('\0rolldown/')) return ['rolldown']
    return /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(id)?.[1] ?? []
  })
}

function licenceOf(name: string): string {
  const folder = join(ROOT, 'node_modules', name)
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one)) ?? `no licence of ${name}`
  return readFileSync(join(folder, file), 'utf8').trim()
}

test('a bundle that is older than a source is found', () => {
  const root = join(scratch, 'stale')
  for (const path of ['dist', 'src/krm/cases', 'src/krm/compiled', 'functions', 'pipeline', 'tools'])
    mkdirSync(join(root, path), { recursive: true })
  const touch = (path: string, time: number) => {
    writeFileSync(join(root, path), '', { flag: 'a' })
    utimesSync(join(root, path), time, time)
  }
  expect(isStale(root)).toBe(true)
  const later = Math.floor(Date.now() / 1000) + 1000
  touch('src/krm/name.ts', 1)
  touch('dist/THIRD-PARTY-LICENSES.txt', later)
  expect(isStale(root)).toBe(false)
  touch('src/krm/cases/input.yaml', later + 1)
  touch('src/krm/compiled/made.js', later + 1)
  expect(isStale(root)).toBe(false)
  touch('src/krm/name.ts', later + 1)
  expect(isStale(root)).toBe(true)
})
