/**
 * Policy `override`: changes components and traits before they are rendered.
 * KubeVela `pkg/policy/envbinding/patch.go`; where it is at odds with itself, the README of expand-components says what hydroam does.
 */
import { error, type Result, warning } from '../../krm/result.ts'
import { ExpressionError, type Matcher, matcherOf } from '../../regex/expression.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Properties } from '../application.ts'
import { below, placeOf, type Spot } from '../spot.ts'
import { type Draft, draftComponent, draftTrait, type TraitDraft } from './draft.ts'
import { type Drafted, inTurn } from './drafted.ts'
import { mergeTraced } from './merge.ts'
import type { Policy } from './policy.ts'

interface Override {
  readonly components?: readonly ComponentPatch[]
  /** Absent selects all, empty none. */
  readonly selector?: readonly string[]
}

interface ComponentPatch {
  /** A part of a name, with `*` for anything; absent means every component. */
  readonly name?: string
  readonly type?: string
  readonly properties?: Properties
  readonly externalRevision?: string
  readonly traits?: readonly TraitPatch[]
}

interface TraitPatch {
  readonly type: string
  readonly properties?: Properties
  readonly disable?: boolean
}

/** Codes: `policy-component-unknown`, `policy-invalid`. The properties have passed their schema. */
export function applyOverride(drafts: readonly Draft[], policy: Policy): Drafted {
  const { components = [], selector } = policy.properties as Override
  const patches = components.map((patch, i) => {
    const from = below(policy.propertiesAt, 'components', i)
    return (sofar: readonly Draft[]) => patchComponents(sofar, patch, from, policy)
  })
  const patched = inTurn(drafts, patches)
  if (selector === undefined) return patched
  return {
    drafts: patched.drafts.filter(({ name }) => selector.includes(name)),
    results: [...patched.results, ...checkSelector(selector, patched.drafts, policy)],
  }
}

function patchComponents(drafts: readonly Draft[], patch: ComponentPatch, from: Spot, policy: Policy): Drafted {
  const { name = '', type = '' } = patch
  if (name === '')
    return changed(drafts, (draft) => (type === '' || type === draft.type ? apply(draft, patch, from) : draft))
  const pattern = patternOf(name)
  if ('problem' in pattern) return { drafts, results: [invalidPattern(name, pattern.problem, from)] }
  const matches = (draft: Draft) => pattern.matchesPart(draft.name)
  if (!drafts.some(matches)) return added(drafts, patch, from, policy)
  return changed(drafts, (draft) => (matches(draft) ? apply(draft, patch, from) : draft))
}

function changed(drafts: readonly Draft[], change: (draft: Draft) => Draft): Drafted {
  return { drafts: drafts.map(change), results: [] }
}

/** The whole grammar of RE2, found anywhere in the name, as in KubeVela. */
function patternOf(name: string): Matcher | { readonly problem: string } {
  try {
    return matcherOf(name.replaceAll('*', '.*'))
  } catch (cause) {
    if (!(cause instanceof ExpressionError)) throw cause
    return { problem: cause.message }
  }
}

function invalidPattern(name: string, problem: string, from: Spot): Result {
  const message = `\`name\` "${name}" is no pattern: ${problem}`
  return error('policy-invalid', placeOf(from, 'name'), message, 'write a component name, or a part of one')
}

function added(drafts: readonly Draft[], patch: ComponentPatch, from: Spot, policy: Policy): Drafted {
  const { name = '', type } = patch
  if (type) return { drafts: [...drafts, replacement(name, type, patch, from)], results: [] }
  const message = `override "${policy.name}" changes component "${name}", which is not there`
  const known = suggest(
    name,
    drafts.map((draft) => draft.name),
  )
  const hint = `${known}; to add a component, say its \`type\``
  return {
    drafts,
    results: [error('policy-component-unknown', placeOf(from, 'name'), message, hint)],
  }
}

function apply(draft: Draft, patch: ComponentPatch, from: Spot): Draft {
  const { type, properties, externalRevision, traits = [] } = patch
  // KubeVela would call it by the pattern, and forget what it depends on.
  if (type && type !== draft.type) {
    const { others, othersFrom } = draft
    const { externalRevision: _, ...kept } = others
    const fresh = replacement(draft.name, type, patch, from)
    return { ...fresh, others: { ...kept, ...fresh.others }, othersFrom }
  }
  return {
    ...draft,
    properties: mergeTraced(draft.properties, properties, below(from, 'properties')),
    traits: traits.reduce<readonly TraitDraft[]>(
      (sofar, trait, i) => patchTraits(sofar, trait, below(from, 'traits', i)),
      draft.traits,
    ),
    ...(externalRevision ? { others: { ...draft.others, externalRevision } } : {}),
  }
}

function replacement(name: string, type: string, patch: ComponentPatch, from: Spot): Draft {
  const { properties, externalRevision, traits = [] } = patch
  const revised = externalRevision ? { externalRevision } : {}
  const bare = draftComponent({ name, type, ...(properties ? { properties } : {}), ...revised }, from)
  return {
    ...bare,
    traits: traits.reduce<readonly TraitDraft[]>(
      (sofar, trait, i) => patchTraits(sofar, trait, below(from, 'traits', i)),
      [],
    ),
  }
}

/** Every trait of the type is meant: KubeVela changes the last of several and then renders that one as often. */
function patchTraits(traits: readonly TraitDraft[], patch: TraitPatch, from: Spot): readonly TraitDraft[] {
  const { type, properties, disable = false } = patch
  if (disable) return traits.filter((trait) => trait.type !== type)
  if (!traits.some((trait) => trait.type === type)) return [...traits, draftTrait(patch, from)]
  return traits.map((trait) => {
    if (trait.type !== type) return trait
    return { ...trait, properties: mergeTraced(trait.properties, properties, below(from, 'properties')) }
  })
}

/** Code `policy-component-unknown`: what a selector names and no component has. */
export function checkSelector(
  selector: readonly string[],
  drafts: readonly Draft[],
  policy: Policy,
): readonly Result[] {
  const names = drafts.map(({ name }) => name)
  return selector.flatMap((name, i) => {
    if (names.includes(name)) return []
    const at = placeOf(policy.propertiesAt, 'selector', i)
    const message = `${policy.type} "${policy.name}" selects component "${name}", which is not there`
    return [warning('policy-component-unknown', at, message, suggest(name, names))]
  })
}
