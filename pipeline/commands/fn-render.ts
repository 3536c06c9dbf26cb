/** `hydroam fn render`: what `kpt fn render` does, without kpt and without containers. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { allFiles } from '../output.ts'
import { KPTFILE, type Package, readPackage } from '../package.ts'
import { refuse, withSources } from '../refusal.ts'
import { render } from '../render.ts'
import { refuseIgnoredTarget } from '../target.ts'
import { refuseExisting } from './destination.ts'
import { deliverAll } from './kpt-output.ts'
import { recorded } from './record.ts'
import type { RenderOptions } from './render.ts'
import { count, tell } from './say.ts'

export async function fnRenderCommand(directory: string, options: RenderOptions): Promise<void> {
  const { output, resultsDir } = options
  if (output !== undefined) refuseExisting(output)
  refuseWithoutKptfile(directory)
  const pkg = readPackage(directory)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  await withSources(sources, async () => {
    refuseIgnoredTarget(pkg, options.target)
    const rendered = await recorded(resultsDir, (onRun) => render(pkg, { ...options, onRun, isStrict: true }))
    const done = await deliverAll(pkg, rendered.items, output)
    const functions = count(rendered.functions, 'function')
    tell(
      rendered.results,
      sources,
      `Successfully executed ${functions} in ${count(packages(pkg), 'package')}: ${done}.`,
    )
  })
}

function refuseWithoutKptfile(directory: string): void {
  if (existsSync(join(directory, KPTFILE))) return
  throw refuse('kptfile-missing', `"${directory}" has no Kptfile`, 'use `hydroam render` for a directory without one')
}

function packages(pkg: Package): number {
  return pkg.subpackages.reduce((sum, subpackage) => sum + packages(subpackage), 1)
}
