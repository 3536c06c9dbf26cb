/** `hydroam fn render`: what `kpt fn render` does, without kpt and without containers. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { attributed } from '../attribution.ts'
import { refuseLinksOut } from '../directories.ts'
import { kptBehaviour } from '../kpt-version.ts'
import type { FunctionSpec } from '../kptfile.ts'
import { refuseExisting } from '../new-directory.ts'
import { allFiles } from '../output.ts'
import { KPTFILE, type Package, readPackage } from '../package.ts'
import { progress } from '../progress.ts'
import { refuse, withSources } from '../refusal.ts'
import { render } from '../render.ts'
import { type StepRecord, withStatus } from '../render-status.ts'
import { finishSaves } from '../save-files.ts'
import type { FunctionRun } from '../steps.ts'
import { leaveBehind } from './failed-render.ts'
import { deliverAll } from './kpt-output.ts'
import { recordedAloud } from './record.ts'
import type { RenderOptions } from './render.ts'
import { remark, say } from './say.ts'

export interface FnRenderOptions extends RenderOptions {
  /** The version of kpt to behave as; 1.0.0-beta.56 without it. */
  readonly kptVersion?: string
  readonly truncateOutput: boolean
}

export async function fnRenderCommand(directory: string, options: FnRenderOptions): Promise<void> {
  const { output, resultsDir, truncateOutput, allowEmpty = false } = options
  const behaviour = kptBehaviour(options.kptVersion)
  refuseLinksOut(directory, output, resultsDir)
  if (output !== undefined) refuseExisting(output)
  refuseWithoutKptfile(directory)
  if (output === undefined) finishSaves(directory)
  const steps: StepRecord[] = []
  const shown = progress(truncateOutput, say)
  await recordedAloud(resultsDir, async (record) => {
    const pkg = readPackage(directory)
    const sources = { directory: pkg.directory, files: allFiles(pkg) }
    await withSources(sources, async () => {
      if (options.target !== undefined) (await import('../target.ts')).refuseIgnoredTarget(pkg, options.target)
      const hooks = {
        onRun: (run: FunctionRun) => {
          for (const learn of [shown.onRun, record, (one: FunctionRun) => steps.push(one), options.onRun]) learn?.(run)
        },
        onSkip: (fn: FunctionSpec) => {
          shown.onSkip(fn)
          steps.push({ fn })
        },
      }
      const rendered = await shown.watch(() =>
        render(pkg, { ...options, ...shown, ...hooks, behaviour, isStrict: true }).catch(async (cause) => {
          if (output === undefined) await leaveBehind(pkg, cause, steps, behaviour)
          throw cause
        }),
      )
      const items = attributed(rendered.items, process.env)
      const final = output === undefined && behaviour.writesStatus ? withStatus(items, steps) : items
      await deliverAll(pkg, final, output, { allowEmpty, drafts: rendered.drafts, onSave: options.onSave })
      remark(rendered.results, sources)
      if (output !== undefined) return
      say(`Successfully executed ${rendered.functions} function(s) in ${packages(pkg)} package(s).\n`)
    })
  })
}

function refuseWithoutKptfile(directory: string): void {
  // What is no directory is refused where it is read.
  if (existsSync(join(directory, KPTFILE)) || !existsSync(directory)) return
  throw refuse('kptfile-missing', `"${directory}" has no Kptfile`, 'use `hydroam render` for a directory without one')
}

function packages(pkg: Package): number {
  return pkg.subpackages.reduce((sum, subpackage) => sum + packages(subpackage), 1)
}
