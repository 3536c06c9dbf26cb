/** The branch that receives a hydrated package: its name is safe, nobody works on it, and what it holds is ours. */
import { type Refusal, refuse } from '../refusal.ts'
import { git, tryGit } from './git.ts'
import { lastHydrated } from './history.ts'
import { readSourcePath, sourcePath } from './message.ts'
import { readRevision } from './revision.ts'
import type { Source } from './source.ts'

export interface Branch {
  readonly name: string
  /** The commit it points to; undefined while the branch does not exist. */
  readonly tip: string | undefined
}

export function defaultBranch(packageName: string): string {
  return `hydrated/${packageName}`
}

export interface BranchOptions {
  /** Takes a branch whose last commits are somebody else's, if hydroam wrote the package there before them. */
  readonly replaceEdits?: boolean | undefined
}

/** Looks and refuses, changes nothing: to be asked before the work of rendering, too. */
export async function findBranch(source: Source, name: string, options: BranchOptions = {}): Promise<Branch> {
  await refuseInvalid(source, name)
  const heads = await listHeads(source)
  refuseConflict(name, heads)
  await refuseCheckedOut(source, name)
  const tip = heads.find((head) => head.name === name)?.commit
  if (tip !== undefined) await refuseForeign(source, name, tip, options)
  return { name, tip }
}

/** Stricter than git's own rule, which lets through what shells, URLs and file systems do not. */
const NAME = /^(?=.{1,200}$)[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/
/** Names that git reads as something other than a branch. */
const MISREAD = /^(?:(?:[A-Z]+_)?HEAD|refs\/.*|[0-9a-f]{40}|[0-9a-f]{64})$/i

async function refuseInvalid({ repository }: Source, name: string): Promise<void> {
  const allowed = NAME.test(name) && !MISREAD.test(name)
  if (allowed && (await tryGit(repository, ['check-ref-format', '--branch', name])).status === 0) return
  const hint = 'use letters, digits, ".", "_" and "-" in parts divided by "/", such as "hydrated/web"'
  throw refuse('branch-invalid', `${JSON.stringify(name)} must be a plain git branch name`, hint)
}

interface Head {
  readonly name: string
  readonly commit: string
  readonly aliasOf: string
}

async function listHeads({ repository }: Source): Promise<readonly Head[]> {
  const format = '%(refname)%00%(objectname)%00%(symref)'
  const lines = (await git(repository, ['for-each-ref', `--format=${format}`, 'refs/heads'])).split('\n').slice(0, -1)
  return lines.map((line) => {
    const [name = '', commit = '', aliasOf = ''] = line.split('\0')
    return { name: name.slice('refs/heads/'.length), commit, aliasOf }
  })
}

/** A branch is a file and a prefix is a directory; a clone on a file system that ignores case cannot hold both, nor two spellings. */
function refuseConflict(name: string, heads: readonly Head[]): void {
  const wanted = name.toLowerCase()
  for (const head of heads) {
    const present = head.name.toLowerCase()
    if (present === wanted && head.name !== name) throw conflict(name, `the branch "${head.name}" differs in case only`)
    if (wanted.startsWith(`${present}/`) || present.startsWith(`${wanted}/`))
      throw conflict(name, `the branch "${head.name}" exists, and one name must not be a directory of the other`)
    if (head.name === name && head.aliasOf !== '') throw conflict(name, `it is an alias of "${head.aliasOf}"`)
  }
}

function conflict(name: string, reason: string): Refusal {
  return refuse('branch-conflict', `the branch "${name}" cannot be written: ${reason}`, 'choose another branch name')
}

/** Asked of the work trees and not of the refs, because a work tree can stand on a branch that has no commit yet. */
async function refuseCheckedOut({ repository }: Source, name: string): Promise<void> {
  const lines = (await git(repository, ['worktree', 'list', '--porcelain'])).split('\n')
  const at = lines.indexOf(`branch refs/heads/${name}`)
  if (at < 0) return
  const worktree = lines
    .slice(0, at)
    .findLast((line) => line.startsWith('worktree '))
    ?.slice('worktree '.length)
  const message = `the branch "${name}" is checked out in "${worktree}", whose files would no longer match it`
  throw refuse('branch-checked-out', message, 'switch that work tree to another branch')
}

async function refuseForeign(source: Source, name: string, tip: string, options: BranchOptions): Promise<void> {
  const { commit, message } = await readRevision(source.repository, tip)
  if (commit !== tip) throw conflict(name, 'it names something other than a commit')
  if (readSourcePath(message) === sourcePath(source)) return
  const held = await lastHydrated(source, tip)
  if (held !== sourcePath(source)) throw notOurs(name, held)
  if (!options.replaceEdits) throw edited(name)
}

function notOurs(name: string, held: string | undefined): Refusal {
  const reason = held === undefined ? 'hydroam has not written it' : `it holds the hydrated package of "${held}"`
  const hint = 'choose another branch, or delete this one if nothing on it is needed'
  return refuse('branch-not-ours', `the branch "${name}" must not be overwritten: ${reason}`, hint)
}

function edited(name: string): Refusal {
  const message = `the branch "${name}" has commits that hydroam did not write, and hydrating would undo what they changed`
  const hint = 'with --replace-edits, hydroam writes on top of them, and they stay in the history'
  return refuse('branch-edited', message, hint)
}
