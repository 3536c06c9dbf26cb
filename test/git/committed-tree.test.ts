/** A package read from a commit: the same bytes as git has them, whatever a clone is configured to do with files. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { commitHydrated } from '../../pipeline/git/commit.ts'
import { readCommittedTree } from '../../pipeline/git/committed-tree.ts'
import { findSource } from '../../pipeline/git/source.ts'
import { findUncommitted } from '../../pipeline/git/uncommitted.ts'
import { allFiles } from '../../pipeline/output.ts'
import { readPackage, readPackageIn } from '../../pipeline/package.ts'
import { commitAll, emptyRepository, git, refusal, root, write } from './scene.ts'

async function readCommitted(directory: string, revision?: string) {
  const source = await findSource(directory, revision)
  const tree = await readCommittedTree(source)
  return { source, tree, pkg: readPackageIn(tree, directory) }
}

const RESOURCE = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n'
const KPTFILE = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: web\n'

const ATTRIBUTES =
  '*.yaml ident filter=crypt\nutf16.yaml working-tree-encoding=UTF-16LE-BOM\ncrlf.yaml text eol=crlf\nnot-in-archives.yaml export-ignore\n'

const FILES: Readonly<Record<string, string>> = {
  'apps/web/.krmignore': 'hidden*\n/folder/\n',
  'apps/web/Kptfile': KPTFILE,
  'apps/web/plain.yaml': RESOURCE,
  'apps/web/id.yaml': `# $Id$\n${RESOURCE}`,
  'apps/web/crlf.yaml': RESOURCE,
  'apps/web/utf16.yaml': `# ☃\n${RESOURCE}`,
  'apps/web/not-in-archives.yaml': RESOURCE,
  'apps/web/hidden.yaml': '- no resource\n',
  'apps/web/folder/deep.yaml': '- no resource\n',
  'apps/web/folder/package/Kptfile': KPTFILE,
  'apps/web/folder/package/hidden.yaml': RESOURCE,
  'apps/web/notes.txt': 'no resource\n',
  'apps/api/other.yaml': '- another package\n',
}

const READ = ['Kptfile', 'crlf.yaml', 'folder/package/Kptfile', 'folder/package/hidden.yaml', 'id.yaml'].concat([
  'not-in-archives.yaml',
  'plain.yaml',
  'utf16.yaml',
])

let marker: string
let origin: string

/** With a filter that leaves a trace when it runs, and changes every letter. */
function configure(repository: string): void {
  for (const way of ['smudge', 'clean'])
    git(repository, 'config', `filter.crypt.${way}`, `touch '${marker}'; tr a-zA-Z b-zaB-ZA`)
  git(repository, 'config', 'filter.crypt.required', 'true')
  git(repository, 'config', 'core.autocrlf', 'true')
}

function clone(...options: string[]): string {
  const directory = join(mkdtempSync(join(root, 'clone-')), 'clone')
  git(root, 'clone', '--quiet', '--no-checkout', ...options, `file://${origin}`, directory)
  configure(directory)
  return directory
}

function checkedOut(directory: string): string {
  git(directory, 'checkout', '--quiet', 'main')
  rmSync(marker)
  return directory
}

beforeAll(() => {
  marker = join(root, 'filter-ran')
  origin = emptyRepository()
  git(origin, 'config', 'uploadpack.allowFilter', 'true')
  for (const [path, text] of Object.entries(FILES)) write(origin, path, text)
  symlinkSync('plain.yaml', join(origin, 'apps/web/link.yaml'))
  commitAll(origin, 'Add web')
  write(origin, 'apps/web/.gitattributes', ATTRIBUTES)
  git(origin, 'add', 'apps/web/.gitattributes')
  git(origin, 'commit', '--quiet', '--message=Add attributes')
})

