/** No package can write outside itself, or outside the directory that the user named: by names, paths, links or journals. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Folder } from '../pipeline/folder.ts'
import { writeJournal } from '../pipeline/journal.ts'
import { hydratedPaths, placeNew } from '../pipeline/layout.ts'
import { refuseUnsafePaths } from '../pipeline/paths.ts'
import { Refusal } from '../pipeline/refusal.ts'
import { finishSaves, refuseInterrupted, saveFiles } from '../pipeline/save-files.ts'
import { recall, remember } from '../pipeline/unchanged.ts'
import { annotation, type KrmResource, PATH } from '../src/krm/resource.ts'

const COMMAND = join(import.meta.dirname, '../dist/hydroam.js')

/** A folder with a package in it, and a victim beside that. */
let folder: string
/** The folders of a user. */
let home: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hydroam-confine-')))
  home = mkdtempSync(join(tmpdir(), 'hydroam-home-'))
  vi.stubEnv('XDG_STATE_HOME', join(home, 'state'))
  vi.stubEnv('XDG_CACHE_HOME', join(home, 'cache'))
  write({ 'pkg/Kptfile': KPTFILE, 'pkg/web.yaml': configMap('name: web'), 'victim/x': 'victim\n' })
})
afterEach(() => {
  vi.unstubAllEnvs()
  for (const one of [folder, home]) rmSync(one, { recursive: true })
})

const KPTFILE = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: pkg\n'
const SETTING = 'pipeline:\n  mutators:\n    - image: set-labels\n      configMap: {a: b}\n'

