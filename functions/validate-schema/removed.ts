/** Kinds that Kubernetes had until a release, and whose schema their successor has. https://kubernetes.io/docs/reference/using-api/deprecation-guide */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Result } from '../../src/krm/result.ts'
import { validateResource } from '../../src/schema/kubernetes.ts'

interface Removed {
  /** The apiVersion that has the same fields. */
  readonly successor: string
  /** The minor from which on the kind is gone. */
  readonly minor: number
}

/** Those that hydroam emits for a release which has them. */
const REMOVED: Readonly<Record<string, Removed>> = {
  'batch/v1beta1/CronJob': { successor: 'batch/v1', minor: 25 },
}

/** Undefined when Kubernetes 1.`minor` has no such kind. */
export async function validateFor(item: KrmResource, minor: number): Promise<readonly Result[] | undefined> {
  const key = `${item.apiVersion}/${item.kind}`
  const removed = Object.hasOwn(REMOVED, key) ? REMOVED[key] : undefined
  if (!removed || minor >= removed.minor) return validateResource(item)
  const results = await validateResource({ ...item, apiVersion: removed.successor })
  return results?.map((result) => ({
    ...result,
    ...(result.resourceRef ? { resourceRef: { ...result.resourceRef, apiVersion: item.apiVersion } } : {}),
  }))
}
