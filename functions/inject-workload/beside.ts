/** What expand-components put beside a component's workload: what a trait's `patchOutputs` can change. */
import { generatedBy } from '../../src/krm/origin.ts'
import { type KrmResource, labelsOf, ownNamespace } from '../../src/krm/resource.ts'
import { APP_NAME, COMPONENT, TRAIT_RESOURCE } from '../../src/oam/contract.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'

export interface Output {
  /** Its key among the outputs of its component. */
  readonly key: string
  readonly item: KrmResource
}

export type Beside = (trait: Trait) => readonly Output[]

export function readBeside(items: readonly KrmResource[]): Beside {
  const outputs = new Map<string, Output[]>()
  for (const item of items) {
    const labels = labelsOf(item)
    const key = labels[TRAIT_RESOURCE]
    if (!key || generatedBy(item) !== 'expand-components') continue
    const component = componentKey(ownNamespace(item), labels[APP_NAME], labels[COMPONENT])
    const others = outputs.get(component)
    if (others) others.push({ key, item })
    else outputs.set(component, [{ key, item }])
  }
  return ({ resource, application, component }) => {
    return outputs.get(componentKey(ownNamespace(resource), application, component)) ?? []
  }
}

function componentKey(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts)
}
