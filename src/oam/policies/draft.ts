/** A component on its way through the policies, which remembers where each part of it was written. */
import type { FieldPath } from '../../krm/field-path.ts'
import type { Properties } from '../application.ts'
import { below, type Spot } from '../spot.ts'

export interface Draft {
  readonly name: string
  readonly type: string
  readonly properties: Traced
  readonly traits: readonly TraitDraft[]
  /** `dependsOn`, `inputs` and whatever else no policy changes. */
  readonly others: Properties
  readonly from: Spot
  /** The component as the Application has it, where a policy has put another in its place. */
  readonly othersFrom: Spot
  /** Components whose values it takes. */
  readonly providers?: readonly string[]
  /** Set by a replication. */
  readonly replicaKey?: string
  /** Set by the workflow step that applies it. */
  readonly targetNamespace?: string
}

export interface TraitDraft {
  readonly type: string
  readonly properties: Traced
  readonly from: Spot
}

/** Properties, and for the values that a policy set, where it says so. */
export interface Traced {
  readonly value: Properties | undefined
  readonly from: Spot
  readonly overridden: readonly { readonly path: FieldPath; readonly from: Spot }[]
}

export interface TraitSpec {
  readonly type: string
  readonly properties?: Properties
}

export interface ComponentSpec {
  readonly name: string
  readonly type: string
  readonly properties?: Properties
  readonly traits?: readonly TraitSpec[]
  readonly [field: string]: unknown
}

export function draftComponent(spec: ComponentSpec, from: Spot): Draft {
  const { name, type, properties, traits = [], ...others } = spec
  return {
    name,
    type,
    properties: traced(properties, from),
    traits: traits.map((trait, i) => draftTrait(trait, below(from, 'traits', i))),
    others,
    from,
    othersFrom: from,
  }
}

export function draftTrait({ type, properties }: TraitSpec, from: Spot): TraitDraft {
  return { type, properties: traced(properties, from), from }
}

function traced(value: Properties | undefined, holder: Spot): Traced {
  return { value, from: below(holder, 'properties'), overridden: [] }
}

/** As it would stand in an Application. */
export function specOf({ name, type, properties, traits, others }: Draft): ComponentSpec {
  return {
    name,
    type,
    ...propertiesOf(properties),
    ...(traits.length > 0
      ? { traits: traits.map((trait) => ({ type: trait.type, ...propertiesOf(trait.properties) })) }
      : {}),
    ...others,
  }
}

function propertiesOf({ value }: Traced): { readonly properties?: Properties } {
  return value === undefined ? {} : { properties: value }
}

/** From a path within the component as `specOf` gives it to where that was written. */
export function spotOf(draft: Draft, [field, ...rest]: FieldPath): Spot {
  if (field === 'properties') return spotIn(draft.properties, rest)
  const trait = field === 'traits' && typeof rest[0] === 'number' ? draft.traits[rest[0]] : undefined
  if (trait)
    return rest[1] === 'properties' ? spotIn(trait.properties, rest.slice(2)) : below(trait.from, ...rest.slice(1))
  if (field === undefined) return draft.from
  return below(
    field === 'name' || field === 'type' || field === 'traits' ? draft.from : draft.othersFrom,
    field,
    ...rest,
  )
}

function spotIn({ from, overridden }: Traced, path: FieldPath): Spot {
  const last = overridden.findLast((one) => one.path.every((segment, i) => segment === path[i]))
  return last ? below(last.from, ...path.slice(last.path.length)) : below(from, ...path)
}
