/** `hydroam hydrate`: a package, as a commit of its repository has it, hydrated into a commit on a branch of that repository. */
import { warning } from '../../src/krm/result.ts'
import type { FileTree } from '../file-tree.ts'
import { defaultBranch, findBranch } from '../git/branch.ts'
import { commitHydrated, type Outcome } from '../git/commit.ts'
import { readCommittedTree } from '../git/committed-tree.ts'
import { shownPath } from '../git/quote.ts'
import { findSource, type Source } from '../git/source.ts'
import { findUncommitted } from '../git/uncommitted.ts'
import { allFiles, hydratedFiles } from '../output.ts'
import { type Package, readPackageIn } from '../package.ts'
import { refuse, withSources } from '../refusal.ts'
import { render } from '../render.ts'
import { report } from '../report.ts'
import type { StepOptions } from '../steps.ts'
import { refuseIgnoredTarget } from '../target.ts'
import { count, printData, say, tell } from './say.ts'

export interface HydrateOptions extends Omit<StepOptions, 'target'> {
  readonly version: string
  /** What git takes for a commit; HEAD without it. */
  readonly rev?: string | undefined
  /** Refuses to leave out what is not committed. */
  readonly requireClean?: boolean | undefined
  /** hydrated/<package> without it, or hydrated/<package>-<target>. */
  readonly branch?: string | undefined
  /** Each goes to a branch of its own. */
  readonly target?: readonly string[] | undefined
  /** Writes on top of commits that others made on the branch. */
  readonly replaceEdits?: boolean | undefined
  readonly dryRun: boolean
}

export async function hydrateCommand(directory: string, options: HydrateOptions): Promise<void> {
  const source = await findSource(directory, options.rev)
  const tree = await readCommittedTree(source)
  await tellUncommitted(source, tree, options)
  const pkg = readPackageIn(tree, directory)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  await withSources(sources, async () => {
    const hydrations = planHydrations(pkg, options)
    for (const { branch } of hydrations) await findBranch(source, branch, options)
    // All of them before the first commit: an error in one leaves every branch as it was.
    const rendered = []
    for (const hydration of hydrations)
      rendered.push({ ...hydration, ...(await renderHydration(pkg, hydration, options)) })
    for (const { branch, title, files, results } of rendered) {
      const outcome = await commitHydrated({ ...options, source, branch, packageName: title, files })
      await printData(changes(outcome), '')
      tell(results, sources, `${title}: ${summary(outcome, options.dryRun)}`)
    }
  })
}

/** Before anything else: whoever edited a file and did not commit it learns here why nothing came of it. Code `repository-dirty`. */
async function tellUncommitted(source: Source, tree: FileTree, { requireClean }: HydrateOptions): Promise<void> {
  const files = await findUncommitted(source, tree)
  if (files.length === 0) return
  const changes = count(files.length, 'uncommitted change')
  if (requireClean)
    throw refuse('repository-dirty', `the package has ${changes}: ${some(files)}`, 'commit or stash them')
  const left = warning(
    'repository-dirty',
    {},
    `the result is without ${changes}: ${some(files)}`,
    'commit what it should have',
  )
  say(report([left]))
}

const NAMED = 5

function some(files: readonly string[]): string {
  const named = files.slice(0, NAMED).map((file) => JSON.stringify(file))
  return named.join(', ') + (files.length > NAMED ? ` and ${files.length - NAMED} more` : '')
}

interface PlannedHydration {
  readonly target: string | undefined
  readonly branch: string
  /** Of the commit: the package, and its target if it has one. */
  readonly title: string
}

function planHydrations(pkg: Package, { branch, target = [] }: HydrateOptions): readonly PlannedHydration[] {
  const targets = [...new Set(target)]
  if (targets.length === 0) return [{ target: undefined, branch: branch ?? defaultBranch(pkg.name), title: pkg.name }]
  if (branch !== undefined && targets.length > 1) {
    const hint = 'hydrate one target at a time, or leave out --branch'
    throw refuse('branch-conflict', `the branch "${branch}" cannot hold ${targets.length} targets`, hint)
  }
  for (const one of targets) refuseIgnoredTarget(pkg, one)
  return targets.map((one) => ({
    target: one,
    branch: branch ?? defaultBranch(`${pkg.name}-${one}`),
    title: `${pkg.name} (${one})`,
  }))
}

async function renderHydration(pkg: Package, { target }: PlannedHydration, options: HydrateOptions) {
  const { items, drafts, results } = await render(pkg, { ...options, target })
  return { files: hydratedFiles(items, pkg, drafts), results }
}

/** A line a file, like `git diff --name-status`. */
function changes({ added, changed, removed }: Outcome): string {
  const lines = [
    ...added.map((path) => `A\t${shownPath(path)}`),
    ...changed.map((path) => `M\t${shownPath(path)}`),
    ...removed.map((path) => `D\t${shownPath(path)}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function summary({ branch, commit, previous, added, changed, removed }: Outcome, dryRun: boolean): string {
  const files = count(added.length + changed.length + removed.length, 'file')
  if (commit) return `${branch} is now ${commit.slice(0, 12)}, ${files} changed`
  if (dryRun && files !== '0 files') return `${branch} would change in ${files}; nothing was written`
  return `${branch} is up to date at ${previous?.slice(0, 12)}`
}
