/** The traits of one component, one after the other, on its workload and on the resources beside it. */
import { getIn } from '../../src/krm/field-path.ts'
import { annotationsOf, type KrmResource, labelsOf, ownNamespace } from '../../src/krm/resource.ts'
import { failed, type Result } from '../../src/krm/result.ts'
import { WORKLOAD_TYPE } from '../../src/oam/contract.ts'
import type { Context, Evaluate } from '../../src/oam/definition.ts'
import { renderFor } from '../../src/oam/traits/render.ts'
import type { Rendered } from '../../src/oam/traits/rendered.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import type { Use } from '../../src/oam/traits/use.ts'
import { type Actor, fromItem, fromOutput, MAIN, patchActor, resourceOf } from './actor.ts'
import type { Beside } from './beside.ts'
import { restored } from './bookkeeping.ts'
import type { Step } from './explain.ts'
import { findLost } from './lost.ts'

export interface Change {
  readonly before: KrmResource
  readonly after: KrmResource
}

export interface Played {
  /** The first of them. */
  readonly trait: Trait
  readonly workload: Change
  /** What each trait did to the workload. */
  readonly steps: readonly Step[]
  /** The workload and what expand-components put beside it, where a trait changed it. */
  readonly changed: readonly Change[]
  readonly rendered: readonly Rendered[]
  readonly results: readonly Result[]
}

/** What each type of trait does. */
export type Repertoire = Readonly<Record<string, Evaluate>>

/** The newest Kubernetes that hydroam has schemas of. */
const KUBERNETES_MINOR = 37

export function playAll(uses: readonly Use[], beside: Beside, repertoire: Repertoire): Played {
  const { trait, workload } = uses[0] as Use
  const { cast, results } = playInOrder(uses, repertoire, [
    fromItem(MAIN, workload),
    ...beside(trait).map(({ key, item }) => fromItem(key, item)),
  ])
  const done = failed(results) ? { changed: [], rendered: [] } : finish(cast, trait)
  const main = done.changed.find(({ before }) => before === workload) ?? { before: workload, after: workload }
  const steps = cast.find(({ key }) => key === MAIN)?.steps ?? []
  const lost = cast.flatMap((actor) => findLost(actor.steps))
  return { ...done, trait, workload: main, steps, results: [...results, ...lost] }
}

/** Up to the first trait that fails: what follows would fail for its sake. */
function playInOrder(uses: readonly Use[], repertoire: Repertoire, start: readonly Actor[]) {
  const results: Result[] = []
  let cast = start
  for (const { trait } of uses) {
    const played = play(trait, repertoire[trait.type] as Evaluate, cast)
    results.push(...played.results)
    if (failed(played.results)) break
    cast = played.cast
  }
  return { cast, results }
}

/** Outputs first, then `patch`, then `patchOutputs`, which reaches the outputs of this trait too: KubeVela's order. */
function play(trait: Trait, evaluate: Evaluate, cast: readonly Actor[]) {
  const { outputs = {}, patch, patchOutputs = {}, results = [] } = evaluate(trait.properties, contextOf(trait, cast))
  const patches = new Map([[MAIN, patch], ...Object.entries(patchOutputs)])
  const made = Object.entries(outputs).map(([key, value]) => fromOutput(key, value, trait))
  const patched = [...cast, ...made].map((actor) => patchActor(actor, patches.get(actor.key), trait))
  return {
    cast: patched.map(({ actor }) => actor),
    results: [...results.map((result) => atParameters(result, trait)), ...patched.flatMap((one) => one.results)],
  }
}

function contextOf(trait: Trait, cast: readonly Actor[]): Context {
  const main = cast.find(({ key }) => key === MAIN) as Actor
  const others = cast.filter(({ key }) => key !== MAIN)
  return {
    name: trait.component,
    componentType: String(getIn(main.item, ['metadata', 'labels', WORKLOAD_TYPE]) ?? ''),
    namespace: ownNamespace(trait.resource),
    appName: trait.application,
    appLabels: trait.source ? labelsOf(trait.source) : {},
    appAnnotations: trait.source ? annotationsOf(trait.source) : {},
    kubernetesMinor: KUBERNETES_MINOR,
    output: resourceOf(main),
    outputs: Object.fromEntries(others.map((actor) => [actor.key, resourceOf(actor)])),
  }
}

/** A definition knows neither its trait's name nor its place. */
function atParameters(result: Result, trait: Trait): Result {
  const at = result.field ? trait.at(['properties', ...result.field.path]) : trait.at()
  return { ...result, ...at, message: `${trait.title}: ${result.message}` }
}

/** The objects as they go on: plain, and with what hydroam writes on them. */
function finish(cast: readonly Actor[], trait: Trait) {
  const changed = cast.flatMap((actor): Change[] => {
    const { item, steps } = actor
    return item && steps.length > 0 ? [{ before: item, after: restored(resourceOf(actor), item, trait) }] : []
  })
  const rendered = cast.flatMap((actor): Rendered[] => {
    return actor.trait ? [{ trait: actor.trait, resource: render(actor, actor.trait) }] : []
  })
  return { changed, rendered }
}

/** What a definition gives no name is named after its component and its key. */
function render(actor: Actor, trait: Trait): KrmResource {
  const resource = resourceOf(actor)
  const metadata = { ...resource.metadata, name: resource.metadata?.name ?? `${trait.component}-${actor.key}` }
  return renderFor(trait, actor.key, { ...resource, metadata })
}
