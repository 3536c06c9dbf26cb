/** What the writer commits, and what it leaves alone. */
import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import {
  commitPackage,
  FILES,
  git,
  hydrate,
  interceptGit,
  refs,
  refusal,
  repositoryWithPackage,
  root,
  source,
  surroundings,
  write,
} from './scene.ts'

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

  it.each(['fast-import', 'update-ref'])('at %s leaves the branch as it was', async (step) => {
    const repository = repositoryWithPackage()
    const clean = repositoryWithPackage()
    interceptGit(step, 'kill -9 $$')
    expect(await refusal(hydrate(repository))).toEqual(['git-failed'])
    vi.unstubAllEnvs()
    expect(git(repository, 'branch', '--list', 'hydrated/web')).toBe('')
    expect(await hydrate(repository)).toEqual(await hydrate(clean))
    expect(refs(repository)).toBe(refs(clean))
  })

  it('leaves nothing in .git, nor does a dry run', async () => {
    const repository = repositoryWithPackage()
    const before = litter(repository)
    await hydrate(repository, FILES, { dryRun: true })
    expect(litter(repository)).toEqual(before)
    // What a full disk and a crash leave where git runs.
    interceptGit(
      'fast-import',
      'mkdir -p $GIT_DIR/objects/pack; touch $GIT_DIR/objects/pack/tmp_pack_x $GIT_DIR/crash; exit 128',
    )
    expect(await refusal(hydrate(repository))).toEqual(['git-failed'])
    vi.unstubAllEnvs()
    expect(litter(repository)).toEqual(before)
  })

  it('is told when git cannot write', async () => {
    const repository = repositoryWithPackage()
    const before = litter(repository)
    await expect(
      hydrate(repository, FILES, { source: { ...(await source(repository)), objects: join(repository, 'absent') } }),
    ).rejects.toThrow(/^the repository cannot be written: ENOENT/)
    write(repository, '.git/refs/heads/hydrated/web.lock', '')
    await expect(hydrate(repository)).rejects.toThrow(/git update-ref failed: .*web\.lock/)
    rmSync(join(repository, '.git/refs/heads/hydrated'), { recursive: true })
    expect(litter(repository).filter((path) => !/^objects\/../.test(path))).toEqual(
      before.filter((path) => !/^objects\/../.test(path)),
    )
  })

  it('is open to all who share the repository', async () => {
    const repository = repositoryWithPackage()
    git(repository, 'config', 'core.sharedRepository', 'group')
    chmodSync(join(repository, '.git/objects'), 0o2775)
    const { commit = '' } = await hydrate(repository)
    const folder = join(repository, '.git/objects', commit.slice(0, 2))
    expect(statSync(folder).mode & 0o7777).toBe(0o2775)
    expect(statSync(join(folder, commit.slice(2))).mode & 0o777).toBe(0o444)
  })

  it('joins packs and loose objects to what is there', async () => {
    const repository = repositoryWithPackage()
    const many = new Map(Array.from({ length: 150 }, (_, i) => [`${i}.yaml`, `a: ${i}\n`]))
    await hydrate(repository, many)
    const more = await hydrate(repository, new Map([...many, ['0.yaml', 'a: 1\n'], ['new.yaml', 'b\n']]))
    expect(more).toMatchObject({ added: ['new.yaml'], changed: ['0.yaml'], removed: [] })
    expect(git(repository, 'fsck', '--strict', '--no-progress', '--connectivity-only')).toBe('')
    expect(git(repository, 'count-objects', '-v')).toMatch(/packs: 1$[\s\S]*garbage: 0$/m)
  })
})

/** Every file and folder of `.git`. */
function litter(repository: string): readonly string[] {
  return readdirSync(join(repository, '.git'), { recursive: true, encoding: 'utf8' }).sort()
}

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
