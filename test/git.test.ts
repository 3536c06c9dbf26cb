/** The git writer, on real repositories: what it commits, what it refuses, and what it leaves alone. */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { defaultBranch, findBranch } from '../pipeline/git/branch.ts'
import { commitHydrated, type Hydrated } from '../pipeline/git/commit.ts'
import { findSource, type Source } from '../pipeline/git/source.ts'
import { Refusal } from '../pipeline/refusal.ts'

const root = mkdtempSync(join(tmpdir(), 'hydroam-git-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
afterEach(() => vi.unstubAllEnvs())

const ISOLATED = {
  GIT_AUTHOR_DATE: '1700000000 +0530',
  GIT_COMMITTER_DATE: '1700000100 -0800',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  // Or the `git status` of a test would refresh the index that the test compares.
  GIT_OPTIONAL_LOCKS: '0',
}
const FILES = new Map([
  ['deployment.yaml', 'kind: Deployment\n'],
  ['ns/über "q".yaml', 'kind: Namespace # ☃\n'],
])

function git(repository: string, ...args: string[]): string {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  const env = { ...Object.fromEntries(inherited), ...ISOLATED }
  return execFileSync('git', args, { cwd: repository, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** A repository without a commit; `extra` goes to `git init`. */
function emptyRepository(...extra: string[]): string {
  const repository = mkdtempSync(join(root, 'repository-'))
  git(repository, 'init', '--quiet', '--template=', '--initial-branch=main', ...extra)
  appendFileSync(join(repository, '.git/config'), '[user]\n\tname = Zoë Author\n\temail = ann@example.com\n')
  return repository
}

function write(repository: string, path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true })
  writeFileSync(join(repository, path), text, { mode })
}

function commitAll(repository: string, subject: string): void {
  git(repository, 'add', '--all')
  git(repository, 'commit', '--quiet', '--no-verify', '--cleanup=verbatim', `--message=${subject}`)
}

function commitPackage(subject: string, ...extra: string[]): string {
  const repository = emptyRepository(...extra)
  write(repository, 'apps/web/Kptfile', 'kind: Kptfile\n')
  commitAll(repository, subject)
  return repository
}

const original = commitPackage('Add web')

/** A repository with the package apps/web committed; the same one each time, down to the commit id. */
function repositoryWithPackage(): string {
  const repository = mkdtempSync(join(root, 'copy-'))
  cpSync(original, repository, { recursive: true })
  return repository
}

function source(repository: string): Promise<Source> {
  return findSource(join(repository, 'apps/web'))
}

async function hydrate(repository: string, files: ReadonlyMap<string, string> = FILES, more: Partial<Hydrated> = {}) {
  const packageName = 'web'
  const branch = defaultBranch(packageName)
  const hydrated = { source: more.source ?? (await source(repository)), branch, packageName, version: '0.1.0', files }
  return commitHydrated({ ...hydrated, ...more })
}

/** The codes a promise is refused with; undefined where it is kept. */
async function refusal(promise: Promise<unknown>): Promise<readonly string[] | undefined> {
  const reason = await promise.then(() => undefined).catch((thrown: unknown) => thrown)
  if (reason !== undefined && !(reason instanceof Refusal)) throw reason
  return reason?.results.map((result) => result.code)
}

/** Everything about a repository that the writer must not touch. */
function surroundings(repository: string) {
  const index = readFileSync(join(repository, '.git/index')).toString('hex')
  const head = readFileSync(join(repository, '.git/HEAD'), 'utf8')
  return { index, head, status: git(repository, 'status', '--porcelain'), files: readdirSync(repository) }
}

function refs(repository: string): string {
  return git(repository, 'for-each-ref', '--format=%(refname) %(objectname)')
}

/** Puts a `git` in front of the real one: it runs `script` once the subcommand `when` comes along. */
function interceptGit(when: string, script: string): void {
  const bin = mkdtempSync(join(root, 'bin-'))
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const body = `#!/bin/sh\ncase " $* " in *" ${when} "*) ${script};; esac\nexec ${real} "$@"\n`
  write(bin, 'git', body.replaceAll('REAL', real), 0o755)
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`)
}

describe('a source', () => {
  it('is a place in a commit', async () => {
    const repository = repositoryWithPackage()
    expect(await source(repository)).toMatchObject({
      path: 'apps/web',
      commit: git(repository, 'rev-parse', 'HEAD'),
      objectFormat: 'sha1',
      subject: 'Add web',
      author: { name: 'Zoë Author', email: 'ann@example.com', date: '1700000000 +0530' },
      committerDate: '1700000100 -0800',
    })
    expect((await findSource(repository)).path).toBe('')
  })

  it('must lie in a work tree with a commit', async () => {
    const bare = mkdtempSync(join(root, 'bare-'))
    git(bare, 'init', '--quiet', '--bare')
    expect(await refusal(findSource(root))).toEqual(['repository-missing'])
    expect(await refusal(findSource(join(root, 'absent')))).toEqual(['repository-missing'])
    expect(await refusal(findSource(bare))).toEqual(['repository-missing'])
    expect(await refusal(findSource(join(emptyRepository(), '.git')))).toEqual(['repository-missing'])
    expect(await refusal(findSource(emptyRepository()))).toEqual(['repository-empty'])
  })

  it('must be as committed, below the package only', async () => {
    const repository = repositoryWithPackage()
    write(repository, 'apps/api/Kptfile', 'untracked, elsewhere\n')
    expect(await refusal(source(repository))).toBeUndefined()
    expect(await refusal(findSource(join(repository, 'apps/api')))).toEqual(['repository-dirty'])
    for (const name of '1234567') write(repository, `apps/web/new ${name}`, '')
    await expect(source(repository)).rejects.toThrow(/\(7\): "apps\/web\/new 1".*new 5" and 2 more$/)
    git(repository, 'clean', '-fdq')
    write(repository, 'apps/web/Kptfile', 'kind: Other\n')
    await expect(source(repository)).rejects.toThrow('"apps/web/Kptfile"')
    git(repository, 'add', '--all')
    expect(await refusal(source(repository))).toEqual(['repository-dirty'])
  })

  it('must not hide changes from git', async () => {
    const repository = repositoryWithPackage()
    git(repository, 'update-index', '--assume-unchanged', 'apps/web/Kptfile')
    write(repository, 'apps/web/Kptfile', 'kind: Other\n')
    expect(await refusal(source(repository))).toEqual(['repository-dirty'])
  })

  it('names the files that git ignores', async () => {
    const repository = repositoryWithPackage()
    write(repository, '.gitignore', 'secret.yaml\nbuild/\nall/\n')
    write(repository, 'apps/web/secret.yaml', '')
    write(repository, 'apps/web/build/a/b', '')
    write(repository, 'all/Kptfile', '')
    expect((await source(repository)).ignored).toEqual(['build/', 'secret.yaml'])
    expect(await refusal(findSource(join(repository, 'all')))).toEqual(['repository-dirty'])
  })

  it('is found whatever a hook put into the environment, and needs git', async () => {
    const repository = repositoryWithPackage()
    const other = commitPackage('Another repository')
    vi.stubEnv('GIT_DIR', join(other, '.git'))
    vi.stubEnv('GIT_INDEX_FILE', join(other, '.git/index'))
    expect((await source(repository)).subject).toBe('Add web')
    vi.stubEnv('PATH', root)
    expect(await refusal(source(repository))).toEqual(['git-missing'])
  })

  it.runIf(process.getuid?.() === 0)('must belong to the user, or be trusted by the user', async () => {
    const repository = repositoryWithPackage()
    for (const path of ['.', '.git']) chownSync(join(repository, path), 1234, 1234)
    vi.stubEnv('GIT_CONFIG_GLOBAL', devNull)
    expect(await refusal(source(repository))).toEqual(['repository-untrusted'])
    write(root, 'trusting', `[safe]\n\tdirectory = /elsewhere\n\tdirectory = ${repository}\n`)
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(root, 'trusting'))
    expect((await hydrate(repository)).commit).toMatch(/^[0-9a-f]{40}$/)
  })
})

describe('a hydrated commit', () => {
  it('starts a branch of its own, and touches nothing else', async () => {
    const repository = repositoryWithPackage()
    const before = surroundings(repository)
    const outcome = await hydrate(repository)
    expect(outcome).toMatchObject({ previous: undefined, added: [...FILES.keys()], changed: [], removed: [] })
    expect(surroundings(repository)).toEqual(before)
    expect(refs(repository).split('\n')).toEqual([
      `refs/heads/hydrated/web ${outcome.commit}`,
      expect.stringMatching(/main/),
    ])
    const show = (path: string) => git(repository, 'show', `hydrated/web:${path}`)
    for (const [path, text] of FILES) expect(`${show(path)}\n`).toBe(text)
    expect(git(repository, 'log', '--format=%P|%an <%ae> %ad|%cn %cd', '--date=raw', 'hydrated/web')).toBe(
      '|Zoë Author <ann@example.com> 1700000000 +0530|hydroam 1700000100 -0800',
    )
    expect(git(repository, 'fsck', '--strict', '--no-progress')).toBe('')
  })

  it('is not made when nothing differs, nor in a dry run', async () => {
    const repository = repositoryWithPackage()
    const dry = await hydrate(repository, FILES, { dryRun: true })
    expect(dry).toMatchObject({ commit: undefined, added: [...FILES.keys()] })
    expect(refs(repository)).not.toContain('hydrated')
    const { commit } = await hydrate(repository)
    const before = refs(repository)
    const second = await hydrate(repository)
    expect(second).toMatchObject({ commit: undefined, previous: commit, added: [], changed: [], removed: [] })
    expect(refs(repository)).toBe(before)
  })

  it('holds the difference to its parent', async () => {
    const repository = repositoryWithPackage()
    const first = await hydrate(repository)
    const changed = await hydrate(repository, new Map([...FILES, ['deployment.yaml', 'kind: Deployment2\n']]))
    expect(changed).toMatchObject({ previous: first.commit, added: [], changed: ['deployment.yaml'], removed: [] })
    expect(git(repository, 'diff', '--name-status', 'hydrated/web~', 'hydrated/web')).toBe('M\tdeployment.yaml')
    const swapped = await hydrate(repository, new Map([['Deployment.yaml/now-a-directory', '']]))
    expect(swapped).toMatchObject({ changed: [], removed: [...FILES.keys()] })
    expect(git(repository, 'ls-tree', '-r', '--name-only', 'hydrated/web')).toBe('Deployment.yaml/now-a-directory')
  })

  it('has the same id whatever the repository is configured to do', async () => {
    const plain = repositoryWithPackage()
    const odd = repositoryWithPackage()
    const script = `#!/bin/sh\ntouch ${join(root, 'hook-ran')}\nexit 1\n`
    for (const hook of ['reference-transaction', 'pre-commit', 'post-commit', 'update', 'post-update'])
      write(odd, `.git/hooks/${hook}`, script, 0o755)
    write(odd, '.git/info/attributes', '*.yaml eol=crlf filter=shout\n')
    write(odd, '.git/info/exclude', '*.yaml\n')
    write(odd, '.git/index.lock', '')
    const settings = [
      'core.autocrlf=true',
      'core.ignorecase=true',
      'filter.shout.clean=tr a-z A-Z',
      'commit.gpgsign=true',
    ]
    settings.push(
      'log.showSignature=true',
      'i18n.logOutputEncoding=latin1',
      'i18n.commitEncoding=latin1',
      'user.useConfigOnly=true',
      'trailer.separators=%',
    )
    for (const setting of settings) git(odd, 'config', ...(setting.split(/=(.*)/s, 2) as [string, string]))
    git(odd, 'config', '--unset', 'user.email')
    const renamed = new Map([['Deployment.yaml', 'a\r\nb\n']])
    for (const files of [FILES, renamed]) {
      const { commit } = await hydrate(plain, files)
      expect(await hydrate(odd, files)).toMatchObject({ commit })
    }
    expect(readdirSync(root)).not.toContain('hook-ran')
  })

  it('is sound even if its source commit is not', async () => {
    const repository = repositoryWithPackage()
    const raw = git(repository, 'cat-file', 'commit', 'HEAD').replace(/^author .*$/m, 'author <<a@b> 1 +9900')
    write(repository, 'raw', raw.replace(/^committer .*$/m, 'committer C> <\u0001c@d> 99999999999999999999 +0000'))
    git(repository, 'reset', '--quiet', git(repository, 'hash-object', '-t', 'commit', '--literally', '-w', 'raw'))
    const { commit = '' } = await hydrate(repository)
    write(repository, 'sound', git(repository, 'cat-file', 'commit', commit))
    expect(git(repository, 'log', '-1', '--format=%an <%ae> %ad|%cd', '--date=raw', commit)).toBe(
      'unknown <a@b> 1 +0000|0 +0000',
    )
    expect(git(repository, 'hash-object', '-t', 'commit', 'sound')).toMatch(/^[0-9a-f]{40}$/)
  })

  it('works in a sha256 repository, and from a linked work tree', async () => {
    const repository = commitPackage('Add web', '--object-format=sha256')
    const linked = join(root, 'linked')
    git(repository, 'worktree', 'add', '--quiet', '--detach', linked)
    expect((await hydrate(linked)).commit).toMatch(/^[0-9a-f]{64}$/)
    expect(await hydrate(repository)).toMatchObject({ commit: undefined })
    expect(git(repository, 'fsck', '--strict', '--no-progress')).toBe('')
  })

  it.each([
    ['a trailer', 'Signed-off-by: Mallory <m@example.com>'],
    ['a comment', '# not a comment'],
    ['a patch', '--- a/file'],
    ['quotes and emoji', '"quotes" \\ and \'more\' \u{1f389}\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
    ['our trailer and escapes', 'Hydroam-Source-Path: ../../etc\u0007\u001b[31m\u202e'],
    ['10 KB', 'x'.repeat(10_240)],
    ['nothing', ' '],
  ])('carries exactly three trailers under a subject of %s', async (_, subject) => {
    const repository = commitPackage(`${subject}\n\nReviewed-by: Eve <e@example.com>\n`)
    const { commit = '' } = await hydrate(repository)
    const trailers = [
      `Hydroam-Source-Commit: ${git(repository, 'rev-parse', 'HEAD')}`,
      'Hydroam-Source-Path: apps/web',
      'Hydroam-Version: 0.1.0',
    ].join('\n')
    const message = git(repository, 'log', '-1', '--format=%B', commit)
    write(repository, 'message', message)
    expect(git(repository, 'log', '-1', '--format=%(trailers)', commit)).toBe(trailers)
    expect(git(repository, 'interpret-trailers', '--parse', 'message')).toBe(trailers)
    expect(message).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
    expect([...(message.split('\n')[2] ?? '')].length).toBeLessThanOrEqual(202)
    expect(await hydrate(repository, new Map([['next', '']]))).toMatchObject({ previous: commit })
  })
})

describe('a branch', () => {
  it('must have a plain name', async () => {
    const at = await source(repositoryWithPackage())
    const names =
      '-x --upload-pack=x a..b x.lock a/x.lock/b HEAD refs/heads/x a//b /a a/ .a a. @{-1} a~1 caf\u00e9'.split(' ')
    for (const name of [...names, '', 'a b', 'a\nb', 'x'.repeat(201), '0'.repeat(40)])
      expect(await refusal(findBranch(at, name)), name).toEqual(['branch-invalid'])
  })

  it('must not conflict with another', async () => {
    const repository = repositoryWithPackage()
    for (const branch of ['hydrated', 'other/web/deep', 'UPPER']) git(repository, 'branch', branch)
    git(repository, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main')
    const before = refs(repository)
    for (const branch of ['hydrated/web', 'other/web', 'other', 'upper', 'alias'])
      expect(await refusal(hydrate(repository, FILES, { branch }))).toEqual(['branch-conflict'])
    expect(refs(repository)).toBe(before)
  })

  it('must not be checked out, born or not', async () => {
    const repository = repositoryWithPackage()
    await hydrate(repository)
    git(repository, 'worktree', 'add', '--quiet', join(root, 'on-hydrated'), 'hydrated/web')
    expect(await refusal(hydrate(repository))).toEqual(['branch-checked-out'])
    git(repository, 'symbolic-ref', 'HEAD', 'refs/heads/unborn')
    expect(await refusal(source(repository))).toEqual(['repository-empty'])
    git(repository, 'worktree', 'add', '--quiet', join(root, 'on-main'), 'main')
    expect(await refusal(hydrate(join(root, 'on-main'), FILES, { branch: 'unborn' }))).toEqual(['branch-checked-out'])
  })

  it('must be ours and of this package', async () => {
    const repository = repositoryWithPackage()
    git(repository, 'branch', 'hydrated/web')
    expect(await refusal(hydrate(repository))).toEqual(['branch-not-ours'])
    const whole = await findSource(repository)
    await hydrate(repository, FILES, { source: whole, branch: 'whole' })
    expect(await findBranch(whole, 'whole')).toMatchObject({ name: 'whole', tip: expect.any(String) })
    await expect(hydrate(repository, FILES, { branch: 'whole' })).rejects.toThrow('the hydrated package of "."')
  })
})

describe('a race or a fault', () => {
  it('is refused when the branch moved meanwhile', async () => {
    const repository = repositoryWithPackage()
    await hydrate(repository)
    interceptGit('update-ref', `REAL -C ${repository} update-ref refs/heads/hydrated/web main`)
    expect(await refusal(hydrate(repository, new Map([['a', 'b']])))).toEqual(['branch-moved'])
    vi.unstubAllEnvs()
    expect(git(repository, 'rev-parse', 'hydrated/web')).toBe(git(repository, 'rev-parse', 'main'))
    expect(refs(repository)).not.toContain('pending')
  })

  it('lets one of many writers win at a time, and loses no update', async () => {
    const repository = repositoryWithPackage()
    const writers = [...'abcdef'].map((name) => refusal(hydrate(repository, new Map([['who', name]]))))
    const outcomes = await Promise.all(writers)
    const won = outcomes.filter((codes) => codes === undefined).length
    expect(won).toBeGreaterThan(0)
    expect(outcomes.filter((codes) => codes?.[0] === 'branch-moved')).toHaveLength(writers.length - won)
    expect(git(repository, 'rev-list', '--count', 'hydrated/web')).toBe(`${won}`)
    expect(refs(repository)).not.toContain('pending')
  })

  it.each(['fast-import', 'for-each-ref --format=%(refname)', 'update-ref'])(
    'at %s leaves the branch as it was',
    async (step) => {
      const repository = repositoryWithPackage()
      const clean = repositoryWithPackage()
      interceptGit(step, 'kill -9 $$')
      expect(await refusal(hydrate(repository))).toEqual(['git-failed'])
      vi.unstubAllEnvs()
      expect(git(repository, 'branch', '--list', 'hydrated/web')).toBe('')
      expect(await hydrate(repository)).toEqual(await hydrate(clean))
      expect(refs(repository)).toBe(refs(clean))
    },
  )
})

describe('a file map', () => {
  it('must not be empty', async () => {
    expect(await refusal(hydrate(repositoryWithPackage(), new Map()))).toEqual(['empty-result'])
  })

  it('must hold paths that are safe everywhere', async () => {
    const repository = repositoryWithPackage()
    const at = { source: await source(repository) }
    const refused = (paths: readonly string[]) =>
      refusal(hydrate(repository, new Map(paths.map((path) => [path, ''])), at))
    const odd = '/a C:/a a//b a/ . .. a/../b ./a a\\b a\0b a\nb a./b .g\u200cit/x \ud800'.split(' ')
    const meaningful =
      '.git/config x/.GIT git~1/x GI7EBA~1 .gitmodules x/.gitattributes .github/workflows/x.yaml'.split(' ')
    for (const path of [...odd, ...meaningful, '', 'b ', '.git /x', 'x'.repeat(256)])
      expect(await refused([path]), JSON.stringify(path)).toEqual(['path-invalid'])
    for (const pair of ['Dep.yaml dep.yaml', 'caf\u00e9 cafe\u0301', 'STRASSE stra\u00dfe', 'a A/b', 'x/y x/y/z'])
      expect(await refused(pair.split(' ')), pair).toEqual(['path-invalid'])
    expect(refs(repository)).not.toContain('hydrated')
  })
})
