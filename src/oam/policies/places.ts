/** Components, traits and objects that an Application has by its policies only. */
import { type FieldPath, getIn } from '../../krm/field-path.ts'
import type { KrmResource } from '../../krm/resource.ts'
import { copyName } from './copy-name.ts'
import { autoName, isBuiltIn } from './types.ts'

interface Entry {
  readonly name?: string
  readonly type?: string
  readonly disable?: boolean
  readonly properties?: Readonly<Record<string, unknown>>
}

/** Where policies of the Application bring in the component or policy of that name, or the trait of it; patterns of names are taken for a match. */
export function placesInPolicies(
  source: KrmResource,
  component: string | undefined,
  trait: string | undefined,
): readonly FieldPath[] {
  if (component === undefined) return []
  return entries(source, ['spec', 'policies']).flatMap((policy, i) => {
    const path: FieldPath = ['spec', 'policies', i]
    if (!isBuiltIn(policy.type ?? '')) return trait === undefined && policyName(policy, i) === component ? [path] : []
    if (policy.type === 'replication') return isCopy(component, policy) ? [path] : []
    if (policy.type !== 'override') return []
    return entries(source, [...path, 'properties', 'components']).flatMap((patch, j) => {
      const at: FieldPath = [...path, 'properties', 'components', j]
      if (trait === undefined) return patch.name === component ? [at] : []
      const k = entries(source, [...at, 'traits']).findIndex(({ type, disable }) => type === trait && !disable)
      return k < 0 ? [] : [[...at, 'traits', k]]
    })
  })
}

/** What a policy renders has its name, as what a component renders has that one's. */
function policyName({ name, type }: Entry, i: number): string {
  return name ?? autoName(type ?? '', i)
}

function isCopy(component: string, { properties = {} }: Entry): boolean {
  const [keys, selector] = [properties.keys, properties.selector].map((list) => (Array.isArray(list) ? list : []))
  return (selector ?? []).some((name) =>
    (keys ?? []).some(
      (key) => typeof name === 'string' && typeof key === 'string' && copyName(name, key) === component,
    ),
  )
}

function entries(source: KrmResource, at: FieldPath): readonly Entry[] {
  const list = getIn(source, at)
  return Array.isArray(list) ? list : []
}
