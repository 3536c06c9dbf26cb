/** Every example: rendered it equals its `.expected` folder, its other targets equal theirs (`.expected-<target>`), in place it is stable, and the tools of the field read it. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

const ROOT = resolve(import.meta.dirname, '..')
const EXAMPLES = join(ROOT, 'examples')
const scratch = mkdtempSync(join(tmpdir(), 'hydroam-examples-'))
afterAll(() => rmSync(scratch, { recursive: true }))

function hydroam(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(ROOT, 'dist/hydroam.js'), ...args], { encoding: 'utf8' })
}

function tree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    files
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )
}

function works(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0
}

interface Resource {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> }
}

function resources(text: string): Resource[] {
  return parseAllDocuments(text).flatMap((document) => (document.toJS() as Resource | null) ?? [])
}

function byIdentity(list: readonly Resource[]): Record<string, Resource> {
  return Object.fromEntries(list.map((one) => [`${one.kind}/${one.metadata.name}`, one]).sort())
}

function expected(example: string): readonly string[] {
  return readdirSync(example).filter((name) => name.startsWith('.expected'))
}

/** An application that is rendered in place is marked, so that no tool applies it to a cluster. */
function unmarked(text: string): string {
  return text.replace('  annotations:\n    config.kubernetes.io/local-config: "true"\n', '')
}

/** Those beside the one that the example renders by itself. */
function targets(example: string): readonly string[] {
  return expected(example).flatMap((folder) => folder.match(/(?<=^\.expected-).+/) ?? [])
}

describe.each(readdirSync(EXAMPLES))('%s', (name) => {
  const example = join(EXAMPLES, name)

  test('renders to what is expected', () => {
    const out = join(scratch, `${name}-out`)
    const { status, stderr } = hydroam('render', example, '-o', out)
    expect(stderr).not.toContain('error')
    expect(status).toBe(0)
    expect(tree(out)).toEqual(tree(join(example, '.expected')))
  })

  test.each(targets(example))('renders for the target %s to what is expected', (target) => {
    const out = join(scratch, `${name}-${target}`)
    const { status, stderr } = hydroam('render', example, '--target', target, '-o', out)
    expect(stderr).not.toContain('error')
    expect(status).toBe(0)
    expect(tree(out)).toEqual(tree(join(example, `.expected-${target}`)))
  })

  test.each(targets(example))('in place, goes to the target %s and back without a trace', (target) => {
    const copy = join(scratch, `${name}-switched-${target}`)
    cpSync(example, copy, { recursive: true })
    hydroam('render', copy)
    const first = tree(copy)
    expect(hydroam('render', copy, '--target', target).status).toBe(0)
    expect(tree(copy)).not.toEqual(first)
    expect(hydroam('render', copy, '--target', target, '-o', 'unwrap').stdout).toBe(
      hydroam('render', example, '--target', target, '-o', 'unwrap').stdout,
    )
    expect(hydroam('render', copy).status).toBe(0)
    expect(tree(copy)).toEqual(first)
  })

  test('renders in place, and the second time changes no byte', () => {
    const copy = join(scratch, `${name}-in-place`)
    cpSync(example, copy, { recursive: true })
    expect(hydroam('render', copy).status).toBe(0)
    const first = tree(copy)
    const second = hydroam('render', copy)
    expect(second.stderr).toContain('nothing changed')
    expect(tree(copy)).toEqual(first)
    for (const [file, text] of Object.entries(tree(example))) expect(unmarked(first[file] ?? '')).toBe(unmarked(text))
    expect(readdirSync(copy).filter((file) => file.startsWith('.hydroam-'))).toEqual([])
  })

  test('hydrates the same from a package that was rendered in place', () => {
    const copy = join(scratch, `${name}-in-place`)
    expect(hydroam('render', copy, '-o', 'unwrap').stdout).toBe(hydroam('render', example, '-o', 'unwrap').stdout)
  })

  test.skipIf(!works('kubectl', 'version', '--client'))(
    'is read by kubectl kustomize (skipped where kubectl is missing)',
    () => {
      const folder = mkdtempSync(join(scratch, 'kustomize-'))
      writeFileSync(join(folder, 'all.yaml'), hydroam('render', example, '-o', 'unwrap').stdout)
      writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [all.yaml]\n')
      const read = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' })
      expect(byIdentity(resources(read))).toEqual(byIdentity(resources(readFileSync(join(folder, 'all.yaml'), 'utf8'))))
    },
  )

  test.skipIf(!works('kpt', 'version') || !existsSync(join(example, 'Kptfile')))(
    'renders the same under kpt, resource by resource (skipped where kpt or a Kptfile is missing)',
    () => {
      const command = join(ROOT, 'dist/hydroam.js')
      const native = join(scratch, `${name}-native`)
      const kpt = join(scratch, `${name}-kpt`)
      for (const copy of [native, kpt]) {
        cpSync(example, copy, { recursive: true })
        const kptfile = readFileSync(join(copy, 'Kptfile'), 'utf8')
        writeFileSync(
          join(copy, 'Kptfile'),
          kptfile.replace(/image: ghcr\.io\/hydroam\/([\w-]+):\S+/g, `exec: node ${command} fn run $1`),
        )
        for (const folder of expected(copy)) rmSync(join(copy, folder), { recursive: true })
      }
      const own = hydroam('render', native, '--allow-exec')
      expect(own.stderr).not.toContain('error')
      const theirs = spawnSync('kpt', ['fn', 'render', kpt, '--allow-exec'], { encoding: 'utf8' })
      expect(theirs.status, theirs.stderr).toBe(0)
      const [ours, kpts] = [tree(native), tree(kpt)]
      expect(Object.keys(kpts)).toEqual(Object.keys(ours))
      for (const file of Object.keys(ours).filter((path) => /\.yaml$|Kptfile$/.test(path))) {
        expect(byIdentity(resources(kpts[file] ?? '')), file).toEqual(byIdentity(resources(ours[file] ?? '')))
      }
    },
    120_000,
  )
})
