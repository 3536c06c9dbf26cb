/** Bad input: one message with its place and what to do, exit 1, and nothing written to disk or git. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const COMMAND = join(ROOT, 'dist/hydroam.js')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydroam-faults-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

type Files = Readonly<Record<string, string | Buffer>>

function write(files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Milliseconds after which something hangs; how quick it is, is not asked. */
const HANG = 120_000

function hydroam(args: readonly string[], options: { input?: string; timeout?: number } = {}) {
  return spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: 'utf8', ...options })
}

function state(): Files {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    files
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )
}

const KPTFILE = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: app\n'

function kptfile(pipeline: string): string {
  return `${KPTFILE}pipeline:\n  mutators:\n    - ${pipeline}\n`
}

function application(components: string): string {
  return `apiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata:\n  name: app\nspec:\n  components:\n${components}`
}

const CART = '    - name: cart\n      type: worker\n      properties:\n        image: cart\n'

const FAULTS: readonly (readonly [string, Files, RegExp])[] = [
  [
    'malformed YAML',
    { Kptfile: KPTFILE, 'app.yaml': 'apiVersion: v1\nkind: [\n' },
    /^app\.yaml:2:7: error yaml-invalid: a bracket is opened here and never closed\n/,
  ],
  [
    'text that is not UTF-8',
    {
      Kptfile: KPTFILE,
      'a.yaml': Buffer.concat([Buffer.from('# \ufffd\nkind: A\n---\nb: "é'), Buffer.from([0xff]), Buffer.from('"\n')]),
    },
    /^a\.yaml:4:6: error yaml-invalid: the file is not UTF-8\n/,
  ],
  [
    'a comment that ends only for Kubernetes',
    { Kptfile: KPTFILE, 'a.yaml': 'apiVersion: v1 # one\u2028kind: A\nmetadata: {name: a}\n' },
    /^a\.yaml:1:21: error yaml-invalid: a Unicode line separator must stand in quotes/,
  ],
  [
    'a namespace that is a map',
    { Kptfile: KPTFILE, 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: {toString: b}}\n' },
    /^a\.yaml:3:21: error metadata-invalid: `metadata\.namespace` must be a string, not an object\n/,
  ],
  [
    'a document without kind',
    { Kptfile: KPTFILE, 'a/b.yaml': '# note\napiVersion: v1\nmetadata:\n  name: x\n' },
    /^a\/b\.yaml:2:1: error kind-missing: .+\n(?: +\d* \| .*\n)* {2}hint: /,
  ],
  [
    'an unknown component type',
    { 'app.yaml': application(CART.replace('worker', 'wroker')) },
    /^app\.yaml:8:13: error component-type-unknown: .+"wroker".+\n(?: +\d* \| .*\n)* {2}hint: did you mean "worker"\?/,
  ],
  [
    'an unknown trait',
    { 'app.yaml': application(`${CART}      traits:\n        - type: scalar\n`) },
    /^app\.yaml:12:17: error trait-type-unknown: .+\n(?: +\d* \| .*\n)* {2}hint: did you mean "scaler"\?/,
  ],
  [
    'a missing required parameter',
    { 'app.yaml': application(CART.replace('image: cart', 'cpu: 100m')) },
    /^app\.yaml:9:7: error parameter-missing: .+`image`/,
  ],
  [
    'a duplicate component',
    { 'app.yaml': application(CART + CART) },
    /^app\.yaml:11:13: error component-duplicate: .+\n(?: +\d* \| .*\n)* {2}hint: /,
  ],
  [
    'a component that nobody defines',
    {
      'app.yaml':
        'apiVersion: core.oam.dev/v1alpha2\nkind: ApplicationConfiguration\nmetadata:\n  name: app\nspec:\n  components:\n    - componentName: ghost\n',
    },
    /^app\.yaml:7:22: error component-undefined: .+"ghost"/,
  ],
  [
    'a trait that no function of the pipeline consumes',
    {
      Kptfile: `${kptfile('image: ghcr.io/hydroam/expand-components:v0.1.0')}  validators:\n    - image: ghcr.io/hydroam/validate-oam:v0.1.0\n`,
      'app.yaml': application(`${CART}      traits:\n        - type: scaler\n`),
    },
    /^app\.yaml:12:11: error trait-unconsumed: .+\n(?: +\d* \| .*\n)* {2}hint: add inject-scaler/,
  ],
  [
    'a parameter of the wrong form',
    {
      'app.yaml': application(
        CART.replace(
          'image: cart',
          'image: cart\n        imagePullPolicy: Never\n        env:\n          - name: A\n          - name: A\n            value: b\n        cpu: lots',
        ),
      ),
    },
    /^app\.yaml:16:14: error parameter-invalid: `cpu`/,
  ],
  [
    'a generated resource that the schema refuses, at the component that it comes from',
    {
      'app.yaml': application(
        `${CART}        env:\n          - name: A\n            value: a\n          - name: A\n            value: b\n`,
      ),
    },
    /^app\.yaml:7:7: error list-duplicate: Deployment "cart": .+"A"/,
  ],
  [
    'a plain resource that the schema refuses',
    { Kptfile: KPTFILE, 'cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndta:\n  a: b\n' },
    /^cm\.yaml:5:1: error field-unknown: .+`dta`.+\n(?: +\d* \| .*\n)* {2}hint: did you mean "data"\?/,
  ],
  [
    'an unknown function',
    { Kptfile: kptfile('image: ghcr.io/hydroam/inject-scalar:v0.1.0'), 'app.yaml': application(CART) },
    /^Kptfile:7:14: error function-unknown: .+\n(?: +\d* \| .*\n)* {2}hint: did you mean "inject-scaler"\?/,
  ],
  [
    'an image that would be an option of the engine',
    { Kptfile: kptfile('image: --privileged/fn:v1'), 'app.yaml': application(CART) },
    /^Kptfile:7:14: error image-invalid: .+\n(?: +\d* \| .*\n)* {2}hint: write REGISTRY/,
  ],
  [
    'a typo in the Kptfile',
    { Kptfile: `${KPTFILE}pipeline:\n  mutator: []\n`, 'app.yaml': application(CART) },
    /^Kptfile:6:3: error kptfile-invalid: .+\n(?: +\d* \| .*\n)* {2}hint: did you mean "mutators"\?/,
  ],
  [
    'an exec function without permission',
    { Kptfile: kptfile('exec: cat'), 'app.yaml': application(CART) },
    /^Kptfile:7:13: error exec-not-allowed: .+\n(?: +\d* \| .*\n)* {2}hint: add --allow-exec/,
  ],
  [
    'a functionConfig that is not there',
    {
      Kptfile: kptfile('image: ghcr.io/hydroam/inject-scaler:v0.1.0\n      configPath: nope.yaml'),
      'app.yaml': application(CART),
    },
    /^Kptfile:8:19: error config-missing: /,
  ],
  [
    'a setting that no function knows',
    {
      Kptfile: kptfile(
        'image: ghcr.io/hydroam/expand-components:v0.1.0\n      configMap:\n        allowUndeclaredParameter: "true"',
      ),
      'app.yaml': application(CART),
    },
    /error config-invalid: .+\n(?: +\d* \| .*\n)* {2}hint: did you mean "allowUndeclaredParameters"\?/,
  ],
  [
    'a directory that is no package',
    { 'notes.txt': 'hello' },
    /^error package-missing: .+\n(?: +\d* \| .*\n)* {2}hint: /,
  ],
]

