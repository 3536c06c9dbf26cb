/** `hydroam render`: a package in place, to stdout, or to a new directory. */
import type { KrmResource } from '../../src/krm/resource.ts'
import { refuseLinksOut } from '../directories.ts'
import { refuseExisting, writeDirectory } from '../new-directory.ts'
import { allFiles, type Drafts, hydratedFiles, sourceOf, unwrapped } from '../output.ts'
import { type Package, readPackage } from '../package.ts'
import { withSources } from '../refusal.ts'
import { render } from '../render.ts'
import { finishSaves } from '../save-files.ts'
import type { FunctionRun, StepOptions } from '../steps.ts'
import { listText } from '../stream.ts'
import { saveInPlace } from './destination.ts'
import { recorded } from './record.ts'
import { count, printData, tell } from './say.ts'

export interface RenderOptions extends StepOptions {
  /** stdout, unwrap, or a directory; in place without it. */
  readonly output?: string | undefined
  /** Where results.yaml goes, also when a function fails. */
  readonly resultsDir?: string | undefined
  /** Lets a result without any resource delete all of them. */
  readonly allowEmpty?: boolean
  /** Learns how many files of the package have changed. */
  readonly onSave?: (files: number) => void
}

export async function renderCommand(directory: string, options: RenderOptions): Promise<void> {
  const { output, resultsDir } = options
  refuseLinksOut(directory, output, resultsDir)
  if (output === undefined) finishSaves(directory)
  else refuseExisting(output)
  const pkg = readPackage(directory)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  await withSources(sources, async () => {
    if (options.target !== undefined) (await import('../target.ts')).refuseIgnoredTarget(pkg, options.target)
    const { items, drafts, results, functions } = await recorded(resultsDir, (record) => {
      const onRun = (run: FunctionRun) => {
        for (const learn of [record, options.onRun]) learn?.(run)
      }
      return render(pkg, { ...options, onRun })
    })
    const done = await deliver(pkg, items, drafts, options)
    tell(results, sources, `${pkg.name}: ran ${count(functions, 'function')}, ${done}`)
  })
}

/** Brings the resources where they belong, and says what was done. */
async function deliver(
  pkg: Package,
  items: readonly KrmResource[],
  drafts: Drafts,
  { output, allowEmpty = false, onSave }: RenderOptions,
): Promise<string> {
  if (output === undefined) return saveInPlace(pkg, items, { allowEmpty, drafts, onSave })
  if (output === 'stdout') return printData(resourceList(pkg, items, drafts), count(items.length, 'resource'))
  const files = hydratedFiles(items, pkg, drafts)
  if (output === 'unwrap') return printData(unwrapped(files), count(files.size, 'resource'))
  await writeDirectory(output, files)
  return `wrote ${count(files.size, 'file')} to ${output}`
}

/** Everything, sources too, for the next function in a pipe. */
function resourceList(pkg: Package, items: readonly KrmResource[], drafts: Drafts): string {
  const files = allFiles(pkg)
  return listText(items, (item) => sourceOf(item, files, drafts), { internal: true, legacy: false })
}
