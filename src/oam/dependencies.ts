/** `dependsOn` between the components of one application. */

import type { KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { suggest } from './check.ts'

interface Dependent {
  readonly name: string
  readonly dependsOn?: readonly string[]
}

/** Codes: `dependency-unknown`, `dependency-cycle`. */
export function checkDependencies(components: readonly Dependent[], source: KrmResource): readonly Result[] {
  const names = components.map(({ name }) => name)
  const unknown = components.flatMap(({ name, dependsOn = [] }, i) =>
    dependsOn.flatMap((other, j) => {
      if (names.includes(other)) return []
      const message = `component "${name}" depends on "${other}", which ${source.kind} "${source.metadata.name}" does not have`
      return [error('dependency-unknown', at(source, i, j), message, suggest(other, [...new Set(names)]))]
    }),
  )
  return [...unknown, ...cycles(components, source)]
}

/** Each cycle once, at the component of it that stands first. */
function cycles(components: readonly Dependent[], source: KrmResource): readonly Result[] {
  const byName = new Map(components.map((component) => [component.name, component]))
  const told = new Set<string>()
  return components.flatMap(({ name }, i) => {
    const cycle = told.has(name) ? undefined : wayBack(name, byName)
    if (!cycle) return []
    for (const one of cycle) told.add(one)
    const message = `components depend on one another in a circle: ${[...cycle, name].map((one) => `"${one}"`).join(' → ')}`
    const j = byName.get(name)?.dependsOn?.indexOf(cycle[1] ?? name) ?? 0
    return [error('dependency-cycle', at(source, i, j), message, 'remove one of the dependencies')]
  })
}

/** The names on the way from a component back to itself; depth first, without recursion, each component visited once. */
function wayBack(start: string, byName: ReadonlyMap<string, Dependent>): readonly string[] | undefined {
  const seen = new Set<string>()
  const ways: (readonly string[])[] = [[start]]
  for (let way = ways.pop(); way; way = ways.pop()) {
    for (const next of byName.get(way.at(-1) as string)?.dependsOn ?? []) {
      if (next === start) return way
      if (!seen.has(next)) ways.push([...way, next])
      seen.add(next)
    }
  }
  return undefined
}

function at(source: KrmResource, i: number, j: number) {
  return place(source, ['spec', 'components', i, 'dependsOn', j])
}
