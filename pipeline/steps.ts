/** What a Kptfile declares → what runs: each function with its runner and its configuration. */
import type { Catalogue } from '../src/krm/function.ts'
import type { KrmResource } from '../src/krm/resource.ts'
import { applies } from './condition.ts'
import { type Configure, configurer } from './function-config.ts'
import type { KptBehaviour } from './kpt-version.ts'
import type { FunctionSpec } from './kptfile.ts'
import type { Package } from './package.ts'
import type { Answer, Runner } from './runner/answer.ts'
import type { RunnerOptions } from './runner/options.ts'
import { runnerOf, withFullImage } from './runner-of.ts'
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
  readonly runner?: RunnerOptions
  /** No default pipeline: a Kptfile without one runs nothing, as for kpt. */
  readonly isStrict?: boolean
  /** Which variant to render: a deploy step, topology or ApplicationConfiguration. */
  readonly target?: string | undefined
  /** What a chosen version of kpt does otherwise; the reference version without it. */
  readonly behaviour?: KptBehaviour
  /** The absolute directory of the root package, for programs. */
  readonly root?: string
  /** Learns of every function whose condition did not hold. */
  readonly onSkip?: (fn: FunctionSpec) => void
  /** Learns of every package before its functions run, also of one without functions. */
  readonly onPackage?: (pkg: Package) => void
  /** Learns of every function before it runs, and how many resources it gets. */
  readonly onStart?: (fn: FunctionSpec, count: number) => void
  /** As "1.N": the Kubernetes that the result is for. */
  readonly kubernetesVersion?: string | undefined
  /** Learns of every function that ran, also of the one that failed. */
  readonly onRun?: (run: FunctionRun) => void
}

export interface FunctionRun {
  readonly fn: FunctionSpec
  readonly answer: Answer
}

/** Codes: those of runnerOf() and of function-config.ts. */
export function planStep(fn: FunctionSpec, pkg: Package, options: StepOptions): Step {
  const selection = { selectors: fn.selectors ?? [], exclude: fn.exclude ?? [] }
  return {
    fn: withFullImage(fn, options),
    run: runnerOf(fn, options),
    selection,
    configure: configurer(fn, pkg, options),
    applies: (selected) => applies(fn, selected),
  }
}