const COMMANDS = [['render'], ['render', '-o', 'unwrap'], ['render', '-o', 'stdout'], ['render', '-o', 'out']]

describe.each(FAULTS)('%s', (_, files, message) => {
  test.each(COMMANDS)('hydroam %s %s %s', (...args) => {
    write(files)
    const before = state()
    const { status, stdout, stderr } = hydroam(args)
    expect(stderr).toMatch(message)
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(state()).toEqual(before)
  })
})

describe('an exec function', () => {
  const run = (script: string) => {
    write({ Kptfile: kptfile('exec: node fn.mjs'), 'app.yaml': application(CART), 'fn.mjs': script })
    const before = state()
    const answer = hydroam(['render', '--allow-exec'])
    expect(state()).toEqual(before)
    expect(answer.status).toBe(1)
    return answer.stderr
  }

  test('that crashes', () => {
    expect(run('console.error("no disk"); process.exit(3)')).toMatch(
      /^error function-crashed: .+exit code 3\n(?: +\d* \| .*\n)* {2}hint: it said: no disk/,
    )
  })
  test('that crashes after it answered', () => {
    expect(run('process.stdin.pipe(process.stdout); process.exitCode = 4')).toMatch(/^error function-crashed: .+4/)
  })
  test('that is killed', () => {
    expect(run('process.kill(process.pid, "SIGKILL")')).toMatch(/^error function-crashed: .+a signal/)
  })
  test('that prints nothing', () => {
    expect(run('')).toMatch(/^error function-silent: /)
  })
  test('that prints prose', () => {
    expect(run('console.log("all fine")')).toMatch(/^error function-output-invalid: /)
  })
  test('that empties the package', () => {
    expect(run('console.log("apiVersion: config.kubernetes.io/v1\\nkind: ResourceList\\nitems: []")')).toMatch(
      /^error empty-result: /,
    )
  })
  test('that reports an error', () => {
    const list =
      '{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[],"results":[{"message":"too old"}]}'
    expect(run(`console.log('${list}'); process.exitCode = 1`)).toMatch(/error result: too old/)
  })
  test('that leaves the package', () => {
    const item =
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","annotations":{"internal.config.kubernetes.io/path":"../x.yaml"}}}'
    const list = `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[${item}]}`
    expect(run(`console.log('${list}')`)).toMatch(/error path-outside-package: /)
  })
  test('that is not there', () => {
    write({ Kptfile: kptfile('exec: no-such-program-anywhere'), 'app.yaml': application(CART) })
    const { status, stderr } = hydroam(['render', '--allow-exec'])
    expect(stderr).toMatch(/^error exec-not-found: /)
    expect(status).toBe(1)
  })
})

