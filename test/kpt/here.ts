/** Renders a package with the engine in this process: what `hydroam fn render` would do, told as run.mjs tells it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { catalogue } from '../../functions/index.ts'
import { readPackage } from '../../pipeline/package.ts'
import { Refusal } from '../../pipeline/refusal.ts'
import { render } from '../../pipeline/render.ts'
import { resultsFile } from '../../pipeline/results-file.ts'
import { DEFAULT_RUNNER_OPTIONS } from '../../pipeline/runner/options.ts'
import { planChanges } from '../../pipeline/save.ts'
import type { FunctionRun } from '../../pipeline/steps.ts'
import type { Catalogue, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { readStream, writeResourceList } from '../../src/krm/wire.ts'
import { CORE_WORDS } from '../../src/text/scalar.ts'
import { MODES } from './modes.mjs'
import { type Answer, answerOf, type Files, readTree, writeTree } from './run.mjs'

const IMAGE = /^ *- image: (?:\S+\/)?([a-z0-9-]+)/gm

export interface Here extends Answer {
  /** Why it refused, for a person. */
  readonly why: string
}

/** Programs run as images here, which is faster by a process each, and are told as programs again. */
export async function renderHere(files: Files): Promise<Here> {
  const hasPrograms = Object.values(files).some((text) => PROGRAM.test(text))
  const told = (text: string) => (hasPrograms ? asPrograms(text) : text)
  const folder = mkdtempSync(join(tmpdir(), 'hydroam-here-'))
  const runs: FunctionRun[] = []
  try {
    const input = mapped(files, asImages)
    writeTree(folder, input)
    const { after, why } = await outcome(folder, input, (run) => runs.push(run))
    const answer = answerOf(why === '' ? 0 : 1, files, mapped(after, told), told(resultsFile(runs)))
    return { ...answer, functions: answer.functions.map(unstamped), why }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const PROGRAM = /exec: FN ([a-z0-9-]+(?: [a-z0-9-]+)*)$/gm

function asImages(text: string): string {
  return text.replace(PROGRAM, (_, words: string) => `image: gcr.io/kpt-fn/${words.replaceAll(' ', '--')}`)
}

function asPrograms(text: string): string {
  return text.replace(
    /image: gcr\.io\/kpt-fn\/([a-z0-9-]+)$/gm,
    (_, name: string) => `exec: FN ${name.replaceAll('--', ' ')}`,
  )
}

function mapped(files: Files, map: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, map(text)]))
}

/** kpt beta.56 looks for bare names in its first registry. */
const OPTIONS = {
  allowExec: true,
  isStrict: true,
  runner: { ...DEFAULT_RUNNER_OPTIONS, imagePrefix: 'gcr.io/kpt-fn' },
}

async function outcome(folder: string, files: Files, onRun: (run: FunctionRun) => void) {
  try {
    const pkg = readPackage(folder)
    const { items } = await render(pkg, { ...OPTIONS, catalogue: withTested(files), onRun })
    const { written, deleted } = planChanges(pkg, items)
    const after: Record<string, string> = Object.fromEntries([...Object.entries(readTree(folder)), ...written])
    for (const path of deleted) delete after[path]
    return { after, why: '' }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return { after: files, why: cause.message }
  }
}

/** hydroam's functions, and those of modes.mjs that the package names. */
function withTested(files: Files): Catalogue {
  const names = Object.values(files).flatMap((text) => [...text.matchAll(IMAGE)].map(([, name = '']) => name))
  const tested = names.filter((name) => !(name in catalogue) && (name.split('--')[0] ?? '') in MODES)
  return { ...Object.fromEntries(tested.map((name) => [name, async () => asFunction(name)])), ...catalogue }
}

/** What goes over a pipe there goes through text here, so that no object is shared. */
function asFunction(name: string): KrmFunction<{ functionConfig?: KrmResource }> {
  const [mode = '', ...words] = name.split('--')
  return {
    // The engine looks for its settings' schema, but asks readConfig.
    name: 'set-labels',
    description: 'a function of the comparison with kpt',
    type: 'mutator',
    readConfig: (functionConfig) => ({ config: { functionConfig } }),
    run: (items, { functionConfig }) => {
      const list = structuredClone({ items, functionConfig, results: [] })
      MODES[mode]?.(list, words)
      const answer = read(writeResourceList({ items: list.items, results: [] }))
      return { items: answer.items, results: read(JSON.stringify({ ...EMPTY, results: list.results })).results }
    },
  }
}

/** The engine stamps what its own functions say; a program says what it says. */
function unstamped(run: Answer['functions'][number]): Answer['functions'][number] {
  const { results } = run
  if (!results || (run.image && basename(run.image).replace(/[:@].*/, '') in catalogue)) return run
  return { ...run, results: results.map(withoutStamp) }
}

function withoutStamp(result: { readonly tags?: Readonly<Record<string, string>> }): object {
  const { tags: { code: _, function: __, ...tags } = {}, ...rest } = result
  return Object.keys(tags).length > 0 ? { ...rest, tags } : rest
}

const EMPTY = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items: [] }

function read(text: string) {
  const answer = readStream(text, CORE_WORDS)
  if ('list' in answer) return answer.list
  throw new Error(answer.results.map(({ message }) => message).join('; '))
}
