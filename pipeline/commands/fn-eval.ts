/** `hydroam fn eval`: one function on a directory, or on a ResourceList from stdin. */
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { asResource } from '../../src/krm/check.ts'
import { type Texts, textsThrough } from '../../src/krm/comment.ts'
import type { ResourceList } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { failed } from '../../src/krm/result.ts'
import type { Selector } from '../../src/krm/selector.ts'
import { readStream } from '../../src/krm/wire.ts'
import { readDocument, splitDocuments } from '../../src/text/document.ts'
import { textsOf, withDrafts } from '../drafts.ts'
import type { FunctionSpec } from '../kptfile.ts'
import { placeNew } from '../layout.ts'
import { allFiles, NO_DRAFTS } from '../output.ts'
import { readTree } from '../package.ts'
import { Refusal, refuse, withSources } from '../refusal.ts'
import { runnerOf, withFullImage } from '../runner-of.ts'
import { runSelected } from '../selection.ts'
import type { FunctionRun, StepOptions } from '../steps.ts'
import { refuseExisting } from './destination.ts'
import { deliverAll } from './kpt-output.ts'
import { recorded } from './record.ts'
import { tell } from './say.ts'

export interface EvalOptions extends StepOptions {
  readonly image?: string
  readonly exec?: string
  readonly fnConfig?: string
  readonly output?: string
  readonly resultsDir?: string
  /** Lets a result without any resource delete all of them. */
  readonly allowEmpty?: boolean
  readonly selector: Selector
  readonly exclusion: Selector
}

export async function evalCommand(target: string, words: readonly string[], options: EvalOptions): Promise<void> {
  const { image, exec, output, resultsDir } = options
  if ((image === undefined) === (exec === undefined)) {
    throw refuse(
      'function-missing',
      'name one function: with --image or with --exec',
      'hydroam fn eval DIR --image set-labels -- app=web',
    )
  }
  if (output !== undefined) refuseExisting(output)
  const functionConfig = readFunctionConfig(options.fnConfig, words)
  const fn: FunctionSpec = { type: 'mutator', ...(image ? { image } : { exec: exec as string }), at: NOWHERE }
  refuseContainerOptions(options)
  const run = (items: readonly KrmResource[], texts: Texts | undefined, onRun: (run: FunctionRun) => void) =>
    evaluate(fn, { items, functionConfig, results: [], ...(texts ? { texts } : {}) }, options, onRun)
  await recorded(resultsDir, (onRun) => {
    return target === '-'
      ? evalStream((items, texts) => run(items, texts, onRun))
      : evalDirectory(target, options, (items, texts) => run(items, texts, onRun))
  })
}

/** A program of this machine has its network, its files and its user anyway. */
function refuseContainerOptions({ exec, runner }: EvalOptions): void {
  const { network, mounts, asCurrentUser } = runner?.container ?? {}
  if (exec === undefined || !(network || asCurrentUser || (mounts && mounts.length > 0))) return
  const message = '--network, --mount and --as-current-user are for containers, and mean nothing with --exec'
  throw refuse('option-invalid', message, 'leave them out, or use --image')
}

/** The command line has no place in a file. */
const NOWHERE: FunctionSpec['at'] = { kptfile: { apiVersion: 'kpt.dev/v1', kind: 'Kptfile', metadata: {} }, path: [] }

async function evaluate(fn: FunctionSpec, list: ResourceList, options: EvalOptions, onRun: (run: FunctionRun) => void) {
  const runner = runnerOf(fn, { ...options, allowExec: true })
  const selectors = Object.keys(options.selector).length > 0 ? [options.selector] : []
  const answer = await runSelected(list.items, { selectors, exclude: [options.exclusion] }, (selected, original) => {
    const originals = new Map(selected.map((item) => [item, original(item)]))
    return runner({ ...list, items: selected, ...(list.texts ? { texts: textsThrough(list.texts, originals) } : {}) })
  })
  onRun({ fn: withFullImage(fn, options), answer })
  if (failed(answer.results)) throw new Refusal(answer.results)
  return answer
}

type Run = (items: readonly KrmResource[], texts: Texts | undefined) => ReturnType<typeof evaluate>

async function evalDirectory(directory: string, { output, allowEmpty = false }: EvalOptions, run: Run): Promise<void> {
  const pkg = readTree(directory)
  const sources = { directory: pkg.directory, files: allFiles(pkg) }
  await withSources(sources, async () => {
    const { items, results, comments } = await run(pkg.items, textsOf(sources.files, NO_DRAFTS))
    const drafts = withDrafts(NO_DRAFTS, comments, sources.files)
    const done = await deliverAll(pkg, placeNew(items), output, { allowEmpty, drafts })
    tell(results, sources, `${directory}: ${done}`)
  })
}

async function evalStream(run: Run): Promise<void> {
  const read = readStream(await text(process.stdin))
  if ('results' in read) throw new Refusal(read.results)
  const { items, results, comments } = await run(read.list.items, read.list.texts)
  process.stdout.write(read.write({ items, results, ...(comments ? { comments } : {}) }))
}

/** A file that holds one resource; else a ConfigMap of the words `key=value`, whose kind a first bare word names. */
function readFunctionConfig(file: string | undefined, words: readonly string[]): KrmResource {
  if (file !== undefined) return readConfigFile(file)
  const [first = '', ...rest] = words
  const kind = first !== '' && !first.includes('=') ? first : 'ConfigMap'
  const pairs = (kind === first ? rest : words).map((word) => {
    const at = word.indexOf('=')
    if (at < 0) throw refuse('config-invalid', `"${word}" must be written as key=value`)
    return [word.slice(0, at), word.slice(at + 1)]
  })
  return { apiVersion: 'v1', kind, metadata: { name: 'function-input' }, data: Object.fromEntries(pairs) }
}

function readConfigFile(file: string): KrmResource {
  const documents = splitDocuments(readFileSync(file, 'utf8')).map((document) => readDocument(document))
  const values = documents.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const read = asResource(values[0], { file: { path: file } })
  if (values.length === 1 && 'resource' in read) return read.resource
  throw refuse('config-invalid', `"${file}" must hold one resource`)
}
