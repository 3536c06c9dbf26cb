/** `hydroam hydrate`: a package, as its repository's HEAD has it, hydrated into a commit on a branch of that repository. */
import { annotation, type KrmResource, PATH } from '../../src/krm/resource.ts'
import { place } from '../../src/krm/result.ts'
import { defaultBranch, findBranch } from '../git/branch.ts'
import { commitHydrated, type Outcome } from '../git/commit.ts'
import { findSource, type Source } from '../git/source.ts'
import { allFiles, hydratedFiles } from '../output.ts'
import { type Package, readPackage } from '../package.ts'
import { refuse, withSources } from '../refusal.ts'
import { render } from '../render.ts'
import type { StepOptions } from '../steps.ts'
import { refuseIgnoredTarget } from '../target.ts'
import { count, printData, tell } from './say.ts'

export interface HydrateOptions extends Omit<StepOptions, 'target'> {
  readonly version: string
  /** hydrated/<package> without it, or hydrated/<package>-<target>. */
  readonly branch?: string | undefined
  /** Each goes to a branch of its own. */
  readonly target?: readonly string[] | undefined
  readonly dryRun: boolean
}

export async function hydrateCommand(directory: string, options: HydrateOptions): Promise<void> {
  const pkg = readPackage(directory)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  await withSources(sources, async () => {
    const source = await findSource(pkg.directory)
    refuseIgnored(pkg, source)
    const hydrations = planHydrations(pkg, options)
    for (const { branch } of hydrations) await findBranch(source, branch)
    // All of them before the first commit: an error in one leaves every branch as it was.
    const rendered = []
    for (const hydration of hydrations)
      rendered.push({ ...hydration, ...(await renderHydration(pkg, hydration, options)) })
    await refuseMoved(source, pkg)
    for (const { branch, title, files, results } of rendered) {
      const { version, dryRun } = options
      const outcome = await commitHydrated({ source, branch, packageName: title, version, files, dryRun })
      await printData(changes(outcome), '')
      tell(results, sources, `${title}: ${summary(outcome, dryRun)}`)
    }
  })
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

/** What was read before a commit, or before an edit, is not what the commit would say it is. */
async function refuseMoved(source: Source, pkg: Package): Promise<void> {
  const now = await findSource(pkg.directory)
  if (now.commit === source.commit) return
  throw refuse('source-moved', 'HEAD moved while the package was rendered', 'hydrate again')
}

/** A resource that git ignores is in no commit, so no commit could be named as its source. */
function refuseIgnored(pkg: Package, { ignored }: Source): void {
  const read = (item: KrmResource) => annotation(item, PATH) ?? ''
  const item = pkg.items.find((one) =>
    ignored.some((path) => read(one) === path || (path.endsWith('/') && read(one).startsWith(path))),
  )
  if (!item) return
  const hint = 'commit it (git add --force), or list it in .krmignore'
  throw refuse('source-ignored', `"${read(item)}" is read as a resource, but git ignores it`, hint, place(item))
}

/** A line a file, like `git diff --name-status`. */
function changes({ added, changed, removed }: Outcome): string {
  const lines = [
    ...added.map((path) => `A\t${path}`),
    ...changed.map((path) => `M\t${path}`),
    ...removed.map((path) => `D\t${path}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function summary({ branch, commit, previous, added, changed, removed }: Outcome, dryRun: boolean): string {
  const files = count(added.length + changed.length + removed.length, 'file')
  if (commit) return `${branch} is now ${commit.slice(0, 12)}, ${files} changed`
  if (dryRun && files !== '0 files') return `${branch} would change in ${files}; nothing was written`
  return `${branch} is up to date at ${previous?.slice(0, 12)}`
}
