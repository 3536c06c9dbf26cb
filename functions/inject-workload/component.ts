/** The traits of one component, one after the other, on its workload and on the resources beside it. */
import { getIn } from '../../src/krm/field-path.ts'
import { generatedBy } from '../../src/krm/origin.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { failed, type Result } from '../../src/krm/result.ts'
import { APP_NAME, COMPONENT, TRAIT_RESOURCE, WORKLOAD_TYPE } from '../../src/oam/contract.ts'
import type { Context, Evaluate } from '../../src/oam/definition.ts'
import { applyPatch } from '../../src/oam/patch/apply.ts'
import type { Patch } from '../../src/oam/patch/patch.ts'
import { settle } from '../../src/oam/patch/settle.ts'
import { unify } from '../../src/oam/patch/unify.ts'
import type { Rendered } from '../../src/oam/rendered.ts'
import { renderFor, type Trait } from '../../src/oam/trait.ts'
import type { Use } from '../../src/oam/use.ts'
import { bare, checkResource, restored } from './bookkeeping.ts'
import { explain, type Step } from './explain.ts'
import { TRAITS } from './traits.ts'

export interface Change {
  readonly before: KrmResource
  readonly after: KrmResource
}

export interface Played {
  readonly trait: Trait
  readonly workload: Change
  /** What each trait did to the workload. */
  readonly steps: readonly Step[]
  /** The workload and what expand-components put beside it, where a trait changed it. */
  readonly changed: readonly Change[]
  readonly rendered: readonly Rendered[]
  readonly results: readonly Result[]
}

/** One object while the traits are played; `value` carries what one patch leaves for the next (see strategy.ts). */
interface Actor {
  readonly key: string
  /** Where it is from: the item that it was, or the trait that it is rendered for. */
  readonly item?: KrmResource
  readonly trait?: Trait
  readonly value: unknown
  readonly steps: readonly Step[]
}

const MAIN = ''

/** The newest Kubernetes that hydroam has schemas of. */
const KUBERNETES_MINOR = 37

export function playAll(uses: readonly Use[], items: readonly KrmResource[]): Played {
  const { trait, workload } = uses[0] as Use
  let cast: readonly Actor[] = [actor(MAIN, workload), ...besides(trait, items).map(([key, item]) => actor(key, item))]
  const results: Result[] = []
  for (const use of uses) {
    const played = play(use.trait, cast)
    results.push(...played.results)
    if (failed(played.results)) break
    cast = played.cast
  }
  const {
    changed,
    rendered,
    results: unsound,
  } = results.some(({ severity }) => severity === 'error')
    ? { changed: [], rendered: [], results: [] }
    : finish(cast, trait)
  const main = changed.find(({ before }) => before === workload) ?? { before: workload, after: workload }
  return {
    trait,
    workload: main,
    steps: cast.flatMap(({ key, steps }) => (key === MAIN ? steps : [])),
    changed,
    rendered,
    results: [...results, ...unsound],
  }
}

function actor(key: string, item: KrmResource): Actor {
  return { key, item, value: bare(item), steps: [] }
}

/** What expand-components put beside the workload, by output key. */
function besides({ resource, component, application }: Trait, items: readonly KrmResource[]) {
  return items.flatMap((item): [string, KrmResource][] => {
    const { labels = {}, namespace } = item.metadata
    const key = labels[TRAIT_RESOURCE]
    const isOwn = labels[APP_NAME] === application && labels[COMPONENT] === component
    if (!key || !isOwn || namespace !== resource.metadata.namespace) return []
    return generatedBy(item) === 'expand-components' ? [[key, item]] : []
  })
}

/** Outputs first, then `patch`, then `patchOutputs`, which reaches the outputs of this trait too: KubeVela's order. */
function play(trait: Trait, cast: readonly Actor[]) {
  const evaluate = TRAITS[trait.type] as Evaluate
  const { outputs = {}, patch, patchOutputs = {}, results = [] } = evaluate(trait.properties, contextOf(trait, cast))
  const made = Object.entries(outputs).map(([key, value]): Actor => {
    // An output may leave fields undefined, as a patch may.
    return { key, trait, value: unify({}, value).value, steps: [] }
  })
  const all: Result[] = results.map((result) => atParameters(result, trait))
  const patched = [...cast, ...made].map((one): Actor => {
    const change = one.key === MAIN ? patch : patchOutputs[one.key]
    const applied = change ? patchActor(one, change, trait) : { actor: one, results: [] }
    all.push(...applied.results)
    return applied.actor
  })
  return { cast: patched, results: all }
}

function patchActor(one: Actor, patch: Patch, trait: Trait) {
  const applied = applyPatch(one.value, patch)
  if (!('value' in applied)) return { actor: one, results: explain(applied, trait, one.steps) }
  const steps = [...one.steps, { trait, before: one.value, after: applied.value }]
  return { actor: { ...one, value: applied.value, steps }, results: [] }
}

function contextOf(trait: Trait, cast: readonly Actor[]): Context {
  const main = cast.find(({ key }) => key === MAIN) as Actor
  const others = cast.filter(({ key }) => key !== MAIN)
  const { labels = {}, annotations = {} } = trait.source?.metadata ?? {}
  return {
    name: trait.component,
    componentType: String(getIn(main.item, ['metadata', 'labels', WORKLOAD_TYPE]) ?? ''),
    namespace: trait.resource.metadata.namespace,
    appName: trait.application,
    appLabels: labels,
    appAnnotations: annotations,
    kubernetesMinor: KUBERNETES_MINOR,
    output: settle(main.value) as KrmResource,
    outputs: Object.fromEntries(others.map(({ key, value }) => [key, settle(value) as KrmResource])),
  }
}

/** A definition knows neither its trait's name nor its place. */
function atParameters(result: Result, trait: Trait): Result {
  const at = trait.at(['properties', ...(result.field?.path ?? [])])
  return { ...result, ...(result.field ? at : trait.at()), message: `${trait.title}: ${result.message}` }
}

/** The objects as they go on: plain, and with what hydroam writes on them. */
function finish(cast: readonly Actor[], trait: Trait) {
  const changed = cast.flatMap(({ item, value, steps }) => {
    return item && steps.length > 0 ? [{ before: item, after: restored(settle(value), item, trait) }] : []
  })
  const rendered = cast.flatMap(({ key, trait: maker, value }): Rendered[] => {
    return maker ? [{ trait: maker, resource: renderFor(maker, key, settle(value) as KrmResource) }] : []
  })
  const results = changed.flatMap(({ before, after }) => checkResource(after, before, trait))
  return results.length > 0 ? { changed: [], rendered: [], results } : { changed, rendered, results }
}
