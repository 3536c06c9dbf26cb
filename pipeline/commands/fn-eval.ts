/** `hydroam fn eval`: one function on a directory, or on resources from stdin. */
import { text } from 'node:stream/consumers'
import type { KrmResource } from '../../src/krm/resource.ts'
import { failed } from '../../src/krm/result.ts'
import type { Selector } from '../../src/krm/selector.ts'
import type { FunctionSpec } from '../kptfile.ts'
import { placeNew } from '../layout.ts'
import { allFiles } from '../output.ts'
import { readTree } from '../package.ts'
import { type Progress, progress } from '../progress.ts'
import { Misuse, Refusal, withSources } from '../refusal.ts'
import { confine, fileTexts } from '../save.ts'
import { runSelected } from '../selection.ts'
import { type FunctionRun, runnerOf, type StepOptions } from '../steps.ts'
import { listText, readResources } from '../stream.ts'
import { asPackage } from '../stream-package.ts'
import { refuseExisting, writeDirectory } from './destination.ts'
import { configOfWords, readConfigFile } from './function-config.ts'
import { deliverAll, documents } from './kpt-output.ts'
import { plannedSaving } from './planned-saving.ts'
import { recordedAloud } from './record.ts'
import { printData, remark, say } from './say.ts'

export interface EvalOptions extends StepOptions {
  readonly image?: string
  readonly exec?: string
  readonly fnConfig?: string
  readonly output?: string
  readonly resultsDir?: string
  readonly save?: boolean
  readonly type?: string
  readonly truncateOutput: boolean
  readonly selector: Selector
  readonly exclusion: Selector
}

/** `words` stand behind `--`. Misuse: `function-missing`, `type-invalid`, `config-invalid`, `config-outside-package`. */
export async function evalCommand(target: string, words: readonly string[], options: EvalOptions): Promise<void> {
  const { output, resultsDir } = options
  const fn = functionOf(options)
  const saving = plannedSaving(target, words, { ...options, selection: selection(options) })
  if (output !== undefined) refuseExisting(output)
  const { fnConfig } = options
  const functionConfig = fnConfig === undefined ? configOfWords(words) : readConfigFile(fnConfig)
  const shown = progress(options.truncateOutput, say)
  await recordedAloud(resultsDir, async (record) => {
    const run: Run = (items) => evaluate(fn, items, functionConfig, { ...options, ...shown }, record)
    await (target === '-' ? evalStream(output, shown, run) : evalTree(target, output, shown, run))
  })
  saving?.()
}

/** The command line has no place in a file. */
const NOWHERE: FunctionSpec['at'] = { kptfile: { apiVersion: 'kpt.dev/v1', kind: 'Kptfile', metadata: {} }, path: [] }

function functionOf({ image, exec, selector, exclusion }: EvalOptions): FunctionSpec {
  if ((image === undefined) === (exec === undefined)) {
    const hint = 'hydroam fn eval DIR --image set-labels -- app=web'
    throw new Misuse('function-missing', 'name one function: with --image or with --exec', hint)
  }
  return {
    type: 'mutator',
    ...(image === undefined ? { exec: exec as string } : { image }),
    ...selection({ selector, exclusion }),
    at: NOWHERE,
  }
}

function selection({ selector, exclusion }: Pick<EvalOptions, 'selector' | 'exclusion'>) {
  const isGiven = (one: Selector) => Object.keys(one).length > 0
  return {
    ...(isGiven(selector) ? { selectors: [selector] } : {}),
    ...(isGiven(exclusion) ? { exclude: [exclusion] } : {}),
  }
}

type Run = (items: readonly KrmResource[]) => ReturnType<typeof evaluate>

async function evaluate(
  fn: FunctionSpec,
  items: readonly KrmResource[],
  functionConfig: KrmResource,
  options: EvalOptions & Progress,
  record: (run: FunctionRun) => void,
) {
  const { selectors = [], exclude = [] } = fn
  const runner = runnerOf(fn, { ...options, allowExec: true })
  const answer = await runSelected(items, { selectors, exclude }, (selected) => {
    options.onStart(fn, selected.length)
    return runner({ items: selected, functionConfig, results: [] })
  })
  const placed = placeNew(answer.items, '')
  for (const item of placed) confine(item)
  for (const learn of [options.onRun, record]) learn({ fn, answer })
  if (failed(answer.results)) throw new Refusal(answer.results)
  return { items: placed, results: answer.results }
}

async function evalTree(target: string, output: string | undefined, shown: Progress, run: Run): Promise<void> {
  const pkg = readTree(target)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  await withSources(sources, async () => {
    const { items, results } = await shown.watch(() => run(pkg.items))
    deliverAll(pkg, items, output)
    remark(results, sources)
  })
}

async function evalStream(output: string | undefined, shown: Progress, run: Run): Promise<void> {
  const { items: input, spelling, sourceOf } = readResources(await text(process.stdin))
  const { items, results } = await shown.watch(() => run(input))
  if (output === 'unwrap') printData(documents(items, sourceOf), '')
  else if (output === undefined || output === 'stdout') printData(listText(items, sourceOf, spelling), '')
  else {
    const stream = asPackage(items, sourceOf)
    writeDirectory(output, fileTexts(stream.pkg, stream.items))
  }
  remark(results)
}
