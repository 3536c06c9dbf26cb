/**
 * Keys of cluster data that Kubernetes reads as other texts than they are written: sigs.k8s.io/yaml takes the plain `n` for false, and makes
 * "false" of it. What a functionConfig holds is no cluster data; there a key stays as it is written. Code: `key-renamed`.
 */
import { posix } from 'node:path'
import { type Result, warning } from '../src/krm/result.ts'
import { writtenKeys } from '../src/text/document.ts'
import { KPTFILE, type Package, type PackageFile } from './package.ts'
import type { Step } from './steps.ts'

export function renamedKeys(plans: ReadonlyMap<Package, readonly Step[]>): readonly Result[] {
  return [...plans].flatMap(([{ files, path }, steps]) => {
    const configs = new Set(
      [KPTFILE, ...steps.map(({ fn }) => fn.configPath ?? KPTFILE)].map((each) => posix.join(path, each)),
    )
    return [...files].flatMap(([file, { resources }]) => (configs.has(file) ? [] : warnings(file, resources)))
  })
}

function warnings(path: string, resources: PackageFile['resources']): readonly Result[] {
  return resources.flatMap(({ document, value: { apiVersion, kind, metadata } }, index) => {
    if (!document.renamesKeys) return []
    const at = { resourceRef: { apiVersion, kind, name: metadata.name ?? '' }, file: { path, index } }
    return writtenKeys(document).map(({ path: field, written }) => {
      const message = `Kubernetes reads the key \`${written}\` as "${field.at(-1)}"`
      return warning('key-renamed', { ...at, field: { path: field } }, message, `put it in quotes: "${written}"`)
    })
  })
}