function configMap(metadata: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  ${metadata}\n`
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(file(path)), { recursive: true })
    writeFileSync(file(path), text)
  }
}

function file(path: string): string {
  return join(folder, path)
}

/** Every path with what it holds, but for git's own. */
function state(): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const seen = paths.filter((path) => path.split(sep)[0] !== '.git')
  return seen.map((path) => (statSync(file(path)).isFile() ? `${path}: ${readFileSync(file(path), 'utf8')}` : path))
}

function hydroam(line: string, input = '') {
  return spawnSync(process.execPath, [COMMAND, ...line.split(' ').map((word) => word.replace('+', ' '))], {
    cwd: folder,
    encoding: 'utf8',
    input,
  })
}

function resource(metadata: Readonly<Record<string, string>>, kind = 'ConfigMap'): KrmResource {
  return { apiVersion: 'v1', kind, metadata }
}

function codesOf(work: () => unknown): readonly string[] {
  try {
    work()
    return []
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return cause.results.map(({ code }) => code)
  }
}

const BAD = [
  { name: 'a/b' },
  { name: 'c/../../../escaped' },
  { name: 'a', namespace: '..' },
  { name: '.', namespace: 'a/b' },
]

describe('a file is named after', () => {
  test.each(BAD)('no name or namespace like those of %j', (metadata) => {
    for (const place of [placeNew, hydratedPaths])
      expect(new Set(codesOf(() => place([resource(metadata)])))).toEqual(new Set(['name-invalid']))
  })

  test('no kind with a slash', () => {
    expect(codesOf(() => placeNew([resource({ name: 'a' }, '../x')]))).toEqual(['name-invalid'])
  })

  test.each([
    ['system:node', 'clusterrole_system%3Anode.yaml'],
    ['system%3Anode', 'clusterrole_system%253Anode.yaml'],
    ['a b\\c', 'clusterrole_a b%5Cc.yaml'],
    ['a|<b>*?"\u200b', 'clusterrole_a%7C%3Cb%3E%2A%3F%22%E2%80%8B.yaml'],
    ['ünit', 'clusterrole_ünit.yaml'],
  ])('the name %j of a role', (name, path) => {
    expect([...hydratedPaths([resource({ name }, 'ClusterRole')]).keys()]).toEqual([path])
  })

  test('a namespace that is called like a device', () => {
    expect([...hydratedPaths([resource({ name: 'a', namespace: 'aux' })]).keys()]).toEqual(['%61ux/configmap_a.yaml'])
  })

  test('names that are longer than names of files', () => {
    const names = ['a', 'b'].map((end) => 'é'.repeat(120) + 'x'.repeat(12) + end)
    const paths = [...hydratedPaths(names.map((name) => resource({ name }))).keys()]
    expect(new Set(paths).size).toBe(2)
    for (const path of paths) expect(Buffer.byteLength(path)).toBeLessThanOrEqual(255)
  })

  test('any name, within the root', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[./\\:%a~]{0,6}$/),
      fc.constantFrom('..', 'nul', '.git'),
    )
    fc.assert(
      fc.property(word, word, word, (kind, name, namespace) => {
        const codes = codesOf(() => {
          const [item] = placeNew([resource({ name, namespace }, kind)])
          const path = annotation(item as KrmResource, PATH) as string
          refuseUnsafePaths([path])
          expect(resolve('/root', path).startsWith('/root/')).toBe(true)
          expect(path.split('/').length).toBe(namespace === '' ? 1 : 2)
        })
        for (const code of codes) expect(['name-invalid', 'path-invalid']).toContain(code)
      }),
    )
  })
})

describe('nothing is written outside', () => {
  test.each(['render pkg -o out', 'hydrate pkg'])('by a namespace, and `%s` says where it stands', (line) => {
    write({ 'pkg/web.yaml': configMap('name: web\n  namespace: ..') })
    if (line.startsWith('hydrate')) commit()
    const before = state()
    const { status, stderr, stdout } = hydroam(line)
    expect(stderr).toMatch(/^pkg\/web\.yaml:5:14: error name-invalid: .+"\.\."\n(?: +\d* \| .*\n)* {2}hint: /)
    expect({ status, stdout, state: state() }).toEqual({ status: 1, stdout: '', state: before })
  })

  // A program that answers with a resource more.
  test.each([
    'render pkg --allow-exec',
    'fn render pkg --allow-exec',
    'fn render pkg --allow-exec -o out',
    'fn eval pkg --exec=cat+list -o out',
  ])('by a new resource of `%s`', (line) => {
    const list = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n`
    const item = `- {apiVersion: v1, kind: ConfigMap, metadata: {name: c/../../../escaped}}\n`
    write({ 'pkg/Kptfile': `${KPTFILE}pipeline: {mutators: [{exec: cat list}]}\n`, list: list + item })
    const before = state()
    const { status, stderr, stdout } = hydroam(line)
    expect(stderr).toMatch(/error name-invalid: no file can be named after `metadata\.name`/)
    expect({ status, stdout, state: state() }).toEqual({ status: 1, stdout: '', state: before })
  })

  const placed = (key: string, path: string) =>
    configMap(`name: web\n  annotations:\n    ${key}: ${JSON.stringify(path)}`)
  test.each([
    ['internal.config.kubernetes.io/path', '../victim/x', 'path-'],
    ['config.kubernetes.io/path', 'a/../../victim/x', 'path-'],
    ['config.kubernetes.io/path', '/tmp/x', 'path-'],
    ['config.kubernetes.io/path', '.hydroam-save', 'path-invalid'],
    ['config.kubernetes.io/path', 'sub/.git/hooks/x', 'path-'],
    ['nothing', 'at all', ''],
  ])('by the annotation %s: %s', (key, path, code) => {
    const text = code === '' ? configMap('name: web\n  namespace: ..') : placed(key, path)
    const before = state()
    for (const line of ['fn sink out', 'fn eval - -i set-labels -o out -- a=b']) {
      const { status, stderr } = hydroam(line, text)
      expect(stderr).toContain(`error ${code === '' ? 'name-invalid' : code}`)
      expect({ status, state: state() }).toEqual({ status: 1, state: before })
    }
  })

  test.each([
    'render pkg -o pkg/link/out',
    'fn render pkg --results-dir pkg/link',
    'render pkg --results-dir pkg/link/results',
  ])('through a link in the package: %s', (line) => {
    symlinkSync('../victim', file('pkg/link'))
    const before = state()
    const { status, stderr } = hydroam(line)
    expect(stderr).toMatch(/^error output-outside-package: /)
    expect({ status, state: state() }).toEqual({ status: 1, state: before })
  })

  test('through a link that has the name of the results', () => {
    write({ 'pkg/Kptfile': KPTFILE + SETTING, 'pkg/.krmignore': 'results\n' })
    mkdirSync(file('pkg/results'))
    symlinkSync('../../victim/x', file('pkg/results/results.yaml'))
    expect(hydroam('render pkg -o unwrap --results-dir pkg/results').status).toBe(0)
    expect([readFileSync(file('victim/x'), 'utf8'), readdirSync(file('pkg/results'))]).toEqual([
      'victim\n',
      ['results.yaml'],
    ])
  })

  test('through a Kptfile that is a link', () => {
    write({ 'victim/Kptfile': KPTFILE })
    rmSync(file('pkg/Kptfile'))
    symlinkSync('../victim/Kptfile', file('pkg/Kptfile'))
    writeFileSync(file('pkg/.krmignore'), 'Kptfile\n')
    const before = state()
    const { status } = hydroam('fn eval pkg -i set-labels --save --type mutator -o unwrap -- a=b')
    expect({ status, state: state() }).toEqual({ status: 1, state: before })
  })

  test('by any path, also where links stand', () => {
    symlinkSync('../victim', file('pkg/link'))
    symlinkSync('../victim/x', file('pkg/x.yaml'))
    const victim = () =>
      readdirSync(folder, { recursive: true })
        .filter((path) => !String(path).startsWith('pkg'))
        .sort()
    const before = [victim(), readFileSync(file('victim/x'), 'utf8')]
    const part = fc.constantFrom('..', '.', '', 'link', 'x', 'x.yaml', 'a', '.git', '/', 'victim', 'a\\b', '\0')
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 4 }),
        fc.constantFrom('create', 'overwrite', 'remove', 'read'),
        (parts, what) => {
          const root = new Folder(file('pkg'))
          const path = parts.join('/')
          try {
            what === 'create' || what === 'overwrite' ? root[what](path, 'mine') : root[what](path)
          } catch (cause) {
            expect(cause instanceof Refusal || (cause as NodeJS.ErrnoException).code !== undefined, String(cause)).toBe(
              true,
            )
          }
        },
      ),
    )
    expect([victim(), readFileSync(file('victim/x'), 'utf8')]).toEqual(before)
  })
})