describe('hydrate', () => {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' })
  const commit = (files: Files) => {
    git('init', '--quiet')
    git('config', 'user.name', 'Ada')
    git('config', 'user.email', 'ada@example.com')
    write(files)
    git('add', '--all')
    git('commit', '--quiet', '-m', 'Add the application')
  }
  const refused = (code: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = hydroam(['hydrate', ...args])
    expect(stderr).toMatch(new RegExp(`error ${code}: .+`))
    expect(stdout).toBe('')
    expect(status).toBe(1)
  }

  test('commits once, with trailers, and never again for the same input', () => {
    commit({ Kptfile: KPTFILE, 'app.yaml': application(CART) })
    const source = git('rev-parse', 'HEAD').trim()
    expect(hydroam(['hydrate']).stdout).toBe('A\tdeployment_cart.yaml\n')
    const first = git('rev-parse', 'hydrated/app')
    const trailers = git('log', '-1', '--format=%(trailers)', 'hydrated/app')
    expect(trailers).toContain(`Hydroam-Source-Commit: ${source}`)
    expect(hydroam(['hydrate'])).toMatchObject({ status: 0, stdout: '' })
    expect(git('rev-parse', 'hydrated/app')).toBe(first)
    expect(git('log', '--format=%h', 'hydrated/app').trim().split('\n')).toHaveLength(1)
    expect(git('status', '--porcelain')).toBe('')
  })

  test('writes nothing in a dry run', () => {
    commit({ Kptfile: KPTFILE, 'app.yaml': application(CART) })
    expect(hydroam(['hydrate', '--dry-run'])).toMatchObject({ status: 0, stdout: 'A\tdeployment_cart.yaml\n' })
    expect(git('branch', '--list', 'hydrated/*')).toBe('')
  })

  test('refuses a package that no repository holds', () => {
    write({ Kptfile: KPTFILE, 'app.yaml': application(CART) })
    refused('repository-missing')
  })

  test('leaves out what is not committed, and says so', () => {
    const more = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n'
    commit({ Kptfile: KPTFILE, '.gitignore': 'ignored.yaml\n', 'app.yaml': application(CART) })
    write({ 'ignored.yaml': more })
    expect(hydroam(['hydrate', '--dry-run', '--require-clean'])).toMatchObject({ stdout: 'A\tdeployment_cart.yaml\n' })
    write({ '1.yaml': more, '2.yaml': more, '3.yaml': more, '4.yaml': more, '5.yaml': more, '6.yaml': more })
    refused('repository-dirty', '--require-clean')
    expect(git('branch', '--list', 'hydrated/*')).toBe('')
    const { stdout, stderr } = hydroam(['hydrate'])
    expect(stdout).toBe('A\tdeployment_cart.yaml\n')
    expect(stderr).toMatch(
      /^warning repository-dirty: the result is without 6 uncommitted changes: "1\.yaml", .*"5\.yaml" and 1 more$/m,
    )
  })

  test('reads another commit, and a repository without a work tree', () => {
    commit({ Kptfile: KPTFILE, 'app.yaml': application(CART) })
    git('tag', 'v1')
    write({ 'app.yaml': 'broken: [' })
    git('commit', '--quiet', '--all', '-m', 'Break it')
    refused('yaml-invalid')
    refused('revision-unknown', '--rev', 'v2')
    expect(hydroam(['hydrate', '--rev', 'v1'])).toMatchObject({ status: 0, stdout: 'A\tdeployment_cart.yaml\n' })
    git('clone', '--quiet', '--bare', '.', 'bare.git')
    refused('branch-not-ours', 'bare.git', '--rev', 'v1', '--branch', git('branch', '--show-current').trim())
    expect(hydroam(['hydrate', 'bare.git', '--rev', 'v1', '--branch', 'live']).status).toBe(0)
    expect(git('-C', 'bare.git', 'rev-parse', 'live')).toBe(git('rev-parse', 'hydrated/app'))
  })

  test('writes on top of a revert if it may', () => {
    commit({ Kptfile: KPTFILE, 'app.yaml': application(CART) })
    hydroam(['hydrate'])
    const tree = git('hash-object', '-t', 'tree', '-w', '/dev/null').trim()
    git('update-ref', 'refs/heads/hydrated/app', git('commit-tree', tree, '-p', 'hydrated/app', '-m', 'Revert').trim())
    refused('branch-edited')
    expect(hydroam(['hydrate']).stderr).toContain('hint: with --replace-edits, ')
    expect(hydroam(['hydrate', '--replace-edits']).stdout).toBe('A\tdeployment_cart.yaml\n')
    expect(git('rev-list', '--count', 'hydrated/app').trim()).toBe('3')
  })

  test('refuses an empty result', () => {
    commit({ Kptfile: KPTFILE })
    refused('empty-result')
  })

  test('refuses a branch of somebody else', () => {
    commit({ Kptfile: KPTFILE, 'app.yaml': application(CART) })
    git('branch', 'theirs')
    refused('branch-not-ours', '--branch', 'theirs')
    refused('branch-invalid', '--branch', '--upload-pack=x')
  })
})

