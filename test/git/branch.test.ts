/** Which branches are written, and which are refused. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBranch } from '../../pipeline/git/branch.ts'
import { findSource } from '../../pipeline/git/source.ts'
import { commitAll, FILES, git, hydrate, refs, refusal, repositoryWithPackage, root, source, write } from './scene.ts'

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

  it('that git cannot move leaves no object behind', async () => {
    const repository = repositoryWithPackage()
    write(repository, '.git/refs/heads/hydrated', 'no commit\n')
    const objects = () => readdirSync(join(repository, '.git/objects'), { recursive: true }).sort()
    const before = objects()
    expect(await refusal(hydrate(repository))).toEqual(['git-failed'])
    expect(objects()).toEqual(before)
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

  it('may hold what somebody did on top of ours, if its user says so', async () => {
    const repository = repositoryWithPackage()
    await hydrate(repository)
    const { commit } = await hydrate(repository, new Map([['next', '']]))
    const edited = join(root, 'edited')
    git(repository, 'worktree', 'add', '--quiet', edited, 'hydrated/web')
    git(edited, 'revert', '--no-edit', 'HEAD')
    write(edited, 'by-hand', '')
    commitAll(edited, 'By hand')
    git(repository, 'worktree', 'remove', edited)
    const last = git(repository, 'rev-parse', 'hydrated/web')
    expect(await refusal(hydrate(repository))).toEqual(['branch-edited'])
    expect(git(repository, 'rev-parse', 'hydrated/web')).toBe(last)
    const outcome = await hydrate(repository, FILES, { replaceEdits: true })
    expect(outcome).toMatchObject({ previous: last, removed: ['by-hand'] })
    expect(git(repository, 'rev-list', '--first-parent', 'hydrated/web').split('\n')).toContain(commit)
    expect(await hydrate(repository)).toMatchObject({ commit: undefined, previous: outcome.commit })
  })

  it('is not ours because ours was merged into it, or is quoted in it', async () => {
    const repository = repositoryWithPackage()
    await hydrate(repository)
    git(repository, 'merge', '--quiet', '--allow-unrelated-histories', '--no-edit', 'hydrated/web')
    git(repository, 'branch', 'merged')
    git(
      repository,
      'commit',
      '--quiet',
      '--allow-empty',
      '--message=x\n\nHydroam-Source-Commit: 1\n\nHydroam-Source-Path: apps/web',
    )
    git(repository, 'branch', 'quoted')
    for (const branch of ['merged', 'quoted'])
      expect(await refusal(hydrate(repository, FILES, { branch, replaceEdits: true }))).toEqual(['branch-not-ours'])
  })

  it('must hold a commit', async () => {
    const repository = repositoryWithPackage()
    await hydrate(repository)
    git(repository, 'tag', '--annotate', '--message=x', 'tagged', 'hydrated/web')
    for (const what of ['tagged', 'main:apps', 'main:apps/web/Kptfile']) {
      write(repository, '.git/refs/heads/odd', `${git(repository, 'rev-parse', what)}\n`)
      expect(await refusal(hydrate(repository, FILES, { branch: 'odd' })), what).toEqual(['branch-conflict'])
    }
    for (const text of ['1'.repeat(40), 'rubbish', '']) {
      write(repository, '.git/refs/heads/odd', `${text}\n`)
      expect(await refusal(hydrate(repository, FILES, { branch: 'odd' })), text).toHaveLength(1)
    }
  })

  it('is written anew where nobody can name what is on it', async () => {
    const repository = repositoryWithPackage()
    const { commit = '' } = await hydrate(repository)
    const blob = git(repository, 'rev-parse', 'main:apps/web/Kptfile')
    const names = [Buffer.from('\xff.yaml', 'latin1'), Buffer.from('..'), Buffer.from('twice'), Buffer.from('twice')]
    const entries = names.flatMap((name) => [Buffer.from(`100644 blob ${blob}\t`), name, Buffer.from('\0')])
    const tree = execFileSync('git', ['mktree', '-z'], {
      cwd: repository,
      input: Buffer.concat(entries),
      encoding: 'utf8',
    })
    const odd = git(repository, 'commit-tree', tree.trim(), '-p', commit, '-m', 'Odd')
    git(repository, 'update-ref', 'refs/heads/hydrated/web', odd)
    await hydrate(repository, FILES, { replaceEdits: true })
    expect(git(repository, 'diff', commit, 'hydrated/web')).toBe('')
  })
})
