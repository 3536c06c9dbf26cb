/** `dependsOn` between the components of one application, or the steps of one workflow. */
import { describe, type KrmResource } from '../krm/resource.ts'
import { error, type Place, place, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'

interface Dependent {
  readonly name: string
  readonly dependsOn?: readonly string[]
}

interface Telling {
  /** `component` */
  readonly what: string
  /** Who has them: `Application "shop"`. */
  readonly holder: string
  /** The place of the dependency `j` of the dependent `i`. */
  readonly at: (i: number, j: number) => Place
}

export function componentsOf(source: KrmResource): Telling {
  const at = (i: number, j: number) => place(source, ['spec', 'components', i, 'dependsOn', j])
  return { what: 'component', holder: describe(source), at }
}

/** Codes: `dependency-unknown`, `dependency-cycle`. Linear in dependents and dependencies. */
export function checkDependencies(dependents: readonly Dependent[], telling: Telling): readonly Result[] {
  if (!dependents.some(({ dependsOn }) => dependsOn)) return []
  const { what, holder, at } = telling
  const names = new Set(dependents.map(({ name }) => name))
  const unknown = dependents.flatMap(({ name, dependsOn = [] }, i) =>
    dependsOn.flatMap((other, j) => {
      if (names.has(other)) return []
      const message = `${what} "${name}" depends on "${other}", which ${holder} does not have`
      return [error('dependency-unknown', at(i, j), message, suggest(other, [...names]))]
    }),
  )
  return [...unknown, ...checkCycles(dependents, telling)]
}

/** At the one of it that stands first. Of cycles that share a member, one may hide the other until it is mended. */
function checkCycles(dependents: readonly Dependent[], { what, at }: Telling): readonly Result[] {
  const byName = new Map(dependents.map((dependent) => [dependent.name, dependent]))
  const passed = new Set<string>()
  return dependents.flatMap(({ name }) => {
    const cycle = findCycle(name, byName, passed)
    if (!cycle) return []
    const index = Math.min(...cycle.map((one) => dependents.findIndex((dependent) => dependent.name === one)))
    const first = dependents[index]?.name ?? name
    const turned = [...cycle.slice(cycle.indexOf(first)), ...cycle.slice(0, cycle.indexOf(first))]
    const message = `${what}s depend on one another in a circle: ${[...turned, first].map((one) => `"${one}"`).join(' → ')}`
    const j = dependents[index]?.dependsOn?.indexOf(turned[1] ?? first) ?? 0
    return [error('dependency-cycle', at(index, j), message, 'remove one of the dependencies')]
  })
}

/** Depth first, without recursion; what was passed once is never entered again. */
function findCycle(
  start: string,
  byName: ReadonlyMap<string, Dependent>,
  passed: Set<string>,
): readonly string[] | undefined {
  // The ones that lead to where we are, each with those of its dependencies that are still to be followed.
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
