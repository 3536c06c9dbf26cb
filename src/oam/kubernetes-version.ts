/** The Kubernetes that the result is for. */

/** The oldest that has every API which hydroam emits: autoscaling/v2 came with it. */
export const OLDEST_MINOR = 23
/** The newest whose schemas hydroam has; the default. */
export const NEWEST_MINOR = 37

/** `version` is "1.N", or absent. */
export function kubernetesMinor(version: string | undefined): number {
  return version === undefined ? NEWEST_MINOR : Number(version.slice('1.'.length))
}
