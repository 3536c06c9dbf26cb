/** What a Kptfile declares → what runs: each function with its runner and its configuration. */
import type { Catalogue } from '../src/krm/function.ts'
import type { KrmResource } from '../src/krm/resource.ts'
import { place } from '../src/krm/result.ts'
import { suggest } from '../src/oam/check.ts'
import { applies } from './condition.ts'
import { type Configure, configurer } from './function-config.ts'
import type { KptBehaviour } from './kpt-version.ts'
import type { FunctionSpec } from './kptfile.ts'
import type { Package } from './package.ts'
import { asProgram } from './program-view.ts'
import { type Refusal, refuse } from './refusal.ts'
import { type Answer, exec, inProcess, type Runner } from './runner.ts'
import type { Selection } from './selection.ts'

export interface Step {
  readonly fn: FunctionSpec
  readonly run: Runner
  /** What of the list it gets. */
  readonly selection: Selection
  /** The functionConfig, which an earlier function may have changed. */
  readonly configure: Configure
  /** Whether its condition lets it run on what was selected for it. */
  readonly applies: (selected: readonly KrmResource[]) => Promise<boolean>
}

export interface StepOptions {
  readonly catalogue: Catalogue
  readonly allowExec: boolean
  /** No default pipeline: a Kptfile without one runs nothing, as for kpt. */
  readonly isStrict?: boolean
  /** What a chosen version of kpt does otherwise; the reference version without it. */
  readonly behaviour?: KptBehaviour
  /** The absolute directory of the root package, for programs. */
  readonly root?: string
  /** Learns of every function whose condition did not hold. */
  readonly onSkip?: (fn: FunctionSpec) => void
  /** Learns of every function that ran, also of the one that failed. */
  readonly onRun?: (run: FunctionRun) => void
}

export interface FunctionRun {
  readonly fn: FunctionSpec
  readonly answer: Answer
}

/** Our own images, and those of kpt's catalogue, of which hydroam has many natively; a bare name means the catalogue. */
const KNOWN_IMAGE =
  /^(?:ghcr\.io\/hydroam\/|gcr\.io\/kpt-fn\/|ghcr\.io\/kptdev\/krm-functions-catalog\/)?([^:@/]+)(?:[:@].*)?$/

/** What kpt has in its own program. */
const BUILTINS: Readonly<Record<string, string>> = { 'builtins/gen-pkg-context': 'gen-pkg-context' }

/** Codes: `function-unknown`, `image-unsupported`, `exec-not-allowed`, and those of function-config.ts. */
export function planStep(fn: FunctionSpec, pkg: Package, options: StepOptions): Step {
  const selection = { selectors: fn.selectors ?? [], exclude: fn.exclude ?? [] }
  return {
    fn,
    run: runnerOf(fn, options),
    selection,
    configure: configurer(fn, pkg, options),
    applies: (selected) => applies(fn, selected),
  }
}

export function runnerOf(fn: FunctionSpec, { catalogue, allowExec, root }: StepOptions): Runner {
  if (fn.exec !== undefined) {
    if (!allowExec)
      throw at(fn, 'exec', 'exec-not-allowed', `"${fn.exec}" may not run`, 'add --allow-exec if you trust this package')
    return asProgram(exec(fn.exec), root)
  }
  const builtin = catalogue[BUILTINS[fn.image ?? ''] ?? '']
  if (builtin) return inProcess(builtin)
  const name = KNOWN_IMAGE.exec(fn.image ?? '')?.[1]
  if (name === undefined) {
    const hint = `use \`exec\`, or a function of hydroam: ${Object.keys(catalogue).join(', ')}`
    throw at(fn, 'image', 'image-unsupported', `"${fn.image}" is a container, which this engine does not run`, hint)
  }
  const load = catalogue[name]
  if (load) return inProcess(load)
  throw at(fn, 'image', 'function-unknown', `hydroam has no function "${name}"`, suggest(name, Object.keys(catalogue)))
}

function at(fn: Pick<FunctionSpec, 'at'>, field: string, code: string, message: string, hint: string): Refusal {
  return refuse(code, message, hint, place(fn.at.kptfile, [...fn.at.path, field]))
}
