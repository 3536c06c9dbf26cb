/** `--kubernetes-version`: the value of the setting `kubernetesVersion`, for every function of hydroam that has it, whatever its config says. */
import type { KrmResource } from '../src/krm/resource.ts'
import { NEWEST_MINOR, OLDEST_MINOR } from '../src/oam/kubernetes-version.ts'
import { hasSetting } from '../src/schema/config.ts'

const SETTING = 'kubernetesVersion'

/** Oldest first. */
export const kubernetesVersions: readonly string[] = Array.from(
  { length: NEWEST_MINOR - OLDEST_MINOR + 1 },
  (_, i) => `1.${OLDEST_MINOR + i}`,
)

export function withKubernetesVersion(
  config: KrmResource | undefined,
  functionName: string,
  version: string | undefined,
): KrmResource | undefined {
  if (version === undefined || !hasSetting(functionName, SETTING)) return config
  const { apiVersion = 'v1', kind = 'ConfigMap', metadata = { name: 'function-input' }, ...rest } = config ?? {}
  const field = kind === 'ConfigMap' ? 'data' : 'spec'
  const settings = rest[field as keyof typeof rest] as object | undefined
  return { apiVersion, kind, metadata, ...rest, [field]: { ...settings, [SETTING]: version } }
}
