/**
 * Writes a hydrated package as one commit, straight into the object database: no work tree, no index, no HEAD, and so no filter,
 * attribute, ignore rule or held lock that could change the result. Same files, source and parent give the same commit id.
 */
import { refuseUnsafePaths } from '../paths.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { type Branch, type BranchOptions, findBranch } from './branch.ts'
import { type Delta, type Files, findDelta, isEmpty } from './delta.ts'
import { type GitOutput, git, gitFailed, settings, tryGit } from './git.ts'
import { hydrationMessage, type Provenance } from './message.ts'
import { inQuarantine } from './quarantine.ts'
import { quote } from './quote.ts'
import type { Source } from './source.ts'

export interface Hydrated extends Provenance, BranchOptions {
  readonly branch: string
  readonly files: Files
  /** Finds out and refuses as usual, but writes nothing. */
  readonly dryRun?: boolean | undefined
}

export interface Outcome extends Delta {
  readonly branch: string
  /** The new commit; undefined when nothing differs, and in a dry run. */
  readonly commit: string | undefined
  /** What the branch held before; undefined if it did not exist. */
  readonly previous: string | undefined
}

export async function commitHydrated(hydrated: Hydrated): Promise<Outcome> {
  const { source, files, dryRun } = hydrated
  if (files.size === 0) throw emptyResult(hydrated)
  refuseUnsafePaths([...files.keys()])
  const branch = await findBranch(source, hydrated.branch, hydrated)
  const delta = await findDelta(source, branch.tip, files)
  const commit = dryRun || isEmpty(delta) ? undefined : await write(hydrated, branch, delta)
  return { branch: branch.name, commit, previous: branch.tip, ...delta }
}

function emptyResult({ packageName }: Hydrated): Refusal {
  const hint = 'delete the branch by hand if the package is really gone'
  return refuse('empty-result', `"${packageName}" has no resource left, and the branch must not be emptied`, hint)
}

async function write(hydrated: Hydrated, branch: Branch, delta: Delta): Promise<string> {
  const { source } = hydrated
  const shared = (await tryGit(source.repository, ['config', '--get', 'core.sharedRepository'])).stdout.trim()
  const commit = await inQuarantine(source, async (gitDirectory) => {
    const env = { GIT_DIR: gitDirectory, ...settings(shared === '' ? [] : [['core.sharedRepository', shared]]) }
    const made = await importCommit(hydrated, branch, delta, env)
    await refuseUnmovable(source, branch)
    return made
  })
  await publish(source, branch, commit)
  return commit
}

async function importCommit(
  hydrated: Hydrated,
  { tip }: Branch,
  delta: Delta,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const command = ['fast-import', '--quiet', '--done', '--date-format=raw']
  const input = importStream(hydrated, tip, delta)
  return (await git(hydrated.source.repository, command, { input, env })).trim()
}

/** Never the user: the author is who changed the source, the committer is the tool, and its clock is the source's. */
const COMMITTER = 'hydroam <hydroam@users.noreply.invalid>'

function importStream(hydrated: Hydrated, tip: string | undefined, delta: Delta): string {
  const { author, committerDate } = hydrated.source
  return [
    'commit refs/heads/hydrated\nmark :1\n',
    `author ${author.name || 'unknown'} <${author.email}> ${author.date}\n`,
    `committer ${COMMITTER} ${committerDate}\n`,
    data(hydrationMessage(hydrated)),
    tip === undefined ? '' : `from ${tip}\n`,
    // Removals first: a file may give way to a directory of its name.
    ...(delta.isOdd ? ['deleteall\n'] : delta.removed.map((path) => `D ${quote(path)}\n`)),
    ...(delta.isOdd ? [...hydrated.files.keys()] : [...delta.added, ...delta.changed]).map(
      (path) => `M 100644 inline ${quote(path)}\n${data(hydrated.files.get(path) ?? '')}`,
    ),
    'get-mark :1\ndone\n',
  ].join('')
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}

/** A reference that git cannot lock, or that a broken one stands in the way of, is found before objects join the repository. */
async function refuseUnmovable(source: Source, branch: Branch): Promise<void> {
  const input = `start\n${moveTo(branch, source.commit)}prepare\nabort\n`
  const output = await tryGit(source.repository, ['update-ref', '--stdin'], { input })
  if (output.status !== 0) throw await unmoved(source, branch, output)
}

function moveTo({ name, tip }: Branch, commit: string): string {
  return `option no-deref\nupdate refs/heads/${name} ${commit} ${tip ?? '0'.repeat(commit.length)}\n`
}

/** The branch moves if it still is where we found it. */
async function publish(source: Source, branch: Branch, commit: string): Promise<void> {
  const input = moveTo(branch, commit)
  const output = await tryGit(source.repository, ['update-ref', '-m', 'hydroam hydrate', '--stdin'], { input })
  if (output.status === 0) return
  throw await unmoved(source, branch, output)
}

async function unmoved(source: Source, branch: Branch, output: GitOutput): Promise<Refusal> {
  return (await tipOf(source, branch)) === branch.tip ? gitFailed(['update-ref'], output) : moved(branch)
}

async function tipOf({ repository }: Source, { name }: Branch): Promise<string | undefined> {
  const { status, stdout } = await tryGit(repository, ['rev-parse', '--verify', '--quiet', `refs/heads/${name}`])
  return status === 0 ? stdout.trim() : undefined
}

function moved({ name }: Branch): Refusal {
  return refuse('branch-moved', `the branch "${name}" was moved by someone else in the meantime`, 'hydrate again')
}
