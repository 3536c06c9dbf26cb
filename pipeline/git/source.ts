/** Where a package comes from: a directory in the tree of a commit. */
import { join } from 'node:path'
import { type Refusal, refuse } from '../refusal.ts'
import { git, tryGit } from './git.ts'
import { type Location, locate } from './location.ts'
import { oneLine } from './one-line.ts'
import { type Revision, readRevision } from './revision.ts'

export interface Source extends Location, Revision {
  readonly commit: string
  /** The id of the package's directory in the commit. */
  readonly tree: string
  /** Absolute: where the package stands, or would stand, on disk. */
  readonly directory: string
}

/**
 * `revision` is whatever git takes for a commit, HEAD without it.
 * Codes: `repository-missing`, `repository-empty`, `revision-unknown`, `package-missing`.
 */
export async function findSource(directory: string, revision?: string): Promise<Source> {
  const location = await locate(directory)
  const commit = await findCommit(location, revision)
  const tree = await findTree(location, commit)
  return {
    ...location,
    ...(await readRevision(location.repository, commit)),
    commit,
    tree,
    directory: join(location.repository, location.path),
  }
}

async function findCommit({ repository }: Location, revision: string | undefined): Promise<string> {
  const named = `${revision ?? 'HEAD'}^{commit}`
  const { stdout, stderr } = await tryGit(repository, ['rev-parse', '--verify', '--end-of-options', named])
  const commit = stdout.trim()
  // Also what git would read as "not this commit" is no name of one.
  if (/^[0-9a-f]{40,64}$/.test(commit)) return commit
  const reason = oneLine(stderr.replace(/^(?:fatal|error): /gm, ''), 200)
  if (revision === undefined) throw empty(repository, reason)
  const hint = 'give --rev a branch, a tag or a commit id; `git log` lists commits'
  throw refuse('revision-unknown', `${JSON.stringify(revision)} names no commit (${reason})`, hint)
}

function empty(repository: string, reason: string): Refusal {
  const message = `HEAD of the repository "${repository}" names no commit (${reason})`
  return refuse(
    'repository-empty',
    message,
    'commit the package first, or name a commit with --rev; `git fsck` finds what is broken',
  )
}

async function findTree({ repository, path }: Location, commit: string): Promise<string> {
  const [id = '', type] = (
    await git(repository, ['cat-file', '--batch-check'], { input: `${commit}:${path}\n` })
  ).split(' ')
  if (type === 'tree') return id
  const message = `the commit ${commit.slice(0, 12)} has no directory "${path}"`
  throw refuse('package-missing', message, 'commit the package first, or name another commit with --rev')
}
