/** Real repositories to hydrate in, and what is asked of them. */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
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
import { afterAll, afterEach, vi } from 'vitest'
import { defaultBranch } from '../../pipeline/git/branch.ts'
import { commitHydrated, type Hydrated } from '../../pipeline/git/commit.ts'
import { findSource, type Source } from '../../pipeline/git/source.ts'
import { Refusal } from '../../pipeline/refusal.ts'

export const root = mkdtempSync(join(tmpdir(), 'hydroam-git-'))
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
export const FILES = new Map([
  ['deployment.yaml', 'kind: Deployment\n'],
  ['ns/über "q".yaml', 'kind: Namespace # ☃\n'],
])

export function git(repository: string, ...args: string[]): string {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  const env = { ...Object.fromEntries(inherited), ...ISOLATED }
  return execFileSync('git', args, { cwd: repository, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** A repository without a commit; `extra` goes to `git init`. */
export function emptyRepository(...extra: string[]): string {
  const repository = mkdtempSync(join(root, 'repository-'))
  git(repository, 'init', '--quiet', '--template=', '--initial-branch=main', ...extra)
  appendFileSync(join(repository, '.git/config'), '[user]\n\tname = Zoë Author\n\temail = ann@example.com\n')
  return repository
}

export function write(repository: string, path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true })
  writeFileSync(join(repository, path), text, { mode })
}

export function commitAll(repository: string, subject: string): void {
  git(repository, 'add', '--all')
  git(repository, 'commit', '--quiet', '--no-verify', '--cleanup=verbatim', `--message=${subject}`)
}

export function commitPackage(subject: string, ...extra: string[]): string {
  const repository = emptyRepository(...extra)
  write(repository, 'apps/web/Kptfile', 'kind: Kptfile\n')
  commitAll(repository, subject)
  return repository
}

const original = commitPackage('Add web')

/** A repository with the package apps/web committed; the same one each time, down to the commit id. */
export function repositoryWithPackage(): string {
  const repository = mkdtempSync(join(root, 'copy-'))
  cpSync(original, repository, { recursive: true })
  return repository
}

export function source(repository: string): Promise<Source> {
  return findSource(join(repository, 'apps/web'))
}

export async function hydrate(
  repository: string,
  files: ReadonlyMap<string, string> = FILES,
  more: Partial<Hydrated> = {},
) {
  const packageName = 'web'
  const branch = defaultBranch(packageName)
  const hydrated = { source: more.source ?? (await source(repository)), branch, packageName, version: '0.1.0', files }
  return commitHydrated({ ...hydrated, ...more })
}

/** The codes a promise is refused with; undefined where it is kept. */
export async function refusal(promise: Promise<unknown>): Promise<readonly string[] | undefined> {
  const reason = await promise.then(() => undefined).catch((thrown: unknown) => thrown)
  if (reason !== undefined && !(reason instanceof Refusal)) throw reason
  return reason?.results.map((result) => result.code)
}

/** Everything about a repository that the writer must not touch. */
export function surroundings(repository: string) {
  const index = readFileSync(join(repository, '.git/index')).toString('hex')
  const head = readFileSync(join(repository, '.git/HEAD'), 'utf8')
  return { index, head, status: git(repository, 'status', '--porcelain'), files: readdirSync(repository) }
}

export function refs(repository: string): string {
  return git(repository, 'for-each-ref', '--format=%(refname) %(objectname)')
}

/** Puts a `git` in front of the real one: it runs `script` once the subcommand `when` comes along. */
export function interceptGit(when: string, script: string): void {
  const bin = mkdtempSync(join(root, 'bin-'))
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const body = `#!/bin/sh\ncase " $* " in *" ${when} "*) ${script};; esac\nexec ${real} "$@"\n`
  write(bin, 'git', body.replaceAll('REAL', real), 0o755)
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`)
}
