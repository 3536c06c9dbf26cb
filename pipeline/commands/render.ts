/** `hydroam render`: a package in place, to stdout, or to a new directory. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { KrmResource } from '../../src/krm/resource.ts'
import { allFiles, asResourceList, hydratedFiles, unwrapped } from '../output.ts'
import { type Package, readPackage } from '../package.ts'
import { refuse, withSources } from '../refusal.ts'
import { type Rendered, render } from '../render.ts'
import { writeResultsFile } from '../results-file.ts'
import { planChanges, saveChanges } from '../save.ts'
import type { FunctionRun, StepOptions } from '../steps.ts'
import { count, printData, tell } from './say.ts'

export interface RenderOptions extends StepOptions {
  /** stdout, unwrap, or a directory; in place without it. */
  readonly output?: string | undefined
  /** Where results.yaml goes, also when a function fails. */
  readonly resultsDir?: string | undefined
}

export async function renderCommand(directory: string, options: RenderOptions): Promise<void> {
  const { output } = options
  if (output && !isStream(output)) refuseExisting(output)
  const pkg = readPackage(directory)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  await withSources(sources, async () => {
    const { items, results, functions } = await renderRecorded(pkg, options)
    const done = deliver(pkg, items, output)
    tell(results, sources, `${pkg.name}: ran ${count(functions, 'function')}, ${done}`)
  })
}

async function renderRecorded(pkg: Package, options: RenderOptions): Promise<Rendered> {
  const { resultsDir } = options
  if (resultsDir === undefined) return render(pkg, options)
  const runs: FunctionRun[] = []
  try {
    return await render(pkg, { ...options, onRun: (run) => runs.push(run) })
  } finally {
    writeResultsFile(resultsDir, runs)
  }
}

function isStream(output: string): boolean {
  return output === 'stdout' || output === 'unwrap'
}

/** Brings the resources where they belong, and says what was done. */
function deliver(pkg: Package, items: readonly KrmResource[], output: string | undefined): string {
  if (output === undefined) return saveInPlace(pkg, items)
  if (output === 'stdout') return printData(asResourceList(items), count(items.length, 'resource'))
  const files = hydratedFiles(items, pkg)
  if (output === 'unwrap') return printData(unwrapped(files), count(files.size, 'resource'))
  writeDirectory(resolve(output), files)
  return `wrote ${count(files.size, 'file')} to ${output}`
}

function saveInPlace(pkg: Package, items: readonly KrmResource[]): string {
  const changes = planChanges(pkg, items)
  saveChanges(pkg, changes)
  const { written, deleted } = changes
  if (written.size + deleted.length === 0) return 'nothing changed'
  return `wrote ${count(written.size, 'file')}${deleted.length > 0 ? `, deleted ${deleted.length}` : ''}`
}

function refuseExisting(output: string): void {
  if (!existsSync(output)) return
  throw refuse(
    'output-exists',
    `"${output}" exists already`,
    'name a directory that does not exist yet, or remove it first',
  )
}

/** The directory appears when it is complete. */
function writeDirectory(target: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(dirname(target), { recursive: true })
  const draft = mkdtempSync(join(dirname(target), `.${basename(target)}-`))
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(draft, path)), { recursive: true })
      writeFileSync(join(draft, path), text)
    }
    renameSync(draft, target)
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    throw cause
  }
}
