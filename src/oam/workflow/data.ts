/**
 * `outputs` and `inputs`: values that one component gives and another takes. In a cluster they come from live objects; here from what is
 * rendered, before traits. What only a cluster knows is refused.
 */
import type { KrmResource } from '../../krm/resource.ts'
import { error, failed, type Result } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Component, Properties } from '../application.ts'
import type { ReadOptions } from '../check.ts'
import { checkDependencies, componentsOf } from '../dependencies.ts'
import { type Draft, specOf } from '../policies/draft.ts'
import type { Drafted } from '../policies/drafted.ts'
import { below, placeOf, type Spot } from '../spot.ts'
import { readApplication } from '../v1beta1.ts'
import { type Input, inputsOf, outputNamed, outputsOf, outputValue, withValue } from './data-value.ts'

export function hasData({ inputs, outputs }: Properties): boolean {
  return inputs !== undefined || outputs !== undefined
}

type Render = NonNullable<ReadOptions['render']>

/** Codes: `dependency-cycle`, `data-output-duplicate`, `input-unknown`, `input-invalid`, `output-unresolved`. */
export function passData(drafts: readonly Draft[], source: KrmResource, options: ReadOptions, render: Render): Drafted {
  const ordered = drafts.map((draft) => withProviders(draft, drafts))
  const before = [...circles(ordered, source), ...twins(drafts)]
  if (before.length > 0) return { drafts: drafts.map(withoutData), results: before }
  const passing = new Passing(ordered, (draft) => renderBare(draft, source, options, render))
  const resolved = ordered.map((draft) => passing.resolve(draft))
  return { drafts: resolved.map(withoutData), results: passing.results }
}

function circles(drafts: readonly Draft[], source: KrmResource): readonly Result[] {
  const dependent = drafts.map(({ name, others, providers = [] }) => {
    const { dependsOn = [] } = others as Pick<Component, 'dependsOn'>
    return { name, dependsOn: [...dependsOn, ...providers] }
  })
  return checkDependencies(dependent, componentsOf(source)).filter(({ code }) => code === 'dependency-cycle')
}

/** What a component renders without its traits; undefined where something is wrong with it, which is said with all components. */
function renderBare(
  draft: Draft,
  source: KrmResource,
  options: ReadOptions,
  render: Render,
): readonly KrmResource[] | undefined {
  const { application, results } = readApplication({ ...source, spec: { components: [bare(draft)] } }, options)
  const component = application?.components[0]
  return application && component && !failed(results) ? render(application, component) : undefined
}

/** Each component after the ones whose values it takes. */
class Passing {
  readonly results: Result[] = []
  readonly #resolved = new Map<string, Draft>()
  readonly #drafts: readonly Draft[]
  readonly #render: (draft: Draft) => readonly KrmResource[] | undefined

  constructor(drafts: readonly Draft[], render: (draft: Draft) => readonly KrmResource[] | undefined) {
    this.#drafts = drafts
    this.#render = render
  }

  resolve(draft: Draft): Draft {
    const known = this.#resolved.get(draft.name)
    if (known) return known
    const filled = inputsOf(draft).reduce((sofar, input, i) => {
      return this.#fill(sofar, input, below(draft.othersFrom, 'inputs', i))
    }, draft)
    this.#resolved.set(draft.name, filled)
    return filled
  }

  #fill(draft: Draft, input: Input, at: Spot): Draft {
    const found = this.#valueOf(input, at)
    this.results.push(...found.results)
    if (!('value' in found)) return draft
    const set = withValue(draft, input, found.value, at)
    this.results.push(...set.results)
    return set.draft
  }

  #valueOf({ from }: Input, at: Spot): { readonly value?: unknown; readonly results: readonly Result[] } {
    const provider = this.#drafts.find((one) => outputNamed(one, from) !== undefined)
    if (!provider) return { results: [unknownInput(from, this.#drafts, at)] }
    const rendered = this.#render(this.resolve(provider))
    return rendered ? outputValue(provider, from, rendered) : { results: [] }
  }
}

/** Without a renderer nothing can be passed: what would be filled in is not missed. */
export function withoutData(draft: Draft): Draft {
  if (!hasData(draft.others)) return draft
  const { inputs: _, outputs: __, ...others } = draft.others
  return { ...draft, others }
}

function bare(draft: Draft) {
  return specOf({ ...withoutData(draft), traits: [], others: {} })
}

/** Who takes a value is applied after who gives it. */
function withProviders(draft: Draft, drafts: readonly Draft[]): Draft {
  const providers = inputsOf(draft).flatMap(({ from }) => {
    return drafts.find((one) => outputNamed(one, from) !== undefined)?.name ?? []
  })
  return providers.length === 0 ? draft : { ...draft, providers }
}

/**
 * Which of two outputs of one name an input takes, nobody can know. Copies that a replication makes have their outputs from one place, which
 * harms only who takes one. Code `data-output-duplicate`.
 */
function twins(drafts: readonly Draft[]): readonly Result[] {
  const taken = new Set(drafts.flatMap((draft) => inputsOf(draft).map(({ from }) => from)))
  const first = new Map<unknown, Draft>()
  return drafts.flatMap((draft) =>
    outputsOf(draft).flatMap(({ name }, i) => {
      const other = first.get(name)
      first.set(name, other ?? draft)
      const isCopy = other !== draft && other?.othersFrom === draft.othersFrom
      if (!other || (isCopy && !taken.has(name))) return []
      const at = placeOf(draft.othersFrom, 'outputs', i, 'name')
      const message = `the output "${name}" stands twice, first in component "${other.name}"`
      return [error('data-output-duplicate', at, message, 'give each output a name of its own')]
    }),
  )
}

function unknownInput(from: unknown, drafts: readonly Draft[], at: Spot): Result {
  const known = drafts.flatMap((draft) => outputsOf(draft).map(({ name }) => String(name)))
  const message = `no component has the output "${from}"; one of a workflow step is known in a cluster only`
  return error('input-unknown', placeOf(at, 'from'), message, suggest(String(from), known))
}
