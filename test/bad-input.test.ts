/**
 * Bad input to streams, and paths and names that no file may have. `row N` counts the project's list of faults; rows that are not here are
 * in faults.test.ts (2, 3), cases.test.ts (11) and git.test.ts.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catalogue } from '../functions/index.ts'
import { placeNew } from '../pipeline/layout.ts'
import { readPackage, readTree } from '../pipeline/package.ts'
import { Refusal } from '../pipeline/refusal.ts'
import { fileTexts, planChanges } from '../pipeline/save.ts'
import { serve } from '../pipeline/serve.ts'
import { readResources } from '../pipeline/stream.ts'
import { asPackage } from '../pipeline/stream-package.ts'
import type { Catalogue } from '../src/krm/function.ts'
import { PATH, withAnnotations } from '../src/krm/resource.ts'
import { expectLinear } from './growth.ts'

const COMMAND = join(resolve(import.meta.dirname, '..'), 'dist/hydroam.js')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydroam-bad-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function hydroam(args: readonly string[], input?: string) {
  return spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: 'utf8', input, maxBuffer: 1e9 })
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

const KPTFILE = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: app\n'

function configMap(name: string, more = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`
}

function list(...items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items })
}

function at(path: string, index = 0, name = 'a') {
  const annotations = { 'internal.config.kubernetes.io/path': path, 'internal.config.kubernetes.io/index': `${index}` }
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, annotations } }
}

describe('a stream', () => {
  test.each([['fn run set-labels'], ['fn eval - --image set-labels'], ['fn sink out']])(
    'row 1: nothing into %s',
    (line) => {
      const { status, stdout, stderr } = hydroam(line.split(' '), '')
      expect(stderr).toMatch(/^error stream-empty: /)
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
      expect(readdirSync(folder)).toEqual([])
    },
  )

  test('row 4: a functionConfig that is missing, or has a field that is nearly one', () => {
    expect(hydroam(['fn', 'run', 'set-namespace'], list()).stderr).toMatch(/error config-invalid: .+must have/)
    const functionConfig = `functionConfig:\n  apiVersion: fn.kpt.dev/v1alpha1\n  kind: SetNamespace\n  metadata:\n    name: x\n  namspace: y\n`
    const input = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n${functionConfig}`
    const { status, stderr } = hydroam(['fn', 'run', 'set-namespace'], input)
    expect(stderr).toMatch(/error config-invalid: .*`namspace`.*\n.*hint: did you mean "?`?namespace/)
    expect(status).toBe(1)
  })

  test('rows 5 and 13: unknown fields and earlier results are carried on', () => {
    const input = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
metadata: {name: kept}
extra: {a: 1} # kept
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: a
  strange: [1,  2]
functionConfig:
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: fn}
  data: {app: web}
results:
- message: before
  severity: info
`
    const { status, stdout } = hydroam(['fn', 'run', 'set-labels'], input)
    expect(status).toBe(0)
    expect(stdout).toContain('metadata: {name: kept}\nextra: {a: 1} # kept\n')
    expect(stdout).toContain('  strange: [1,  2]\n')
    expect(stdout).toMatch(/results:\n- message: before\n {2}severity: info\n- message: labels set/)
  })

  test.each([
    'expand-components',
    'inject-scaler',
    'inject-routing',
    'inject-policy',
    'validate-oam',
    'validate-schema',
  ])('row 6: %s leaves a list without OAM as it is', async (name) => {
    const input = `apiVersion: config.kubernetes.io/v1beta1\nkind: ResourceList\nitems:\n  # mine\n  - ${configMap('a', 'data: {x:   "1"}\n').replaceAll('\n', '\n    ').trimEnd()}\n`
    const { failed, stdout } = await serve(catalogue[name] as Catalogue[string], input)
    expect(failed).toBe(false)
    expect(stdout).toBe(input.replace('v1beta1', 'v1'))
  })

  test('row 7: eight thousand resources cost eight times one thousand, and not 64 times', () => {
    expectLinear((n) => {
      const texts = Array.from({ length: 1000 * n }, (_, i) =>
        configMap(`n${i}`, `data:\n  text: ${'x'.repeat(200)}\n`),
      )
      const input = readResources(texts.join('---\n'))
      const { pkg, items } = asPackage(placeNew(input.items), input.sourceOf)
      expect(fileTexts(pkg, items).size).toBe(1000 * n)
    })
  })

  test('row 8: a reader that drains slowly gets all of it', () => {
    write({ 'big.yaml': configMap('big', `data:\n  text: ${'x'.repeat(5_000_000)}\n`) })
    const script = `"${process.execPath}" "${COMMAND}" fn source . -o unwrap | (sleep 1; wc -c)`
    const { stdout } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' })
    expect(Number(stdout)).toBe(readFileSync(join(folder, 'big.yaml')).length)
  })

  test('row 9: a reader that closes the pipe ends the command, and nothing is said', async () => {
    write({ 'big.yaml': configMap('big', `data:\n  text: ${'x'.repeat(5_000_000)}\n`) })
    const child = spawn(process.execPath, [COMMAND, 'fn', 'source', '.', '-o', 'unwrap'], { cwd: folder })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const [status] = await once(child, 'close')
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  })

  test('row 10: a signal while a directory is written leaves none, or all of it', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => [`f${i}.yaml`, configMap(`n${i}`)])
    write({ ...Object.fromEntries(many) })
    const child = spawn(process.execPath, [COMMAND, 'fn', 'eval', '.', '--exec', 'cat', '-o', 'out'], {
      cwd: folder,
      stdio: 'ignore',
    })
    const isWriting = () => readdirSync(folder).some((name) => name.includes('out'))
    while (child.exitCode === null && !isWriting()) await new Promise((resume) => setTimeout(resume, 5))
    child.kill('SIGTERM')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
    const out = join(folder, 'out')
    if (existsSync(out)) expect(readdirSync(out)).toHaveLength(many.length)
  })
})

/** The codes with which resources at these paths are refused; of two paths, the first is in the package already. */
function codes(...paths: readonly string[]): readonly string[] {
  const attempts = [
    () => {
      const { items, sourceOf } = readResources(list(...paths.map((path, i) => at(path, 0, `n${i}`))))
      const stream = asPackage(placeNew(items), sourceOf)
      fileTexts(stream.pkg, stream.items)
    },
    () => {
      if (paths.length > 1) write({ [paths[0] as string]: configMap('kept') })
      const pkg = readTree(folder)
      const fresh = paths.slice(pkg.items.length > 0 ? 1 : 0).map((path, i) => ({ ...at(path, 0, `n${i}`) }))
      const added = fresh.map((item) => withAnnotations(item, { [PATH]: item.metadata.annotations[PATH] as string }))
      planChanges(pkg, placeNew([...pkg.items, ...added]))
    },
  ]
  return attempts.map((attempt) => {
    try {
      attempt()
      return 'none'
    } catch (cause) {
      if (cause instanceof Refusal) return cause.results[0]?.code ?? ''
      throw cause
    }
  })
}

