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
import { count, printData, tell } from './say.ts'

export interface HydrateOptions extends StepOptions {
  readonly version: string
  /** hydrated/<package> without it. */
  readonly branch?: string | undefined
  readonly dryRun: boolean
}

export async function hydrateCommand(directory: string, options: HydrateOptions): Promise<void> {
  const pkg = readPackage(directory)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  await withSources(sources, async () => {
    const source = await findSource(pkg.directory)
    refuseIgnored(pkg, source)
    const branch = options.branch ?? defaultBranch(pkg.name)
    await findBranch(source, branch)
    const rendered = await render(pkg, options)
    await refuseMoved(source, pkg)
    const outcome = await commitHydrated({
      source,
      branch,
      packageName: pkg.name,
      version: options.version,
      files: hydratedFiles(rendered.items, pkg, rendered.drafts),
      dryRun: options.dryRun,
    })
    printData(changes(outcome), '')
    tell(rendered.results, sources, `${pkg.name}: ${summary(outcome, options.dryRun)}`)
  })
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
