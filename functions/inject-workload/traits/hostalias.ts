/** `hostalias`: names of hosts in the pod's /etc/hosts, by address. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { keyed } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'

interface Parameters {
  readonly hostAliases: readonly { readonly ip: string; readonly hostnames: readonly string[] }[]
}

export const hostalias: Evaluate = (parameters, context) => {
  const { hostAliases } = parameters as unknown as Parameters
  return patchPods(context, { hostAliases: keyed('ip', hostAliases) })
}
