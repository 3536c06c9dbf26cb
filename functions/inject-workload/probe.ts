/** A probe as KubeVela writes it: all five numbers, so that the manifest says what the kubelet will do. */
import type { Properties } from '../../src/oam/application.ts'
import { preferred } from '../../src/oam/patch/strategy.ts'

export function probe(given: Properties): Properties {
  return {
    initialDelaySeconds: preferred(0),
    periodSeconds: preferred(10),
    timeoutSeconds: preferred(1),
    successThreshold: preferred(1),
    failureThreshold: preferred(3),
    ...given,
  }
}
