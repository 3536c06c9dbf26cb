/** The values of `--kubernetes-version`, which is the setting `kubernetesVersion`. */
import { NEWEST_MINOR, OLDEST_MINOR } from '../src/oam/kubernetes-version.ts'

/** Oldest first. */
export const kubernetesVersions: readonly string[] = Array.from(
  { length: NEWEST_MINOR - OLDEST_MINOR + 1 },
  (_, i) => `1.${OLDEST_MINOR + i}`,
)
