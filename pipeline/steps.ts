/** What a Kptfile declares → what runs: each function with its runner and its configuration. */
import type { Catalogue } from '../src/krm/function.ts'
import { annotation, type KrmResource, PATH } from '../src/krm/resource.ts'
import { place } from '../src/krm/result.ts'
import { suggest } from '../src/oam/check.ts'
import type { FunctionSpec } from './kptfile.ts'
import { withKubernetesVersion } from './kubernetes-version.ts'
import type { Package } from './package.ts'
import { type Refusal, refuse } from './refusal.ts'
import { type Answer, exec, inProcess, type Runner } from './runner.ts'
import type { Selection } from './selection.ts'

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
  /** No default pipeline: a Kptfile without one runs nothing, as for kpt. */
  readonly isStrict?: boolean
  /** As "1.N": the Kubernetes that the result is for. */
  readonly kubernetesVersion?: string | undefined
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

/** Codes: `function-unknown`, `image-unsupported`, `exec-not-allowed`, `config-missing`. */
export function planStep(fn: FunctionSpec, pkg: Package, options: StepOptions): Step {
  const selection = { selectors: fn.selectors ?? [], exclude: fn.exclude ?? [] }
  const config = configOf(fn, pkg)
  const name = KNOWN_IMAGE.exec(fn.image ?? '')?.[1] ?? ''
  return {
    fn,
    run: runnerOf(fn, options),
    selection,
    config: (items) => withKubernetesVersion(config(items), name, options.kubernetesVersion),
  }
}

export function runnerOf(fn: FunctionSpec, { catalogue, allowExec }: StepOptions): Runner {
  if (fn.exec !== undefined) {
    if (!allowExec)
      throw at(fn, 'exec', 'exec-not-allowed', `"${fn.exec}" may not run`, 'add --allow-exec if you trust this package')
    return exec(fn.exec)
  }
  const name = KNOWN_IMAGE.exec(fn.image ?? '')?.[1]
  if (name === undefined) {
    const hint = `use \`exec\`, or a function of hydroam: ${Object.keys(catalogue).join(', ')}`
    throw at(fn, 'image', 'image-unsupported', `"${fn.image}" is a container, which this engine does not run`, hint)
  }
  const load = catalogue[name]
  if (load) return inProcess(load)
  throw at(fn, 'image', 'function-unknown', `hydroam has no function "${name}"`, suggest(name, Object.keys(catalogue)))
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
