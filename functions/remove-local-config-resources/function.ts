/** Removes what the catalogue's remove-local-config-resources v0.1 does (`main.go`): the annotation must say "true". */
import { counted } from '../../src/krm/edit-items.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { annotation, type KrmResource, LOCAL_CONFIG } from '../../src/krm/resource.ts'
import { info } from '../../src/krm/result.ts'

export const removeLocalConfigResources: KrmFunction = {
  name: 'remove-local-config-resources',
  description: 'Removes the resources that are for tools and not for a cluster',
  type: 'mutator',
  run,
}

function run(items: readonly KrmResource[]): FunctionOutput {
  const kept = items.filter((item) => annotation(item, LOCAL_CONFIG)?.toLowerCase() !== 'true')
  const removed = items.length - kept.length
  if (removed === 0) return { items }
  return {
    items: kept,
    results: [info('local-config-removed', {}, `${counted(removed, 'local-config resource')} removed`)],
  }
}
