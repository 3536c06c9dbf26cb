/** Where a package comes from: a directory whose files are exactly those of a commit. */
import { type Refusal, refuse } from '../refusal.ts'
import { git, tryGit } from './git.ts'
import { oneLine } from './one-line.ts'
import { type Revision, readRevision } from './revision.ts'

export interface Source extends Revision {
  /** The top directory of the work tree. */
  readonly repository: string
  readonly objectFormat: string
  /** The package's directory below the top, with slashes; '' if it is the top. */
  readonly path: string
  readonly commit: string
  /**
   * What lies in the package but is ignored by git; a directory ends in a slash. Build output is no reason to refuse,
   * but a resource read from one of these is in no commit: who reads it must refuse it.
   */
  readonly ignored: readonly string[]
}

export async function findSource(packageDirectory: string): Promise<Source> {
  const place = await locate(packageDirectory)
  const { commit, changed, ignored } = await readStatus(packageDirectory)
  if (commit === undefined) throw empty(place.repository)
  if (changed.length > 0) throw dirty('changes that are not committed', changed, 'commit or stash them')
  await refuseUnseen(packageDirectory)
  const revision = await readRevision(place.repository, commit)
  return { ...place, ...revision, commit, ignored: below(place.path, ignored) }
}

async function locate(directory: string): Promise<Pick<Source, 'repository' | 'objectFormat' | 'path'>> {
  const asked = ['--show-toplevel', '--show-prefix', '--show-object-format']
  const { status, stdout, stderr } = await tryGit(directory, ['rev-parse', ...asked])
  if (status !== 0) throw missing(directory, stderr)
  const [repository = '', prefix = '', objectFormat = '', ...more] = stdout.split('\n')
  // The path becomes a line of the commit message.
  if (more.length !== 1) throw refuse('path-invalid', `the path of "${directory}" must not contain line breaks`)
  return { repository, objectFormat, path: prefix.replace(/\/$/, '') }
}

interface Status {
  readonly commit: string | undefined
  readonly changed: readonly string[]
  readonly ignored: readonly string[]
}

/** How many fields stand before the path in a record of `git status --porcelain=v2`, by the record's first character. */
const FIELDS: Readonly<Record<string, number>> = { 1: 8, u: 10, '?': 1, '!': 1 }

/** One call, so that the commit and the list of changes speak of the same moment. */
async function readStatus(directory: string): Promise<Status> {
  const asked = ['--branch', '--no-renames', '--untracked-files=all', '--ignored=matching', '--ignore-submodules=none']
  const records = (await git(directory, ['status', '--porcelain=v2', '-z', ...asked, '--', '.'])).split('\0')
  const paths = (types: string) => records.filter((record) => types.includes(record.charAt(0) || ' ')).map(pathOf)
  const head = records.find((record) => record.startsWith('# branch.oid '))?.slice('# branch.oid '.length)
  return { commit: head === '(initial)' ? undefined : head, changed: paths('1u?'), ignored: paths('!') }
}

function pathOf(record: string): string {
  return record.split(' ').slice(FIELDS[record.charAt(0)]).join(' ')
}

/** `git status` is silent on files it was told to skip, and on a package that is ignored as a whole. */
async function refuseUnseen(directory: string): Promise<void> {
  const records = (await git(directory, ['ls-files', '-v', '-z', '--', '.'])).split('\0').slice(0, -1)
  if (records.length === 0)
    throw refuse('repository-dirty', `"${directory}" holds no committed file`, 'commit the package first')
  const unseen = records.filter((record) => /^[a-zS]/.test(record)).map((record) => record.slice(2))
  const hint =
    'run `git update-index --no-assume-unchanged --no-skip-worktree` on them, or `git sparse-checkout disable`'
  if (unseen.length > 0) throw dirty('files that git was told not to look at', unseen, hint)
}

function below(path: string, files: readonly string[]): readonly string[] {
  const prefix = path === '' ? '' : `${path}/`
  return files.filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length))
}

function missing(directory: string, stderr: string): Refusal {
  const reason = oneLine(stderr.replace(/^fatal: /, ''), 200)
  const hint = 'a commit needs a source commit: run `git init` and commit the package, or render to a directory'
  return refuse('repository-missing', `"${directory}" must lie in the work tree of a git repository (${reason})`, hint)
}

function empty(repository: string): Refusal {
  return refuse('repository-empty', `the repository "${repository}" has no commit yet`, 'commit the package first')
}

const NAMED = 5

function dirty(what: string, files: readonly string[], hint: string): Refusal {
  const named = files.slice(0, NAMED).map((file) => `"${oneLine(file, 200)}"`)
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : ''
  return refuse('repository-dirty', `the package has ${what} (${files.length}): ${named.join(', ')}${more}`, hint)
}