const REFUSED = /^path-(?:invalid|outside-package)$/

describe('a path that a function or a stream gives', () => {
  test.each([
    '../x',
    'a/../../x',
    '/x',
    '/etc/x.yaml',
    'a\\b',
    '..\\x',
    'C:/x',
    'C:x',
    'a\0b',
    'a\nb',
    '',
    '.',
    '..',
    'a//b',
    'a/',
  ])('row 14: %j', (path) => {
    for (const code of codes(path)) expect(code).toMatch(REFUSED)
  })

  test.each([
    '.git/config.yaml',
    '.GIT/x.yaml',
    'sub/.git/hooks/x',
    'git~1/x.yaml',
    '.git./x.yaml',
    '.git /x.yaml',
    '.g\u200cit/x.yaml',
    '.gitmodules',
    'x/.gitattributes',
    '.github/workflows/x.yaml',
  ])('row 15: %j', (path) => {
    for (const code of codes(path)) expect(code).toMatch(REFUSED)
  })

  test('row 16: a place that is taken names both that want it', () => {
    const { status, stderr } = hydroam(['fn', 'sink', 'out'], list(at('x.yaml', 0, 'a'), at('x.yaml', 0, 'b')))
    expect(stderr).toMatch(/error index-duplicate: ConfigMap "b" and ConfigMap "a" .+x\.yaml/)
    expect(status).toBe(1)
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })

  test('row 16: one identity twice names both files', () => {
    write({ Kptfile: KPTFILE, 'x.yaml': configMap('a'), 'y.yaml': configMap('a') })
    const { status, stdout, stderr } = hydroam(['render', '-o', 'unwrap'])
    expect(stderr).toMatch(/^x\.yaml:.+path-conflict[\s\S]+^y\.yaml:.+path-conflict/m)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  })

  test.each([
    ['Made.yaml', 'made.yaml'],
    ['caf\u00e9.yaml', 'cafe\u0301.yaml'],
    ['x.yaml', 'X.yaml/y.yaml'],
  ])('row 17: %j beside %j', (kept, made) => {
    expect(codes(kept, made)).toEqual(['path-invalid', 'path-invalid'])
  })

  test.each([
    'con.yaml',
    'sub/NUL',
    'aux/x.yaml',
    'com1.txt',
    'x.yaml.',
    'dir./x.yaml',
    'x.yaml ',
    `${'x'.repeat(256)}.yaml`,
  ])('row 18: %j', (path) => {
    expect(codes(path)).toEqual(['path-invalid', 'path-invalid'])
  })

  test('a path that is fine', () => {
    expect(codes('deep/er/configmap_a.yaml')).toEqual(['none', 'none'])
    expect(codes('x/../clusterrole_system:node.yaml')).toEqual(['none', 'none'])
  })
})