describe('the command line', () => {
  test.each([[['rendre']], [['render', '--alow-exec']], [['render', 'a', 'b']], [['fn', 'run']]])(
    'wrong usage: %j',
    (args) => {
      expect(hydroam(args)).toMatchObject({ status: 2, stdout: '' })
    },
  )

  // A pipe that nobody writes to would be read for ever.
  test.each([['render'], ['fn render']])('in a wrong directory %s looks at nothing below it', (command) => {
    write({ 'deep/x.txt': '' })
    execFileSync('mkfifo', [join(folder, 'deep/pipe.yaml')])
    const { status, stderr } = hydroam(command.split(' '), { timeout: HANG })
    expect(stderr).toMatch(/^error (package|kptfile)-missing: "\."/)
    expect(status).toBe(1)
  })

  test('a pipe in a package is no file of it', () => {
    write({ Kptfile: KPTFILE })
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')])
    expect(hydroam(['fn', 'render'], { timeout: HANG })).toMatchObject({ status: 0 })
  })

  test.each([['render'], ['fn render'], ['fn source'], ['fn eval -i set-labels']])(
    'what the system refuses is no internal error of %s',
    (command) => {
      const { status, stderr } = hydroam([...command.split(' '), 'x'.repeat(300)])
      expect(stderr).toMatch(/^error file-forbidden: ENAMETOOLONG: .+\n {2}hint: /)
      expect(status).toBe(1)
    },
  )

  test('an unknown function is refused with the nearest name', () => {
    expect(hydroam(['fn', 'run', 'expand-component']).stderr).toMatch(
      /error function-unknown: .+\n(?: +\d* \| .*\n)* {2}hint: did you mean "expand-components"/,
    )
  })

  test('a function tells what it does', () => {
    expect(hydroam(['fn', 'doc', 'inject-scaler'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('# inject-scaler'),
    })
    expect(hydroam(['fn', 'doc', '../README'])).toMatchObject({ status: 1, stdout: '' })
  })

  test.each([['render'], ['fn render'], ['fn eval -i set-labels']])(
    'results that cannot be written are refused before %s does anything',
    (command) => {
      write({ Kptfile: kptfile('{image: set-labels, configMap: {a: b}}'), taken: '' })
      const before = state()
      const words = command.includes('eval') ? ['--', 'a=b'] : []
      const { status, stderr } = hydroam([...command.split(' '), '--results-dir', 'taken', ...words])
      expect(stderr).toMatch(/^error results-dir-invalid: "taken" .+\n {2}hint: .+\n$/)
      expect(status).toBe(1)
      expect(state()).toEqual(before)
    },
  )

  test('an output that exists is left alone', () => {
    write({ 'app.yaml': application(CART), 'out/keep.txt': 'x' })
    const { status, stderr } = hydroam(['render', '-o', 'out'])
    expect(stderr).toMatch(/^error output-exists: /)
    expect(status).toBe(1)
  })

  test('a file keeps its permissions, and one that was not read is never overwritten', () => {
    write({
      Kptfile: KPTFILE,
      'app.yaml': application(CART),
      '.krmignore': 'deployment_*\n',
      'deployment_cart.yaml': 'mine\n',
    })
    expect(hydroam(['render']).stderr).toMatch(/error file-exists: .+\n(?: +\d* \| .*\n)* {2}hint: /)
    expect(readFileSync(join(folder, 'deployment_cart.yaml'), 'utf8')).toBe('mine\n')
    rmSync(join(folder, 'deployment_cart.yaml'))
    chmodSync(join(folder, 'app.yaml'), 0o640)
    expect(hydroam(['render']).status).toBe(0)
    expect(statSync(join(folder, 'app.yaml')).mode & 0o777).toBe(0o640)
    expect(readFileSync(join(folder, 'app.yaml'), 'utf8')).toContain('local-config')
  })

  test('a link that leads out of the package is refused', () => {
    write({ 'pkg/app.yaml': application(CART), 'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n' })
    symlinkSync('../secret.yaml', join(folder, 'pkg/link.yaml'))
    expect(hydroam(['render', 'pkg', '-o', 'unwrap'])).toMatchObject({ status: 1, stdout: '' })
  })

  test.each([
    ['empty', '', /error stream-empty: /],
    ['prose', 'hello', /error stream-invalid: /],
    ['another kind', 'apiVersion: v1\nkind: List\nitems: []\n', /error stream-invalid: /],
    ['an unknown version', 'apiVersion: example.com/v9\nkind: ResourceList\nitems: []\n', /error stream-invalid: .+v9/],
    ['two documents', 'kind: ResourceList\n---\nkind: ResourceList\n', /error stream-invalid: .+2 documents/],
  ])('a stream that is %s is refused', (_, input, message) => {
    const { status, stdout, stderr } = hydroam(['fn', 'run', 'inject-scaler'], { input })
    expect(stderr).toMatch(message)
    expect(stdout).toBe('')
    expect(status).toBe(1)
  })

  test('a stream that is cut anywhere is refused, never half read', () => {
    const whole = readFileSync(join(ROOT, 'functions/inject-scaler/cases/scaler/input.yaml'), 'utf8').trimEnd()
    cpSync(join(ROOT, 'functions/inject-scaler/cases/scaler/input.yaml'), join(folder, 'x.yaml'))
    const list = JSON.stringify({
      apiVersion: 'config.kubernetes.io/v1',
      kind: 'ResourceList',
      items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }],
    })
    expect(whole.length).toBeGreaterThan(list.length)
    for (let end = 0; end < list.length; end += 12) {
      expect(hydroam(['fn', 'run', 'inject-scaler'], { input: list.slice(0, end) })).toMatchObject({
        status: 1,
        stdout: '',
      })
    }
  })
})
