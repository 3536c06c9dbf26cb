/** `hydroam fn eval`: one function on a directory, or on resources from stdin. */
import { textsThrough } from '../../src/krm/comment.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { failed } from '../../src/krm/result.ts'
import type { Selector } from '../../src/krm/selector.ts'
import { refuseLinksOut } from '../directories.ts'
import { textsFrom, withDrafts } from '../drafts.ts'
import { type FunctionSpec, NOWHERE } from '../kptfile.ts'
import { placeNew } from '../layout.ts'
import { refuseExisting, writeDirectory } from '../new-directory.ts'
import { allFiles, NO_DRAFTS, placeKey, type SourceOf, sourceOf } from '../output.ts'
import { readTree } from '../package.ts'
import { confine } from '../places.ts'
import { type Progress, progress } from '../progress.ts'
import { Misuse, Refusal, refuse, withSources } from '../refusal.ts'
import { runnerOf, withFullImage } from '../runner-of.ts'
import { fileTexts } from '../save.ts'
import { finishSaves } from '../save-files.ts'
import { runSelected } from '../selection.ts'
import { readStdin } from '../stdin.ts'
import type { FunctionRun, StepOptions } from '../steps.ts'
import { listText, readResources } from '../stream.ts'
import { asPackage } from '../stream-package.ts'
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
  /** Lets a result without any resource delete all of them. */
  readonly allowEmpty?: boolean
  readonly save?: boolean
  readonly type?: string
  readonly truncateOutput: boolean
  readonly selector: Selector
  readonly exclusion: Selector
}

/** `words` stand behind `--`. Misuse: `function-missing`, `type-invalid`, `config-invalid`, `config-outside-package`. */
export async function evalCommand(target: string, words: readonly string[], options: EvalOptions): Promise<void> {
  const { output, resultsDir, fnConfig } = options
  refuseContainerOptions(options)
  const fn = withFullImage(functionOf(options), options)
  const saving = plannedSaving(target, words, { ...options, fn, selection: selection(options) })
  if (target !== '-') refuseLinksOut(target, output, resultsDir)
  if (output !== undefined) refuseExisting(output)
  const functionConfig = fnConfig === undefined ? configOfWords(words) : readConfigFile(fnConfig)
  if (options.save || (output === undefined && target !== '-')) finishSaves(target === '-' ? '.' : target)
  const shown = progress(options.truncateOutput, say)
  await recordedAloud(resultsDir, async (record) => {
    const run: Run = (items, source) => evaluate(fn, items, source, functionConfig, { ...options, ...shown }, record)
    await (target === '-' ? evalStream(output, shown, run) : evalTree(target, options, shown, run))
  })
  await saving?.()
}

/** A program of this machine has its network, its files and its user anyway. */
function refuseContainerOptions({ exec, runner }: EvalOptions): void {
  const { network, mounts, asCurrentUser } = runner?.container ?? {}
  if (exec === undefined || !(network || asCurrentUser || (mounts && mounts.length > 0))) return
  const message = '--network, --mount and --as-current-user are for containers, and mean nothing with --exec'
  throw refuse('option-invalid', message, 'leave them out, or use --image')
}

function functionOf({ image, exec, selector, exclusion }: EvalOptions): FunctionSpec {
  if (!image?.trim() === !exec?.trim()) {
    const hint = 'hydroam fn eval DIR --image set-labels -- app=web'
    throw new Misuse('function-missing', 'name one function: with --image or with --exec', hint)
  }
  return {
    type: 'mutator',
    ...(image?.trim() ? { image } : { exec: exec as string }),
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

type Run = (items: readonly KrmResource[], source: SourceOf) => ReturnType<typeof evaluate>

async function evaluate(
  fn: FunctionSpec,
  items: readonly KrmResource[],
  source: SourceOf,
  functionConfig: KrmResource,
  options: EvalOptions & Progress,
  record: (run: FunctionRun) => void,
) {
  const { selectors = [], exclude = [] } = fn
  const runner = runnerOf(fn, { ...options, allowExec: true })
  const texts = textsFrom(source)
  const answer = await runSelected(items, { selectors, exclude }, (selected, original) => {
    options.onStart(fn, selected.length)
    const originals = new Map(selected.map((item) => [item, original(item)]))
    return runner({ items: selected, functionConfig, results: [], texts: textsThrough(texts, originals) })
  })
  const placed = placeNew(answer.items)
  for (const item of placed) confine(item)
  for (const learn of [options.onRun, record]) learn({ fn, answer })
  if (failed(answer.results)) throw new Refusal(answer.results)
  return { items: placed, results: answer.results, drafts: withDrafts(NO_DRAFTS, answer.comments, source) }
}

async function evalTree(
  target: string,
  { output, allowEmpty = false }: EvalOptions,
  shown: Progress,
  run: Run,
): Promise<void> {
  const pkg = readTree(target)
  const files = allFiles(pkg)
  await withSources({ directory: pkg.directory, files }, async () => {
    const { items, results, drafts } = await shown.watch(() => run(pkg.items, (item) => sourceOf(item, files)))
    await deliverAll(pkg, items, output, { allowEmpty, drafts })
    remark(results, { directory: pkg.directory, files })
  })
}

async function evalStream(output: string | undefined, shown: Progress, run: Run): Promise<void> {
  const { items: input, spelling, sourceOf: inStream } = readResources(await readStdin())
  const { items, results, drafts } = await shown.watch(() => run(input, inStream))
  const source: SourceOf = (item) => drafts.get(placeKey(item)) ?? inStream(item)
  if (output === 'unwrap') await printData(documents(items, source), '')
  else if (output === undefined || output === 'stdout') await printData(listText(items, source, spelling), '')
  else {
    const stream = asPackage(items, source)
    await writeDirectory(output, fileTexts(stream.pkg, stream.items))
  }
  remark(results)
}
