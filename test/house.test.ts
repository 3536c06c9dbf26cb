/** The plan of the house: who may import whom, and that every function's folder is complete and listed. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { catalogue } from '../functions/index.ts'
import { traitOwners } from '../src/oam/application.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** First match wins. `may` are patterns on paths relative to the root, or on bare package names. */
const PLAN: readonly { readonly files: RegExp; readonly may: readonly RegExp[] }[] = [
  { files: /^src\/text\//, may: [/^src\//, /^yaml$/] },
  { files: /^src\/regex\/expression\.ts$/, may: [/^re2js$/] },
  { files: /^src\/cel\/expression\.ts$/, may: [/^src\//, /^@marcbachmann\/cel-js$/] },
  { files: /^src\//, may: [/^src\//] },
  { files: /^functions\/index\.ts$/, may: [/^src\//, /^functions\/[^/]+\/function\.ts$/] },
  { files: /^functions\/([^/]+)\//, may: [/^src\//, /^functions\/$1\//] },
  {
    files: /^pipeline\/cli(?:\.ts$|\/)/,
    may: [/^src\//, /^pipeline\//, /^node:/, /^commander$/, /^functions\/index\.ts$/],
  },
  { files: /^pipeline\/version\.ts$/, may: [/^package\.json$/] },
  { files: /^pipeline\//, may: [/^src\//, /^pipeline\/(?!cli(?:\.ts$|\/))/, /^node:/] },
]

/** What makes a function give different answers to one question. */
const IMPURE = /\b(Date\.now|new Date\(\)|Math\.random|process\.|performance\.|globalThis\.|setTimeout|fetch\()/

const IMPORT = /(?:^(?:import|export)\b[^'"]*?\bfrom|^import|\bimport\()\s*['"]([^'"]+)['"]/gm

function sources(root: string): readonly string[] {
  return ['src', 'functions', 'pipeline'].flatMap((room) => {
    const files = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    return files.filter((file) => /(?<!\.d)\.ts$/.test(file)).map((file) => join(room, file))
  })
}

function violations(root: string): readonly string[] {
  return sources(root).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const rule = PLAN.find(({ files }) => files.test(file))
    const own = rule?.files.exec(file)?.[1] ?? ''
    const allowed = (rule?.may ?? []).map((pattern) => new RegExp(pattern.source.replace('$1', own)))
    const imports = [...text.matchAll(IMPORT)].map(([, target = '']) => {
      return target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target
    })
    const forbidden = imports.filter((target) => !allowed.some((pattern) => pattern.test(target)))
    const impure = /^(src|functions)\//.test(file) && IMPURE.exec(text)?.[0]
    return [
      ...forbidden.map((target) => `${file} must not import ${target}`),
      ...(impure ? [`${file} must not use ${impure}`] : []),
    ]
  })
}

describe('who may import whom', () => {
  test('every file keeps to the plan', () => {
    expect(sources(ROOT).length).toBeGreaterThan(40)
    expect(violations(ROOT)).toEqual([])
  })

  test.each([
    ['src/krm/planted.ts', "import '../../pipeline/report.ts'"],
    ['src/krm/planted.ts', "import { parse } from 'yaml'"],
    ['src/oam/planted.ts', "import { readFileSync } from 'node:fs'"],
    ['src/oam/planted.ts', 'export const now = () => Date.now()'],
    ['functions/inject-scaler/planted.ts', "import '../inject-policy/function.ts'"],
    ['functions/inject-scaler/planted.ts', "import 'node:child_process'"],
    ['functions/inject-scaler/planted.ts', "export const load = () => import('../../pipeline/report.ts')"],
    ['functions/inject-scaler/planted.ts', 'export const dice = () => Math.random()'],
    ['pipeline/planted.ts', "import { catalogue } from '../functions/index.ts'"],
    ['pipeline/planted.ts', "import { Command } from 'commander'"],
    ['pipeline/planted.ts', "import './cli.ts'"],
    ['pipeline/planted.ts', "import './cli/help.ts'"],
  ])('a violation planted in %s is found: %s', (file, line) => {
    const copy = mkdtempSync(join(tmpdir(), 'hydroam-house-'))
    try {
      for (const room of ['src', 'functions', 'pipeline'])
        cpSync(join(ROOT, room), join(copy, room), { recursive: true })
      writeFileSync(join(copy, file), `${line}\n`)
      expect(violations(copy)).toHaveLength(1)
    } finally {
      rmSync(copy, { recursive: true })
    }
  })
})

describe('every function', () => {
  const folders = readdirSync(join(ROOT, 'functions'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = folders.map(({ name }) => name).sort()

  test('is listed in the catalogue, alphabetically', () => {
    expect(Object.keys(catalogue)).toEqual(names)
  })

  test('of the default pipeline is in the catalogue', () => {
    const { pipeline } = parse(readFileSync(join(ROOT, 'Kptfile'), 'utf8'))
    const images = [...pipeline.mutators, ...pipeline.validators].map(({ image }: { image: string }) => image)
    expect(images.length).toBeGreaterThan(0)
    for (const image of images) expect(names).toContain(image.replace(/^ghcr\.io\/hydroam\/|:.*$/g, ''))
  })

  test('stands in the README', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
    for (const name of names) expect(readme).toContain(`(functions/${name}/README.md)`)
  })

  test('owns the traits that the OAM room says it owns', () => {
    for (const owner of Object.values(traitOwners)) expect(names).toContain(owner)
  })

  describe.each(names)('%s', (name) => {
    const folder = join(ROOT, 'functions', name)

    test('has all its parts', () => {
      for (const part of ['README.md', 'metadata.yaml', 'config.schema.json', 'function.ts', 'cases']) {
        expect(existsSync(join(folder, part)), `${name}/${part}`).toBe(true)
      }
      const cases = readdirSync(join(folder, 'cases'))
      expect(cases.length).toBeGreaterThan(0)
      for (const one of cases) expect(existsSync(join(folder, 'cases', one, 'input.yaml')), one).toBe(true)
    })

    test('has metadata that says the same as the code', async () => {
      const fn = await catalogue[name]?.()
      const metadata = parse(readFileSync(join(folder, 'metadata.yaml'), 'utf8'))
      const { description, type } = fn ?? {}
      expect(fn?.name).toBe(name)
      expect(metadata).toEqual({ name, description, type, image: `ghcr.io/hydroam/${name}:v0.1.0` })
    })

    test('documents every code it can report, and every setting', () => {
      const readme = readFileSync(join(folder, 'README.md'), 'utf8')
      const own = sources(ROOT).filter((file) => file.startsWith(`functions/${name}/`))
      const text = own.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n')
      const codes = [...text.matchAll(/\b(?:error|warning|info)\(\s*'([a-z-]+)'/g)].map(([, code]) => code)
      for (const code of codes) expect(readme).toContain(`### ${code}`)
      const schema = JSON.parse(readFileSync(join(folder, 'config.schema.json'), 'utf8'))
      for (const setting of Object.keys(schema.properties ?? {})) expect(readme).toContain(`\`${setting}\``)
    })
  })
})
