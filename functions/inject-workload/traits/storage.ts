/** `storage`: volumes, and variables from ConfigMaps and Secrets, of the first container; claims, ConfigMaps and Secrets beside it. */
import type { KrmResource } from '../../../src/krm/resource.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { keyed } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'
import { checkMounts } from '../mounts.ts'
import { KINDS, type Parameters, type Stored, stored } from '../stored.ts'
import { checkStored } from '../stored-checks.ts'
import { variables } from '../variables.ts'

export const storage: Evaluate = (parameters, context) => {
  const all = KINDS.flatMap((kind) => stored(kind, parameters as Parameters))
  const mounts = all.flatMap(({ mount, path }) => (mount ? [{ mount, path }] : []))
  const container = {
    env: variables(inOrder(all)),
    volumeDevices: byName(all.flatMap(({ device }) => device ?? [])),
    volumeMounts: byName(mounts.map(({ mount }) => mount)),
  }
  const patch = patchPods(context, { containers: keyed('name', [container]), volumes: byName(volumes(all)) })
  const results = [...(patch.results ?? []), ...checkStored(all), ...checkMounts(mounts, context)]
  return { ...patch, outputs: outputs(all), results }
}

/** An empty list would say nothing. */
function byName(items: readonly object[]): unknown {
  return items.length > 0 ? keyed('name', items) : undefined
}

/** KubeVela's order: for each kind those of `mountToEnv`, then those of `mountToEnvs`. */
function inOrder(all: readonly Stored[]) {
  return KINDS.flatMap((kind) => {
    const own = all.filter((one) => one.kind === kind)
    return [...own.flatMap(({ variable }) => variable ?? []), ...own.flatMap((one) => one.variables)]
  })
}

/** One volume can be mounted at several paths. */
function volumes(all: readonly Stored[]): readonly object[] {
  return [...new Map(all.flatMap(({ volume }) => (volume ? [[volume.name, volume] as const] : []))).values()]
}

function outputs(all: readonly Stored[]): Readonly<Record<string, KrmResource>> {
  return Object.fromEntries(all.flatMap(({ output }) => (output ? [[output.key, output.resource]] : [])))
}