describe('a name', () => {
  const application = (name: string) =>
    `apiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata:\n  name: app\nspec:\n  components:\n    - name: ${JSON.stringify(name)}\n      type: worker\n      properties:\n        image: x\n`

  test.each(['a/b', '../x', '..', 'a\nb', '\u001b[31mred', 'x'.repeat(300)])(
    'row 19: a component called %j',
    (name) => {
      write({ 'app.yaml': application(name) })
      const { status, stdout, stderr } = hydroam(['render', '-o', 'unwrap'])
      expect(stderr).toMatch(/^app\.yaml:7:13: error field-invalid: /)
      expect(stderr).not.toContain('\u001b')
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    },
  )

  test('row 20: 63 characters are one too few for no name that is generated from it', () => {
    write({ 'app.yaml': application('x'.repeat(63)) })
    expect(hydroam(['render', '-o', 'unwrap']).stdout).toContain(`name: ${'x'.repeat(63)}\n`)
    write({ 'app.yaml': application('x'.repeat(64)) })
    expect(hydroam(['render', '-o', 'unwrap'])).toMatchObject({ status: 1, stdout: '' })
  })

  test.each([
    ['name: 5', 'the number "5"'],
    ['name: yes', 'the boolean "true"'],
    ['name: [a]', 'a list'],
    ['name: a\n  namespace: 7', 'the number "7"'],
  ])('that is no text to Kubernetes: %j', (metadata, shape) => {
    write({ Kptfile: KPTFILE, 'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  ${metadata}\n` })
    const { status, stderr } = hydroam(['render', '-o', 'unwrap'])
    expect(stderr).toMatch(/^a\.yaml:\d:\d+: error metadata-invalid: /)
    expect(stderr).toContain(shape)
    expect(status).toBe(1)
  })

  test('row 21: a name that the cluster would make', () => {
    write({ Kptfile: KPTFILE, 'pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: p-\n' })
    const { status, stderr } = hydroam(['render', '-o', 'unwrap'])
    expect(stderr).toMatch(/^pod\.yaml:\S+ error name-missing: [\s\S]+hint: .*`metadata\.generateName`/)
    expect(status).toBe(1)
  })

  test.each(['name: 2024', 'name: a\n  namespace: {}'])('a resource with `%s` is refused', (metadata) => {
    write({ Kptfile: KPTFILE, 'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  ${metadata}\n` })
    const { status, stderr } = hydroam(['render', '.', '-o', 'stdout'])
    expect(stderr).toMatch(/^a\.yaml:\d+:\d+: error metadata-invalid: `metadata\.name(space)?` must be a string, not /)
    expect(status).toBe(1)
  })
})

describe('row 22: a link', () => {
  test.each([
    ['relative and out', '../outside.yaml'],
    ['absolute', '/etc/hostname'],
    ['to nowhere', 'nowhere.yaml'],
    ['to itself', 'link.yaml'],
  ])('that is read, %s', (_, target) => {
    write({ 'p/Kptfile': KPTFILE, 'p/a.yaml': configMap('a'), 'outside.yaml': configMap('secret') })
    symlinkSync(target, join(folder, 'p/link.yaml'))
    for (const read of [readPackage, readTree]) {
      expect(() => read(join(folder, 'p'))).toThrow(/the link "link\.yaml" leads out/)
    }
  })

  test.each([
    ['a file', 'made.yaml', '../outside.yaml'],
    ['a directory', 'deep', '../elsewhere'],
    ['a file that is nowhere', 'made.yaml', 'nowhere'],
    ['a file in a circle', 'made.yaml', 'made.yaml'],
  ])('where %s must be written', (_, link, target) => {
    write({
      'p/Kptfile': KPTFILE,
      'p/a.yaml': configMap('a'),
      'outside.yaml': 'mine\n',
      'elsewhere/x': 'mine\n',
      'p/.krmignore': 'made.yaml\n',
    })
    symlinkSync(target, join(folder, 'p', link))
    const path = link === 'deep' ? 'deep/made.yaml' : link
    const pkg = readTree(join(folder, 'p'))
    expect(() => planChanges(pkg, [...pkg.items, at(path, 0, 'made')])).toThrow(/is a link/)
    expect(readlinkSync(join(folder, 'p', link))).toBe(target)
    expect(readFileSync(join(folder, 'outside.yaml'), 'utf8')).toBe('mine\n')
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['x'])
  })

  test.each(['elsewhere', 'nowhere', 'out'])('where the output directory should be, to %s', (target) => {
    write({ Kptfile: KPTFILE, 'a.yaml': configMap('a'), 'elsewhere/x': 'mine\n' })
    symlinkSync(target, join(folder, 'out'))
    const { status, stderr } = hydroam(['fn', 'render', '-o', 'out'])
    expect(stderr).toMatch(/^error output-exists: /)
    expect(status).toBe(1)
    expect(lstatSync(join(folder, 'out')).isSymbolicLink()).toBe(true)
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['x'])
  })
})
