/** Where a package comes from: which repository, which commit, which directory in it. */
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { findSource } from '../../pipeline/git/source.ts'
import {
  commitAll,
  commitPackage,
  emptyRepository,
  git,
  hydrate,
  refusal,
  repositoryWithPackage,
  root,
  source,
  write,
} from './scene.ts'

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

  it('must lie in a repository with a commit', async () => {
    const bare = mkdtempSync(join(root, 'bare-'))
    git(bare, 'init', '--quiet', '--bare')
    expect(await refusal(findSource(root))).toEqual(['repository-missing'])
    expect(await refusal(findSource(join(root, 'absent')))).toEqual(['repository-missing'])
    expect(await refusal(findSource(join(emptyRepository(), '.git')))).toEqual(['repository-missing'])
    expect(await refusal(findSource(emptyRepository()))).toEqual(['repository-empty'])
    expect(await refusal(findSource(bare))).toEqual(['repository-empty'])
  })

  it('must be a directory of the commit', async () => {
    const repository = repositoryWithPackage()
    write(repository, 'apps/api/Kptfile', 'not committed\n')
    for (const path of ['apps/api', 'absent', 'apps/web/Kptfile', 'apps/web/Kptfile/x'])
      expect(await refusal(findSource(join(repository, path))), path).toEqual(['package-missing'])
    await expect(findSource(join(repository, 'a\nb'))).rejects.toThrow('must not contain control characters')
  })

  it('need not be in the work tree', async () => {
    const repository = repositoryWithPackage()
    rmSync(join(repository, 'apps'), { recursive: true })
    expect(await source(repository)).toMatchObject({ path: 'apps/web', directory: join(repository, 'apps/web') })
    const bare = join(mkdtempSync(join(root, 'bare-')), 'web.git')
    git(repository, 'clone', '--quiet', '--bare', '.', bare)
    for (const path of ['apps/web', 'refs/../apps/web/']) {
      expect(await findSource(join(bare, path))).toMatchObject({ path: 'apps/web', repository: bare, isBare: true })
    }
    expect(await findSource(bare)).toMatchObject({ path: '', directory: bare })
  })

  it('is the commit that --rev names', async () => {
    const repository = repositoryWithPackage()
    const commit = git(repository, 'rev-parse', 'HEAD')
    git(repository, 'tag', '--annotate', '--message=x', 'v1')
    write(repository, 'apps/web/more.yaml', '')
    commitAll(repository, 'More')
    for (const revision of ['v1', commit, commit.slice(0, 8), 'HEAD~', 'main^', 'refs/tags/v1'])
      expect((await findSource(join(repository, 'apps/web'), revision)).commit, revision).toBe(commit)
  })

  it.each([
    'nope',
    '',
    '--all',
    '-h',
    '--output=x',
    'a..b',
    '^main',
    'main:apps',
    'main^{tree}',
    'HEAD HEAD',
    'a\nb',
    '\u{1f389}',
  ])('takes no revision %j', async (revision) => {
    const at = join(repositoryWithPackage(), 'apps/web')
    expect(await refusal(findSource(at, revision))).toEqual(['revision-unknown'])
    expect(readdirSync(at)).toEqual(['Kptfile'])
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
