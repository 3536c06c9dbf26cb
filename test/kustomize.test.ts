/** The default pipeline as kustomize transformers, in containers (a stand-in engine runs them), gives the resources of `hydroam render`. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'

const ROOT = resolve(import.meta.dirname, '..')
const HELLO = join(ROOT, 'examples/hello/application.yaml')
const scratch = mkdtempSync(join(tmpdir(), 'hydroam-kustomize-'))
afterAll(() => rmSync(scratch, { recursive: true }))

interface Pipeline {
  readonly mutators: readonly { readonly image: string }[]
  readonly validators: readonly { readonly image: string }[]
}

function defaultImages(): readonly string[] {
  const { pipeline } = parse(readFileSync(join(ROOT, 'Kptfile'), 'utf8')) as { readonly pipeline: Pipeline }
  return [...pipeline.mutators, ...pipeline.validators].map(({ image }) => image)
}

/** kustomize fails on a validator that returns what it got, so that validators stand among the transformers. */
function writeKustomization(folder: string, images: readonly string[]): void {
  cpSync(HELLO, join(folder, 'application.yaml'))
  const files = images.map((image, i) => {
    const annotations = { 'config.kubernetes.io/function': `container:\n  image: ${image}\n` }
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `function-${i}`, annotations } }
    writeFileSync(join(folder, `function-${i}.yaml`), JSON.stringify(config))
    return `function-${i}.yaml`
  })
  writeFileSync(
    join(folder, 'kustomization.yaml'),
    JSON.stringify({ resources: ['application.yaml'], transformers: files }),
  )
}

function withStandIn(): NodeJS.ProcessEnv {
  const bin = join(scratch, 'bin')
  mkdirSync(bin)
  symlinkSync(join(ROOT, 'test/kpt/fake-engine.mjs'), join(bin, 'docker'))
  return { ...process.env, PATH: `${bin}:${process.env.PATH}` }
}

function resources(text: string): unknown[] {
  return parseAllDocuments(text)
    .map((document) => JSON.stringify(sorted(document.toJS())))
    .sort()
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

test.skipIf(spawnSync('kubectl', ['version', '--client']).error)(
  'kustomize renders as hydroam does (skipped where kubectl is missing)',
  () => {
    const folder = mkdtempSync(join(scratch, 'package-'))
    writeKustomization(folder, defaultImages())
    const kustomize = ['kustomize', '--enable-alpha-plugins', folder]
    const theirs = execFileSync('kubectl', kustomize, { encoding: 'utf8', env: withStandIn() })
    const command = [join(ROOT, 'dist/hydroam.js'), 'render', join(ROOT, 'examples/hello'), '-o', 'unwrap']
    const ours = execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    expect(resources(theirs)).toEqual(resources(ours))
  },
)
