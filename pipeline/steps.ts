/** What a Kptfile declares → what runs: each function with its runner and its configuration. */
import type { Catalogue } from '../src/krm/function.ts'
import { annotation, type KrmResource, PATH } from '../src/krm/resource.ts'
import { place } from '../src/krm/result.ts'
import type { FunctionSpec } from './kptfile.ts'
import type { Package } from './package.ts'
import { type Refusal, refuse } from './refusal.ts'
import type { Answer, Runner } from './runner/answer.ts'
import type { RunnerOptions } from './runner/options.ts'
import { runnerOf, withFullImage } from './runner-of.ts'
import type { Selection } from './selection.ts'
import { withTarget } from './target.ts'

export interface Step {
  readonly fn: FunctionSpec
  readonly run: Runner
  /** What of the list it gets. */
  readonly selection: Selection
  /** The functionConfig, which an earlier function may have changed. */
  readonly config: (items: readonly KrmResource[]) => KrmResource | undefined
}

export interface StepOptions {
  readonly catalogue: Catalogue
  readonly allowExec: boolean
  readonly runner?: RunnerOptions
  /** No default pipeline: a Kptfile without one runs nothing, as for kpt. */
  readonly isStrict?: boolean
  /** Which variant to render: a deploy step, topology or ApplicationConfiguration. */
  readonly target?: string | undefined
  /** Learns of every function that ran, also of the one that failed. */
  readonly onRun?: (run: FunctionRun) => void
}

export interface FunctionRun {
  readonly fn: FunctionSpec
  readonly answer: Answer
}

/** Codes: those of runnerOf(), and `config-missing`. */
export function planStep(fn: FunctionSpec, pkg: Package, options: StepOptions): Step {
  const selection = { selectors: fn.selectors ?? [], exclude: fn.exclude ?? [] }
  const config = configOf(fn, pkg)
  return {
    fn: withFullImage(fn, options),
    run: runnerOf(fn, options),
    selection,
    config: (items) => withTarget(config(items), fn, options.target),
  }
}

function configOf({ configMap, configPath, at: place }: FunctionSpec, pkg: Package): Step['config'] {
  // An empty one counts as none, as for kpt.
  if (configMap && Object.keys(configMap).length > 0) {
    const data = Object.fromEntries(
      Object.entries(configMap).map(([key, value]) => [key, value === null ? '' : String(value)]),
    )
    return () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'function-input' }, data })
  }
  if (configPath === undefined) return () => undefined
  const path = pkg.path ? `${pkg.path}/${configPath}` : configPath
  const known = pkg.files.get(path)?.resources[0]?.value
  if (!known) {
    const hint = 'it must be a file of this package, with a path relative to the Kptfile, that holds one resource'
    throw at({ at: place }, 'configPath', 'config-missing', `there is no "${configPath}" in the package`, hint)
  }
  return (items) => items.find((item) => annotation(item, PATH) === path) ?? known
}

function at(fn: Pick<FunctionSpec, 'at'>, field: string, code: string, message: string, hint: string): Refusal {
  return refuse(code, message, hint, place(fn.at.kptfile, [...fn.at.path, field]))
}
