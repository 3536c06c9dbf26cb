/** The functionConfig of a step: from a file of its package, from the Kptfile itself, or from a resource that it names. */
import { posix } from 'node:path'
import { annotation, describe, INDEX, type KrmResource, PATH } from '../src/krm/resource.ts'
import { place } from '../src/krm/result.ts'
import { asWritten } from '../src/krm/written-config.ts'
import type { ConfigRef, FunctionSpec } from './kptfile.ts'
import type { Package, PackageFile } from './package.ts'
import { type Refusal, refuse } from './refusal.ts'
import type { StepOptions } from './steps.ts'
import { packageOf } from './tracking.ts'

type FileResource = PackageFile['resources'][number]

export interface Configured {
  readonly config: KrmResource | undefined
  /** The items without what the function is not to find among them. */
  readonly visible: readonly KrmResource[]
  readonly hidden: readonly KrmResource[]
}

export type Configure = (items: readonly KrmResource[]) => Configured

/** Codes: `config-missing`, `config-invalid`, `config-ambiguous`. */
export function configurer(fn: FunctionSpec, pkg: Package, { behaviour }: StepOptions): Configure {
  if (fn.configRef) return byReference(fn, fn.configRef, pkg)
  if (!fn.configPath) {
    const config = inlineConfig(fn)
    return (items) => ({ config, visible: items, hidden: [] })
  }
  const { value, document } = readConfigFile(fn, fn.configPath, pkg)
  const known = asWritten(value, document)
  if (fn.type === 'validator' && !behaviour?.freshValidatorConfig)
    return (items) => ({ config: known, visible: items, hidden: [] })
  // Only the exact spelling of the item's path finds the item, as for kpt.
  const isConfig = (item: KrmResource) => annotation(item, PATH) === fn.configPath && packageOf(item) === pkg.path
  return (items) => {
    const fresh = items.find(isConfig)
    const config = fresh ? asWritten(fresh, document) : known
    if (!fresh || !behaviour?.hidesOwnConfig) return { config, visible: items, hidden: [] }
    return { config, visible: items.filter((item) => item !== fresh), hidden: [fresh] }
  }
}

/** An empty one counts as none, as for kpt. */
function inlineConfig({ configMap: data }: FunctionSpec): KrmResource | undefined {
  if (!data || Object.keys(data).length === 0) return undefined
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'function-input' }, data }
}

function readConfigFile(fn: FunctionSpec, configPath: string, pkg: Package): FileResource {
  const path = posix.join(pkg.path, configPath).replace(/\/$/, '')
  const resources = pkg.files.get(path)?.resources ?? []
  if (resources.length > 1) {
    const message = `"${configPath}" must not contain more than one functionConfig, and has ${resources.length}`
    throw at(fn, 'configPath', 'config-invalid', message, 'give each its own file')
  }
  if (resources[0]) return resources[0]
  const hint = 'it must be a YAML or JSON file of this package, not ignored by .krmignore, that holds one resource'
  throw at(fn, 'configPath', 'config-missing', `there is no functionConfig "${configPath}" in the package`, hint)
}

/** kpt's `ResourceReference`: what is not said fits everything; only the package's own resources count. */
function byReference(fn: FunctionSpec, ref: ConfigRef, pkg: Package): Configure {
  return (items) => {
    const found = items.filter((item) => packageOf(item) === pkg.path && fits(item, ref))
    if (found[0] && found.length === 1) return { config: inItsWords(found[0], pkg), visible: items, hidden: [] }
    const wanted = `${ref.kind} "${ref.name}"`
    if (found.length === 0) {
      const hint = 'the resource must be in the package of this Kptfile when the function runs'
      throw at(fn, 'configRef', 'config-missing', `there is no ${wanted} in the package`, hint)
    }
    const places = found.map((item) => `${describe(item)} in ${annotation(item, PATH)}`).join(', ')
    const hint = `say \`apiVersion\` or \`namespace\` too: ${places}`
    throw at(fn, 'configRef', 'config-ambiguous', `${found.length} resources are ${wanted}`, hint)
  }
}

/** What a function has made has no words of its own. */
function inItsWords(item: KrmResource, { files, path }: Package): KrmResource {
  const file = files.get(posix.join(path, annotation(item, PATH) ?? ''))
  const source = file?.resources[Number(annotation(item, INDEX) ?? 0)]
  return source ? asWritten(item, source.document) : item
}

function fits(item: KrmResource, { apiVersion, kind, name, namespace }: ConfigRef): boolean {
  return (
    item.kind === kind &&
    item.metadata.name === name &&
    (!apiVersion || item.apiVersion === apiVersion) &&
    (!namespace || item.metadata.namespace === namespace)
  )
}

function at(fn: FunctionSpec, field: string, code: string, message: string, hint: string): Refusal {
  return refuse(code, message, hint, place(fn.at.kptfile, [...fn.at.path, field]))
}
