/** `hydroam fn render`: what `kpt fn render` does, without kpt and without containers. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { attributed } from '../attribution.ts'
import { kptBehaviour } from '../kpt-version.ts'
import type { FunctionSpec } from '../kptfile.ts'
import { allFiles } from '../output.ts'
import { KPTFILE, type Package, readPackage } from '../package.ts'
import { refuse, withSources } from '../refusal.ts'
import { render } from '../render.ts'
import { type StepRecord, withStatus } from '../render-status.ts'
import type { FunctionRun } from '../steps.ts'
import { refuseExisting } from './destination.ts'
import { leaveBehind } from './failed-render.ts'
import { deliverAll } from './kpt-output.ts'
import { recorded } from './record.ts'
import type { RenderOptions } from './render.ts'
import { count, tell } from './say.ts'

export interface FnRenderOptions extends RenderOptions {
  /** The version of kpt to behave as; 1.0.0-beta.56 without it. */
  readonly kptVersion?: string
}

export async function fnRenderCommand(directory: string, options: FnRenderOptions): Promise<void> {
  const { output, resultsDir, allowEmpty = false } = options
  const behaviour = kptBehaviour(options.kptVersion)
  if (output !== undefined) refuseExisting(output)
  refuseWithoutKptfile(directory)
  const pkg = readPackage(directory)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  const steps: StepRecord[] = []
  const onSkip = (fn: FunctionSpec) => steps.push(skipped(fn))
  await withSources(sources, async () => {
    const rendered = await recorded(resultsDir, (onRun) => {
      const both = (run: FunctionRun) => [onRun(run), steps.push(run)]
      return render(pkg, { ...options, behaviour, onRun: both, onSkip, isStrict: true })
    }).catch(async (cause) => {
      if (output === undefined) await leaveBehind(pkg, cause, steps, behaviour)
      throw cause
    })
    const items = attributed(rendered.items, process.env)
    const final = output === undefined && behaviour.writesStatus ? withStatus(items, steps) : items
    const done = await deliverAll(pkg, final, output, { allowEmpty, drafts: rendered.drafts })
    const functions = count(rendered.functions, 'function')
    tell(
      rendered.results,
      sources,
      `Successfully executed ${functions} in ${count(packages(pkg), 'package')}: ${done}.`,
    )
  })
}

function skipped(fn: FunctionSpec): StepRecord {
  process.stderr.write(`[SKIPPED] "${fn.name ?? fn.image ?? fn.exec}": its condition does not hold\n`)
  return { fn }
}

function refuseWithoutKptfile(directory: string): void {
  if (existsSync(join(directory, KPTFILE))) return
  throw refuse('kptfile-missing', `"${directory}" has no Kptfile`, 'use `hydroam render` for a directory without one')
}

function packages(pkg: Package): number {
  return pkg.subpackages.reduce((sum, subpackage) => sum + packages(subpackage), 1)
}