function commit(): void {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder })
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '-m', 'a')
}

describe('a file in a package that is called like a journal', () => {
  const STRANGE = '[["../victim/x",null,7]]\nescaped'
  const plants: Readonly<Record<string, () => void>> = {
    'a text': () => write({ 'pkg/.hydroam-save': STRANGE }),
    'a directory': () => mkdirSync(file('pkg/.hydroam-save')),
    'a link': () => symlinkSync('../victim/x', file('pkg/.hydroam-save')),
    'a draft that is a link': () => symlinkSync('../victim/x', file('pkg/.hydroam-save-draft')),
  }

  test.each(Object.keys(plants))('is nothing to hydroam: %s', (what) => {
    write({ 'pkg/Kptfile': KPTFILE + SETTING })
    plants[what]?.()
    const before = state()
    for (const line of ['render pkg -o unwrap', 'fn source pkg', 'fn eval pkg -i set-labels -o unwrap -- a=b']) {
      expect(hydroam(line).status).toBe(0)
      expect(state()).toEqual(before)
    }
    expect(hydroam('render pkg').status).toBe(0)
    expect(readFileSync(file('victim/x'), 'utf8')).toBe('victim\n')
    expect(readFileSync(file('pkg/web.yaml'), 'utf8')).toContain('a: b')
  })
})