const CLONES: Readonly<Record<string, () => string>> = {
  'with filters and line endings': () => checkedOut(clone()),
  'that is shallow': () => checkedOut(clone('--depth=1')),
  'that is bare': () => clone('--bare'),
  'without any file checked out': () => clone(),
  'whose checkout is sparse': () => {
    const directory = clone()
    git(directory, 'sparse-checkout', 'set', 'apps/api')
    git(directory, 'checkout', '--quiet', 'main')
    expect(existsSync(join(directory, 'apps/web'))).toBe(false)
    return directory
  },
  'in a linked work tree, with a detached HEAD': () => {
    const directory = join(mkdtempSync(join(root, 'linked-')), 'linked')
    git(clone(), 'worktree', 'add', '--quiet', '--detach', directory, 'main')
    rmSync(marker)
    return directory
  },
  'that is a submodule': () => {
    const outer = emptyRepository()
    git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${origin}`, 'inner')
    return join(outer, 'inner')
  },
  'that was told not to look at changes': () => {
    const directory = clone()
    git(directory, 'checkout', '--quiet', 'main')
    git(directory, 'update-index', '--assume-unchanged', 'apps/web/plain.yaml')
    write(directory, 'apps/web/plain.yaml', 'edited\n')
    rmSync(marker)
    return directory
  },
}

describe('a clone', () => {
  it.each(Object.keys(CLONES))('%s gives the files, and the hydrated commit, that every other gives', async (name) => {
    const { pkg, source, tree } = await readCommitted(join(CLONES[name]?.() ?? '', 'apps/web'))
    const texts = [...allFiles(pkg)].map(([path, { text }]) => [path, text] as const)
    expect(texts.map(([path]) => path).sort()).toEqual(READ)
    for (const [path, text] of texts) expect(text, path).toBe(FILES[`apps/web/${path}`])
    const hydrated = { branch: 'hydrated/web', packageName: pkg.name, version: '0.1.0', files: new Map(texts) }
    hydratedAs.push((await commitHydrated({ ...hydrated, source })).commit)
    expect(new Set(hydratedAs).size).toBe(1)
    await findUncommitted(source, tree)
    expect(existsSync(marker)).toBe(false)
  })

  const hydratedAs: unknown[] = []

  it('that lacks the objects is told so, and fetches nothing', async () => {
    const withoutBlobs = clone('--filter=blob:none')
    expect(await refusal(readCommitted(join(withoutBlobs, 'apps/web')))).toEqual(['object-missing'])
    expect(await refusal(readCommitted(join(clone('--filter=tree:0'), 'apps/web')))).toEqual(['object-missing'])
  })

  it('with a broken object is told which file it is', async () => {
    const repository = emptyRepository()
    write(repository, 'Kptfile', KPTFILE)
    commitAll(repository, 'x')
    const id = git(repository, 'rev-parse', 'HEAD:Kptfile')
    const file = join(repository, '.git/objects', id.slice(0, 2), id.slice(2))
    chmodSync(file, 0o644)
    writeFileSync(file, 'rubbish')
    await expect(readCommitted(repository)).rejects.toThrow('"Kptfile" (object')
  })

  it('of another object format gives the files, too', async () => {
    const repository = emptyRepository('--object-format=sha256')
    for (const [path, text] of Object.entries(FILES)) write(repository, path, text)
    commitAll(repository, 'Add web')
    const { pkg } = await readCommitted(join(repository, 'apps/web'))
    expect([...allFiles(pkg).keys()].sort()).toEqual(READ)
  })

  it('holds in the work tree what a commit holds', async () => {
    const committed = await readCommitted(join(origin, 'apps/web'))
    const texts = (pkg: ReturnType<typeof readPackage>) => [...allFiles(pkg)].map(([path, { text }]) => [path, text])
    expect(texts(committed.pkg)).toEqual(texts(readPackage(join(origin, 'apps/web'))))
    expect(committed.pkg.items).toEqual(readPackage(join(origin, 'apps/web')).items)
  })
})

describe('what is not committed', () => {
  async function uncommitted(directory: string, revision?: string) {
    const { source, tree } = await readCommitted(directory, revision)
    return findUncommitted(source, tree)
  }

  it('is named where reading the package would look at it', async () => {
    const repository = emptyRepository()
    for (const [path, text] of Object.entries(FILES)) write(repository, path, text)
    write(repository, '.gitignore', 'ignored.yaml\n')
    commitAll(repository, 'Add web')
    const at = join(repository, 'apps/web')
    expect(await uncommitted(at)).toEqual([])
    for (const path of [
      'notes.txt',
      'new.txt',
      'ignored.yaml',
      'hidden-too.yaml',
      'folder/new.yaml',
      '../api/new.yaml',
    ])
      write(at, path, 'edited\n')
    expect(await uncommitted(at)).toEqual([])
    for (const path of ['new.yaml', 'plain.yaml', '.krmignore', 'folder/package/hidden.yaml'])
      write(at, path, 'edited\n')
    rmSync(join(at, 'crlf.yaml'))
    git(repository, 'add', 'apps/web/new.yaml')
    const named = ['.krmignore', 'crlf.yaml', 'folder/package/hidden.yaml', 'new.yaml', 'plain.yaml']
    expect([...(await uncommitted(at))].sort()).toEqual(named)
    git(repository, 'stash', '--quiet')
    write(repository, 'README', '')
    commitAll(repository, 'More')
    write(at, 'plain.yaml', 'edited\n')
    expect(await uncommitted(at, 'HEAD~')).toEqual([])
    expect(await uncommitted(at, 'main')).toEqual(['plain.yaml'])
  })
})

/** Commits a tree that no work tree could have made. */
function commitTree(
  repository: string,
  entries: readonly (readonly [mode: string, id: string, name: string])[],
): string {
  const records = entries.map(([mode, id, name]) => {
    const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob'
    return Buffer.concat([Buffer.from(`${mode} ${type} ${id}\t`), Buffer.from(name, 'latin1'), Buffer.from([0])])
  })
  const options = { cwd: repository, input: Buffer.concat(records), encoding: 'utf8' } as const
  return execFileSync('git', ['mktree', '-z', '--missing'], options).trim()
}

function store(repository: string, text: string): string {
  const options = { cwd: repository, input: text, encoding: 'utf8' } as const
  return execFileSync('git', ['hash-object', '-w', '--stdin'], options).trim()
}

describe('a tree', () => {
  const repository = emptyRepository()
  const [kptfile, resource] = [store(repository, KPTFILE), store(repository, RESOURCE)]

  function reading(entries: readonly (readonly [string, string, string])[]) {
    const tree = commitTree(repository, [['100644', kptfile, 'Kptfile'], ...entries])
    const commit = git(repository, 'commit-tree', tree, '-m', 'x')
    return readCommitted(repository, commit)
  }

  const folder = commitTree(repository, [['100644', resource, 'a.yaml']])
  const absent = '1'.repeat(40)

  it.each([
    ['a folder ".."', [['040000', folder, '..']], 'tree-invalid'],
    ['a folder ".git"', [['040000', folder, '.GIT']], 'tree-invalid'],
    ['a file "."', [['100644', resource, '.']], 'tree-invalid'],
    ['a name that is not UTF-8', [['100644', resource, '\xff.yaml']], 'tree-invalid'],
    [
      'a file twice',
      [
        ['100644', resource, 'a.yaml'],
        ['100644', kptfile, 'a.yaml'],
      ],
      'tree-invalid',
    ],
    [
      'a file and a folder of one name',
      [
        ['100644', resource, 'a'],
        ['040000', folder, 'a'],
      ],
      'tree-invalid',
    ],
    ['a submodule', [['160000', absent, 'library']], 'submodule-in-package'],
    ['a missing file', [['100644', absent, 'a.yaml']], 'object-missing'],
    ['a missing folder', [['040000', absent, 'a']], 'git-failed'],
    ['a link that leads out', [['120000', store(repository, '../a.yaml'), 'a.yaml']], 'link-outside-package'],
    ['a link to an absolute path', [['120000', store(repository, '/etc/hostname'), 'a.yaml']], 'link-outside-package'],
    ['a link to nowhere', [['120000', store(repository, 'b'), 'a.yaml']], 'link-outside-package'],
    ['a link to itself', [['120000', store(repository, 'a.yaml'), 'a.yaml']], 'link-outside-package'],
  ] as const)('with %s is refused', async (_, entries, code) => {
    expect(await refusal(reading(entries))).toEqual([code])
  })

  it('is read for what it holds of resources', async () => {
    const { pkg } = await reading([
      ['100644', store(repository, 'library\nabsent.yaml\n'), '.krmignore'],
      ['100644', absent, 'absent.yaml'],
      ['100644', absent, 'absent.txt'],
      ['100644', resource, '\xff.txt'],
      ['100644', resource, 'a\nb.yaml'],
      ['100755', resource, 'executable.yaml'],
      ['160000', absent, 'library'],
      ['120000', store(repository, 'sub'), 'here'],
      ['120000', store(repository, 'here/a.yaml'), 'link.yaml'],
      ['120000', store(repository, '/etc'), 'etc'],
      ['040000', folder, 'sub'],
    ])
    expect([...pkg.files.keys()]).toEqual(['Kptfile', 'a\nb.yaml', 'executable.yaml', 'sub/a.yaml'])
  })

  it('that is a bomb is refused', async () => {
    let tree = folder
    for (let level = 0; level < 7; level++)
      tree = commitTree(
        repository,
        Array.from('0123456789', (name) => ['040000', tree, name] as const),
      )
    expect(await refusal(reading([['040000', tree, 'bomb']]))).toEqual(['git-output-too-large'])
  })

  it('is called after its directory in the commit, never after its clone', async () => {
    const oam = store(repository, 'apiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata:\n  name: a\n')
    const bare = commitTree(repository, [['100644', oam, 'app.yaml']])
    const commit = git(
      repository,
      'commit-tree',
      commitTree(repository, [
        ['100644', oam, 'a.yaml'],
        ['040000', bare, 'web'],
      ]),
      '-m',
      'x',
    )
    expect((await readCommitted(join(repository, 'web'), commit)).pkg.name).toBe('web')
    expect((await readCommitted(repository, commit)).pkg.name).toBe('package')
    expect(await refusal(readCommitted(repository, git(repository, 'commit-tree', folder, '-m', 'x')))).toEqual([
      'package-missing',
    ])
  })
})

describe('a link in a commit', () => {
  it('ends where a checked-out one ends', async () => {
    const repository = emptyRepository()
    const at = join(repository, 'apps/web')
    write(repository, 'apps/web/Kptfile', KPTFILE)
    write(repository, 'apps/web/sub/a.yaml', RESOURCE)
    write(repository, 'apps/api/b.yaml', RESOURCE)
    const targets = [
      'sub/a.yaml',
      './sub/../sub//a.yaml',
      '../web/sub/a.yaml',
      '../../apps/web/Kptfile',
      'sub',
      '.',
      'inner/a.yaml',
    ]
    const outward = [
      '..',
      '../api/b.yaml',
      '../..',
      'sub/a.yaml/x',
      'sub/a.yaml/..',
      'absent',
      'circle.yaml',
      'outer/b.yaml',
      '../webb',
    ]
    mkdirSync(at, { recursive: true })
    symlinkSync('sub', join(at, 'inner'))
    symlinkSync('../api', join(at, 'outer'))
    symlinkSync('circle.yaml', join(at, 'circle.yaml'))
    for (const [i, target] of [...targets, ...outward].entries()) symlinkSync(target, join(at, `${i}.yaml`))
    commitAll(repository, 'Links')
    const { directoryTree } = await import('../../pipeline/file-tree.ts')
    write(repository, 'apps/web/.krmignore', '*.yaml\n')
    commitAll(repository, 'Ignore them')
    const committed = await readCommittedTree(await findSource(at))
    const onDisk = directoryTree(at)
    for (const [i, target] of [...targets, ...outward].entries()) {
      expect(committed.leadsOut(`${i}.yaml`), target).toBe(i >= targets.length)
      expect(onDisk.leadsOut(`${i}.yaml`), target).toBe(i >= targets.length)
      expect(committed.hasFile(`${i}.yaml`), target).toBe(i < targets.length && onDisk.hasFile(`${i}.yaml`))
    }
  })
})
