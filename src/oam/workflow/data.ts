/**
 * `outputs` and `inputs`: values that one component gives and another takes. In a cluster they come from live objects; here from what is
 * rendered, before traits. What only a cluster knows is refused.
 */
import { type FieldPath, FieldPathError, getIn, parseFieldPath, setIn } from '../../krm/field-path.ts'
import type { KrmResource } from '../../krm/resource.ts'
import { error, failed, type Result } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Application, Component, Properties } from '../application.ts'
import type { ReadOptions } from '../check.ts'
import { RESOURCE_TYPE, TRAIT_RESOURCE } from '../contract.ts'
import { checkDependencies, componentsOf } from '../dependencies.ts'
import { type Draft, specOf } from '../policies/draft.ts'
import type { Drafted } from '../policies/override.ts'
import { below, placeOf, type Spot } from '../spot.ts'
import { readApplication } from '../v1beta1.ts'

/** What a component renders, with the labels of the contract. */
export type Render = (application: Application, component: Component) => readonly KrmResource[]

interface Input {
  readonly from?: unknown
  readonly parameterKey?: unknown
}

interface Output {
  readonly name?: unknown
  readonly valueFrom?: unknown
}

export function hasData({ inputs, outputs }: Properties): boolean {
  return inputs !== undefined || outputs !== undefined
}

/** Codes: `dependency-cycle`, `data-output-duplicate`, `input-unknown`, `input-invalid`, `output-unresolved`. */
export function passData(drafts: readonly Draft[], source: KrmResource, options: ReadOptions, render: Render): Drafted {
  const ordered = drafts.map((draft) => withProviders(draft, drafts))
  const dependent = ordered.map(({ name, others, providers = [] }) => {
    const { dependsOn = [] } = others as Pick<Component, 'dependsOn'>
    return { name, dependsOn: [...dependsOn, ...providers] }
  })
  const circles = checkDependencies(dependent, componentsOf(source)).filter(({ code }) => code === 'dependency-cycle')
  const before = [...circles, ...twins(drafts)]
  if (before.length > 0) return { drafts: drafts.map(withoutData), results: before }
  const results: Result[] = []
  const done = new Map<string, Draft>()
  const resolve = (draft: Draft): Draft => {
    const known = done.get(draft.name)
    if (known) return known
    const filled = list<Input>(draft.others.inputs).reduce((sofar, input, i) => {
      const at = below(draft.othersFrom, 'inputs', i)
      const found = findValue(input, at)
      results.push(...found.results)
      if (!('value' in found)) return sofar
      const set = withValue(sofar, input, found.value, at)
      results.push(...set.results)
      return set.draft
    }, draft)
    done.set(draft.name, filled)
    return filled
  }
  const findValue = ({ from }: Input, at: Spot): { readonly value?: unknown; readonly results: readonly Result[] } => {
    const provider = ordered.find((one) => outputNamed(one, from) !== undefined)
    if (!provider) return { results: [unknownInput(from, ordered, at)] }
    const read = readApplication({ ...source, spec: { components: [bare(resolve(provider))] } }, options)
    const component = 'application' in read ? read.application?.components[0] : undefined
    // Its own results come with those of all components.
    if (failed(read.results) || !('application' in read) || !read.application || !component) return { results: [] }
    return outputValue(provider, from, render(read.application, component))
  }
  const resolved = ordered.map(resolve)
  return { drafts: resolved.map(withoutData), results }
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
  const providers = list<Input>(draft.others.inputs).flatMap(({ from }) => {
    return drafts.find((one) => outputNamed(one, from) !== undefined)?.name ?? []
  })
  return providers.length === 0 ? draft : { ...draft, providers }
}

function list<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? value : []
}

function outputNamed({ others }: Draft, name: unknown): number | undefined {
  const i = list<Output>(others.outputs).findIndex((output) => output.name === name)
  return i < 0 ? undefined : i
}

/**
 * Which of two outputs of one name an input takes, nobody can know. Copies that a replication makes have their outputs from one place, which
 * harms only who takes one. Code `data-output-duplicate`.
 */
function twins(drafts: readonly Draft[]): readonly Result[] {
  const taken = new Set(drafts.flatMap(({ others }) => list<Input>(others.inputs).map(({ from }) => from)))
  const first = new Map<unknown, Draft>()
  return drafts.flatMap((draft) =>
    list<Output>(draft.others.outputs).flatMap(({ name }, i) => {
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
  const known = drafts.flatMap(({ others }) => list<Output>(others.outputs).map(({ name }) => String(name)))
  const message = `no component has the output "${from}"; one of a workflow step is known in a cluster only`
  return error('input-unknown', placeOf(at, 'from'), message, suggest(String(from), known))
}

function withValue(draft: Draft, { parameterKey }: Input, value: unknown, at: Spot) {
  try {
    const path = parseFieldPath(String(parameterKey ?? ''))
    const properties = {
      ...draft.properties,
      value: setIn(draft.properties.value ?? {}, path, value) as Properties,
      overridden: [...draft.properties.overridden, { path, from: below(at, 'parameterKey') }],
    }
    return { draft: { ...draft, properties }, results: [] }
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    const message = `\`parameterKey\` "${parameterKey ?? ''}" is no place in the properties: ${cause.message}`
    return { draft, results: [error('input-invalid', placeOf(at, 'parameterKey'), message)] }
  }
}

/** `output.<path>` of the main resource, `outputs.<key>.<path>` of another. */
function outputValue(draft: Draft, name: unknown, rendered: readonly KrmResource[]) {
  const i = outputNamed(draft, name) ?? 0
  const { valueFrom } = list<Output>(draft.others.outputs)[i] ?? {}
  const refuse = (reason: string) => {
    const at = placeOf(draft.othersFrom, 'outputs', i, 'valueFrom')
    const message = `output "${name}" of component "${draft.name}": \`valueFrom\` "${valueFrom}" ${reason}`
    const hint = 'write the value into the properties of the component that takes it'
    return { results: [error('output-unresolved', at, message, hint)] }
  }
  const [root, ...path] = pathOf(valueFrom)
  if (root !== 'output' && root !== 'outputs')
    return refuse('is an expression; only a path below `output` or `outputs` can be followed here')
  const object = rendered.find(({ metadata: { labels = {} } }) =>
    root === 'output' ? labels[RESOURCE_TYPE] === 'WORKLOAD' : labels[TRAIT_RESOURCE] === path[0],
  )
  const inside = root === 'output' ? path : path.slice(1)
  if (inside[0] === 'status') return refuse('is known in a cluster only')
  const value = object && inside.length > 0 ? getIn(object, inside) : undefined
  return value === undefined ? refuse('leads to nothing that the component renders') : { value, results: [] }
}

function pathOf(text: unknown): FieldPath {
  try {
    return parseFieldPath(String(text ?? ''))
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    return []
  }
}
