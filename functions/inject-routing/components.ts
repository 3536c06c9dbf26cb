/** A component has one Service, whatever the number of its routing traits: they are read together. */
import { ownNamespace } from '../../src/krm/resource.ts'
import type { Use } from '../../src/oam/traits/use.ts'

export function byComponent(uses: readonly Use[]): readonly (readonly Use[])[] {
  const groups = new Map<string, Use[]>()
  for (const use of uses) {
    const { application, component, resource } = use.trait
    const key = JSON.stringify([ownNamespace(resource) ?? '', application, component])
    groups.set(key, [...(groups.get(key) ?? []), use])
  }
  return [...groups.values()]
}
