/** An option of the command line as a setting: it counts for every function of hydroam that has it, whatever its config says. */
import type { KrmResource } from '../src/krm/resource.ts'
import { hasSetting } from '../src/schema/config.ts'

export function withSetting(
  config: KrmResource | undefined,
  functionName: string,
  setting: string,
  value: string | undefined,
): KrmResource | undefined {
  if (value === undefined || !hasSetting(functionName, setting)) return config
  const { apiVersion = 'v1', kind = 'ConfigMap', metadata = { name: 'function-input' }, ...rest } = config ?? {}
  const field = kind === 'ConfigMap' ? 'data' : 'spec'
  const settings = rest[field as keyof typeof rest] as object | undefined
  return { apiVersion, kind, metadata, ...rest, [field]: { ...settings, [setting]: value } }
}