describe("the user's journals", () => {
  const journals = () => join(home, 'state/hydroam')
  const plant = (text: string) => {
    mkdirSync(journals(), { recursive: true, mode: 0o700 })
    writeFileSync(join(journals(), 'save-1-1'), text.replace('PKG', file('pkg')), { mode: 0o600 })
  }
  const journal = (entries: unknown, texts: string, directory = 'PKG') =>
    `${JSON.stringify(['hydroam save 1', directory])}\n${JSON.stringify(entries)}\n${texts}`
  /** Of a save that was killed in its first file. */
  const NEW = journal(
    [
      ['begun', null, 3],
      ['new.yaml', null, 3],
    ],
    'endnew',
  )

  test('finish a save in place, and stop those who only read', () => {
    plant(NEW)
    write({ 'pkg/begun': 'e' })
    const before = state()
    for (const line of [
      'render pkg -o unwrap',
      'fn source pkg',
      'fn source pkg/web.yaml',
      'fn render pkg -o out',
      'fn source .',
    ]) {
      const { status, stderr, stdout } = hydroam(line)
      expect(stderr, line).toMatch(/^error save-interrupted: .+\n {2}hint: run the interrupted command again/)
      expect({ status, stdout, state: state() }).toEqual({ status: 1, stdout: '', state: before })
    }
    expect(hydroam('fn eval pkg -i set-labels -- a=b').stderr).toMatch(/^finished an interrupted save of 2 files\n/)
    expect(readdirSync(journals())).toEqual([])
  })

  test('are followed below the named directory, and never above it', () => {
    plant(NEW)
    write({ 'pkg/begun': 'e', 'pkg/sub/x': '' })
    expect(codesOf(() => finishSaves(file('pkg/sub')))).toEqual(['save-interrupted'])
    finishSaves(file('victim'))
    expect(existsSync(file('pkg/new.yaml'))).toBe(false)
    finishSaves(folder)
    expect(readFileSync(file('pkg/new.yaml'), 'utf8')).toBe('new')
  })

  test.each([
    ['leads out of the package', journal([['../victim/x', null, 3]], 'new')],
    ['leads into git', journal([['.git/hooks/x', null, 3]], 'new')],
    ['has a name that may not be made', journal([['nul', null, 3]], 'new')],
    ['is cut off', NEW.slice(0, -1)],
    ['is too long', `${NEW}x`],
    ['has lengths that are none', journal([['new.yaml', null, -3]], 'new')],
    ['has no entries', journal({ a: 1 }, 'new')],
  ])('are none that %s', (_, text) => {
    plant(text)
    const before = state()
    refuseInterrupted(file('pkg'))
    finishSaves(file('pkg'))
    expect([state(), readdirSync(journals())]).toEqual([before, []])
  })

  test.each(['through a link', 'where others may write', 'in the package'])('are not looked for %s', (where) => {
    plant(NEW)
    if (where === 'through a link') {
      execFileSync('mv', [journals(), file('elsewhere')])
      symlinkSync(file('elsewhere'), journals())
    } else if (where === 'where others may write') chmodSync(journals(), 0o777)
    else {
      execFileSync('mv', [join(home, 'state'), file('pkg/state')])
      vi.stubEnv('XDG_STATE_HOME', file('pkg/state'))
    }
    finishSaves(file('pkg'))
    expect(existsSync(file('pkg/new.yaml'))).toBe(false)
  })

  test('that are links are none', () => {
    plant('')
    writeFileSync(file('elsewhere'), NEW.replace('PKG', file('pkg')))
    rmSync(join(journals(), 'save-1-1'))
    symlinkSync(file('elsewhere'), join(journals(), 'save-1-1'))
    mkdirSync(join(journals(), 'save-1-2'))
    finishSaves(file('pkg'))
    expect(existsSync(file('pkg/new.yaml'))).toBe(false)
  })

  test('are for one person', async () => {
    const written = writeJournal(file('pkg'), [{ path: 'a', before: null, after: 'a' }])
    expect([statSync(journals()), statSync(written.file)].map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o600])
  })

  test('that cannot be kept stop no save', async () => {
    write({ taken: '', 'pkg/a': 'old' })
    vi.stubEnv('XDG_STATE_HOME', file('taken'))
    const heard: string[] = []
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => heard.push(String(text)) > 0)
    const changes = [{ path: 'a', before: 'old', after: 'new' }]
    await saveFiles(file('pkg'), changes)
    await expect(
      saveFiles(file('pkg'), [
        { path: 'a', before: 'new', after: 'newer' },
        { path: 'b', before: 'x', after: 'y' },
      ]),
    ).rejects.toThrow('cannot write')
    vi.restoreAllMocks()
    expect(readFileSync(file('pkg/a'), 'utf8')).toBe('new')
  })

  test('may hold anything', () => {
    const path = fc.constantFrom('../victim/x', 'a', 'web.yaml', 'link/x', '/victim/x', 'a/../../victim/x', 'nul')
    const length = fc.constantFrom(null, 0, 3, 7, -1, 1e9)
    const entries = fc.oneof(fc.array(fc.tuple(path, length, length)), fc.json())
    const garbage = fc.string({ unit: 'binary' })
    const directory = fc.constantFrom(file('pkg'), folder, '/', file('nowhere'), '..', '')
    symlinkSync('../victim', file('pkg/link'))
    fc.assert(
      fc.property(fc.oneof(garbage, fc.tuple(directory, entries, garbage)), (content) => {
        rmSync(journals(), { recursive: true, force: true })
        plant(typeof content === 'string' ? content : journal(content[1], content[2], content[0]))
        for (const code of codesOf(() => finishSaves(file('pkg'))))
          expect(['save-interrupted', 'file-exists', 'path-outside-package']).toContain(code)
      }),
    )
    expect([readFileSync(file('victim/x'), 'utf8'), readdirSync(file('victim'))]).toEqual(['victim\n', ['x']])
  })
})

describe("the user's cache", () => {
  const memory = { extent: 'e', print: 'p', said: 's\n' }
  const cache = () => join(home, 'cache/hydroam')
  const remembered = () => join(cache(), readdirSync(cache())[0] as string)

  test('is for one person, and remembers', () => {
    remember(file('pkg'), memory)
    expect(recall(file('pkg'))).toEqual(memory)
    expect([statSync(cache()), statSync(remembered())].map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o600])
  })

  test.each(['a link', 'a directory', 'too long', 'open to others', 'in the package'])(
    'holds nothing that is %s',
    (what) => {
      remember(file('pkg'), memory)
      const name = remembered()
      if (what === 'open to others') chmodSync(name, 0o666)
      else if (what === 'too long') writeFileSync(name, 'x'.repeat(2 ** 20 + 1))
      else if (what === 'in the package') {
        execFileSync('mv', [join(home, 'cache'), file('pkg/cache')])
        vi.stubEnv('XDG_CACHE_HOME', file('pkg/cache'))
      } else {
        execFileSync('mv', [name, file('elsewhere')])
        if (what === 'a link') symlinkSync(file('elsewhere'), name)
        else mkdirSync(name)
      }
      expect(recall(file('pkg'))).toBeUndefined()
    },
  )

  test('may be nowhere', () => {
    vi.stubEnv('XDG_CACHE_HOME', '/proc/x')
    remember(file('pkg'), memory)
    expect(recall(file('pkg'))).toBeUndefined()
  })
})
