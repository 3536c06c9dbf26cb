/**
 * What a functionConfig holds that its function does not know. kpt passes what stands in a Kptfile, or on the command line, under one name:
 * that was written for this function, so that an unknown setting is a mistake. Any other ConfigMap may serve others too. Code: `setting-unknown`.
 */
import { nearest } from '../schema/nearest.ts'
import type { FieldPath } from './field-path.ts'
import type { KrmResource } from './resource.ts'
import { place, type Result, warning } from './result.ts'

/** kpt `internal/fnruntime/runner.go`. */
const INLINE = 'function-input'

/** Whether others may read the config too. */
export function isForeign({ apiVersion, kind, metadata }: KrmResource): boolean {
  return apiVersion === 'v1' && kind === 'ConfigMap' && metadata?.name !== INLINE
}

/** `known`: the names that `functionName` knows in the place of the last one of `path`. */
export function unknownSetting(
  functionName: string,
  config: KrmResource,
  path: FieldPath,
  known: readonly string[],
): Result {
  const name = String(path.at(-1))
  const near = nearest(name, known)
  const message = `\`${name}\` is not a setting of ${functionName} and was ignored`
  return warning('setting-unknown', place(config, path), message, near && `did you mean "${near}"?`)
}

/** Of a ConfigMap itself; nobody takes them for settings. */
const BESIDE_DATA = ['apiVersion', 'kind', 'metadata', 'data', 'binaryData', 'immutable']

/** What stands beside the `data`. */
export function unknownBesideData(functionName: string, config: KrmResource): readonly Result[] {
  const strangers = Object.keys(config).filter((key) => !BESIDE_DATA.includes(key))
  return strangers.map((key) => unknownSetting(functionName, config, [key], ['data']))
}
