/** What of a package is in the work tree only: `git status`, without the programs that a repository's configuration names. */
import type { FileTree } from '../file-tree.ts'
import { IGNORE_FILE, readIgnore } from '../ignore.ts'
import { holdsKptfile, KPTFILE, RESOURCE_FILE } from '../walk.ts'
import { git, settings, tryGit } from './git.ts'
import type { Source } from './source.ts'

/**
 * Paths relative to the package, of files that reading it would look at. None in a bare repository, and none when the commit is not the one that
 * the work tree stands on. A file with a filter of the repository's configuration (git-crypt has one) counts as changed until git has seen
 * that it is not: the filter itself, a program, is not asked.
 */
export async function findUncommitted(source: Source, tree: FileTree): Promise<readonly string[]> {
  if (source.isBare) return []
  const { head, changed } = await readStatus(source)
  if (head !== source.commit) return []
  const prefix = source.path === '' ? '' : `${source.path}/`
  return changed.map((path) => path.slice(prefix.length)).filter((path) => counts(path, tree))
}

interface Status {
  readonly head: string | undefined
  readonly changed: readonly string[]
}

/** How many fields stand before the path in a record of `git status --porcelain=v2`, by the record's first character. */
const FIELDS: Readonly<Record<string, number>> = { 1: 8, u: 10, '?': 1 }

/** One call, so that the commit and the list of changes speak of the same moment. */
async function readStatus({ repository, path }: Source): Promise<Status> {
  const asked = ['--branch', '--no-renames', '--untracked-files=all', '--ignore-submodules=all']
  const where = path === '' ? [] : ['--', path]
  const env = await withoutFilters(repository)
  const records = (await git(repository, ['status', '--porcelain=v2', '-z', ...asked, ...where], { env })).split('\0')
  const head = records.find((record) => record.startsWith('# branch.oid '))?.slice('# branch.oid '.length)
  return { head, changed: records.filter((record) => record.charAt(0) in FIELDS).map(pathOf) }
}

function pathOf(record: string): string {
  return record.split(' ').slice(FIELDS[record.charAt(0)]).join(' ')
}

/** A committed .gitattributes may choose any filter that the configuration has. */
async function withoutFilters(repository: string): Promise<NodeJS.ProcessEnv> {
  const named = ['config', '--null', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|process|required)$']
  const { stdout } = await tryGit(repository, named)
  const keys = [...new Set(stdout.split('\0').slice(0, -1))]
  return settings(keys.map((key) => [key, key.endsWith('.required') ? 'false' : ''] as const))
}

/** Whether a path would be read as a part of the package, had it been committed. */
function counts(path: string, tree: FileTree): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === KPTFILE || name === IGNORE_FILE) return true
  return RESOURCE_FILE.test(name) && !isHidden(path, tree)
}

/** By the ignore rules of the package that it lies in. */
function isHidden(path: string, tree: FileTree): boolean {
  const above = path.split('/').map((_, i, segments) => segments.slice(0, i).join('/'))
  const folder = above.findLast((one) => one === '' || holdsKptfile(tree, one)) ?? ''
  const ignored = readIgnore(tree, folder)
  const below = (one: string) => (folder === '' ? one : one.slice(folder.length + 1))
  return above.some((one) => one.length > folder.length && ignored(below(one), true)) || ignored(below(path), false)
}
