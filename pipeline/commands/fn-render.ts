/** `hydroam fn render`: what `kpt fn render` does, without kpt and without containers. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { allFiles } from '../output.ts'
import { KPTFILE, type Package, readPackage } from '../package.ts'
import { progress } from '../progress.ts'
import { refuse, withSources } from '../refusal.ts'
import { render } from '../render.ts'
import { refuseExisting } from './destination.ts'
import { deliverAll } from './kpt-output.ts'
import { recordedAloud } from './record.ts'
import type { RenderOptions } from './render.ts'
import { remark, say } from './say.ts'

export interface FnRenderOptions extends RenderOptions {
  readonly truncateOutput: boolean
}

export async function fnRenderCommand(directory: string, options: FnRenderOptions): Promise<void> {
  const { output, resultsDir, truncateOutput } = options
  if (output !== undefined) refuseExisting(output)
  refuseWithoutKptfile(directory)
  const pkg = readPackage(directory)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  const shown = progress(truncateOutput, say)
  await withSources(sources, () =>
    recordedAloud(resultsDir, async (record) => {
      const onRun: typeof record = (run) => {
        for (const learn of [shown.onRun, record]) learn(run)
      }
      const rendered = await shown.watch(() => render(pkg, { ...options, ...shown, onRun, isStrict: true }))
      deliverAll(pkg, rendered.items, output)
      remark(rendered.results, sources)
      if (output !== undefined) return
      say(`Successfully executed ${rendered.functions} function(s) in ${packages(pkg)} package(s).\n`)
    }),
  )
}

function refuseWithoutKptfile(directory: string): void {
  if (existsSync(join(directory, KPTFILE))) return
  throw refuse('kptfile-missing', `"${directory}" has no Kptfile`, 'use `hydroam render` for a directory without one')
}

function packages(pkg: Package): number {
  return pkg.subpackages.reduce((sum, subpackage) => sum + packages(subpackage), 1)
}
