/** `dependsOn` between the components of one application. */
import type { KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'

interface Dependent {
  readonly name: string
  readonly dependsOn?: readonly string[]
}

/** Codes: `dependency-unknown`, `dependency-cycle`. Linear in components and dependencies. */
export function checkDependencies(components: readonly Dependent[], source: KrmResource): readonly Result[] {
  if (!components.some(({ dependsOn }) => dependsOn)) return []
  const names = new Set(components.map(({ name }) => name))
  const unknown = components.flatMap(({ name, dependsOn = [] }, i) =>
    dependsOn.flatMap((other, j) => {
      if (names.has(other)) return []
      const message = `component "${name}" depends on "${other}", which ${source.kind} "${source.metadata.name}" does not have`
      return [error('dependency-unknown', at(source, i, j), message, suggest(other, [...names]))]
    }),
  )
  return [...unknown, ...checkCycles(components, source)]
}

/** At the component of it that stands first. Of cycles that share a component, one may hide the other until it is mended. */
function checkCycles(components: readonly Dependent[], source: KrmResource): readonly Result[] {
  const byName = new Map(components.map((component) => [component.name, component]))
  const passed = new Set<string>()
  return components.flatMap(({ name }) => {
    const cycle = findCycle(name, byName, passed)
    if (!cycle) return []
    const index = Math.min(...cycle.map((one) => components.findIndex((component) => component.name === one)))
    const first = components[index]?.name ?? name
    const turned = [...cycle.slice(cycle.indexOf(first)), ...cycle.slice(0, cycle.indexOf(first))]
    const message = `components depend on one another in a circle: ${[...turned, first].map((one) => `"${one}"`).join(' → ')}`
    const j = components[index]?.dependsOn?.indexOf(turned[1] ?? first) ?? 0
    return [error('dependency-cycle', at(source, index, j), message, 'remove one of the dependencies')]
  })
}

/** Depth first, without recursion; what was passed once is never entered again. */
function findCycle(
  start: string,
  byName: ReadonlyMap<string, Dependent>,
  passed: Set<string>,
): readonly string[] | undefined {
  // The components that lead to where we are, each with those of its dependencies that are still to be followed.
  const way = new Map<string, string[]>()
  const enter = (name: string) => {
    if (passed.has(name)) return
    passed.add(name)
    way.set(name, [...(byName.get(name)?.dependsOn ?? [])].reverse())
    stack.push(name)
  }
  const stack: string[] = []
  enter(start)
  for (let here = stack.at(-1); here !== undefined; here = stack.at(-1)) {
    const next = way.get(here)?.pop()
    if (next === undefined) {
      way.delete(here)
      stack.pop()
    } else if (way.has(next)) return stack.slice(stack.indexOf(next))
    else enter(next)
  }
  return undefined
}

function at(source: KrmResource, i: number, j: number) {
  return place(source, ['spec', 'components', i, 'dependsOn', j])
}
