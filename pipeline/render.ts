/** A package through its pipeline: the resources that come out, and what the functions had to say. */
import { posix } from 'node:path'
import type { NewComments } from '../src/krm/comment.ts'
import { generatedBy } from '../src/krm/origin.ts'
import { annotation, describe, identity, indexByIdentity, type KrmResource } from '../src/krm/resource.ts'
import { failed, type Result } from '../src/krm/result.ts'
import { sourcePlace } from '../src/oam/locate.ts'
import { isTrait } from '../src/oam/traits/resource.ts'
import { defaultPipeline } from './default-pipeline.ts'
import { followed, textsFrom, withDrafts } from './drafts.ts'
import { readPipeline } from './kptfile.ts'
import { allFiles, type Drafts, NO_DRAFTS, type SourceOf, sourceOf } from './output.ts'
import { KPTFILE, type Package, type PackageFile } from './package.ts'
import { keepsPlaces, placedIn } from './places.ts'
import { type Finding, Refusal, refuse } from './refusal.ts'
import { renamedKeys } from './renamed-keys.ts'
import { runSelected } from './selection.ts'
import { planStep, type Step, type StepOptions } from './steps.ts'
import { fromRoot } from './tracking.ts'
import { breadthFirst, depthFirst, RenderFailure } from './traversal.ts'

export interface Rendered {
  /** Everything in the rendered package, sources and local configuration too, each with its path annotation. */
  readonly items: readonly KrmResource[]
  /** What functions commented on the way. */
  readonly drafts: Drafts
  /** Warnings and infos: an error would have been a refusal. */
  readonly results: readonly Result[]
  /** How many functions ran. */
  readonly functions: number
}

/** Renders a package and its subpackages. Throws a RenderFailure with every result when one is an error. */
export async function render(pkg: Package, options: StepOptions): Promise<Rendered> {
  const files = allFiles(pkg)
  let functions = 0
  let drafts = NO_DRAFTS
  const plans = planAll(pkg, { ...options, root: pkg.directory })
  const results = [...renamedKeys(plans)]
  const traverse = isOn(pkg, BREADTH_FIRST) ? breadthFirst : depthFirst(options.behaviour?.ownItemsFirst ?? false)
  const items = await traverse(pkg, async (one, input) => {
    options.onPackage?.(one)
    const isAsRead = one.subpackages.length === 0
    const flow = { items: input, drafts, files, arePlaced: isAsRead }
    const own = await runSteps(one, plans.get(one) ?? [], flow, options)
    results.push(...own.results)
    functions += own.functions
    drafts = own.drafts
    return own.items
  })
  const rendered = items.map(fromRoot)
  results.push(...(await leftTraits(rendered, options)))
  if (failed(results)) throw new RenderFailure(new Refusal(results), items)
  return { items: rendered, drafts, results, functions }
}

/**
 * A trait that no function consumed never reaches the manifests, whatever validators there are. kpt would keep it in the package, where
 * a later function may still consume it: then it is a warning. Code `trait-unconsumed`.
 */
async function leftTraits(items: readonly KrmResource[], { isStrict }: StepOptions): Promise<readonly Result[]> {
  if (!items.some(isTrait)) return []
  const { unconsumed } = await import('../src/oam/traits/unconsumed.ts')
  return unconsumed(items).map((result) => (isStrict ? { ...result, severity: 'warning' } : result))
}

/** What the root package may ask for in its annotations. */
const BREADTH_FIRST = 'kpt.dev/bfs-rendering'
const SAVE_ON_FAILURE = 'kpt.dev/save-on-render-failure'

/** Whether what was done before a failure is to be saved. */
export function savesOnFailure(pkg: Package): boolean {
  return isOn(pkg, SAVE_ON_FAILURE)
}

function isOn({ kptfile }: Package, key: string): boolean {
  return kptfile !== undefined && annotation(kptfile, key)?.toLowerCase() === 'true'
}

/** Of every package, before anything runs: all that is wrong with any Kptfile is said at once. */
function planAll(root: Package, options: StepOptions): ReadonlyMap<Package, readonly Step[]> {
  return new Map(planned(packagesOf(root), (pkg) => [pkg, plan(pkg, options)]))
}

/** Subpackages first. */
function packagesOf(pkg: Package): readonly Package[] {
  return [...pkg.subpackages.flatMap(packagesOf), pkg]
}

function plan(pkg: Package, options: StepOptions): readonly Step[] {
  if (!pkg.kptfile && (options.isStrict || pkg.path !== '')) throw emptyKptfile(pkg)
  const declared = pkg.kptfile && readPipeline(pkg.kptfile, pkg.path, pkg.kptfileDocument)
  const functions = declared ?? (pkg.path === '' && !options.isStrict ? defaultPipeline() : [])
  return planned(functions, (fn) => planStep(fn, pkg, options))
}

/** All of them, or all that is wrong with any. */
function planned<In, Out>(all: readonly In[], make: (one: In) => Out): readonly Out[] {
  const problems: Finding[] = []
  const made = all.flatMap((one) => {
    try {
      return [make(one)]
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      problems.push(...cause.results)
      return []
    }
  })
  if (problems.length > 0) throw new Refusal(problems)
  return made
}

function emptyKptfile({ path }: Package): Refusal {
  const file = { path: posix.join(path, KPTFILE) }
  return refuse(
    'kptfile-invalid',
    'the Kptfile holds nothing',
    'say at least `apiVersion`, `kind` and `metadata.name`',
    { file },
  )
}

/** What goes from function to function. */
interface Flow {
  readonly items: readonly KrmResource[]
  readonly drafts: Drafts
  readonly files: ReadonlyMap<string, PackageFile>
  /** Whether the items stand where they were read, or at places that were found right. */
  readonly arePlaced: boolean
}

function sourceIn({ files, drafts }: Pick<Flow, 'files' | 'drafts'>): SourceOf {
  return (item) => sourceOf(item, files, drafts)
}

async function runSteps(pkg: Package, steps: readonly Step[], input: Flow, options: StepOptions): Promise<Rendered> {
  const ofType = (type: Step['fn']['type']) => steps.filter(({ fn }) => fn.type === type)
  const mutated = await mutate(pkg, ofType('mutator'), input, options)
  const flow = { ...input, ...mutated, arePlaced: input.arePlaced || mutated.functions > 0 }
  const validated = await validate(pkg, ofType('validator'), flow, options)
  return {
    items: mutated.items,
    drafts: mutated.drafts,
    results: [...mutated.results, ...validated.results],
    functions: mutated.functions + validated.functions,
  }
}

/** One after the other, up to the first that fails, which leaves what the ones before it made. */
async function mutate(pkg: Package, steps: readonly Step[], input: Flow, options: StepOptions): Promise<Rendered> {
  let { items, drafts } = input
  let functions = 0
  const results: Result[] = []
  for (const step of steps) {
    const before = { ...input, items, drafts, arePlaced: input.arePlaced || functions > 0 }
    const answer = await leaving(items, () => runStep(pkg, step, before, options))
    results.push(...answer.results)
    if (failed(results)) throw new RenderFailure(new Refusal(results), items)
    functions += answer.functions
    drafts = withDrafts(drafts, answer.comments, sourceIn({ ...input, drafts }))
    items = followed(answer.items, drafts)
  }
  return { items, drafts, results, functions }
}

/** All of them, so that one run shows every problem; what they make of the items is dropped. */
async function validate(
  pkg: Package,
  steps: readonly Step[],
  input: Flow,
  options: StepOptions,
): Promise<Pick<Rendered, 'results' | 'functions'>> {
  const results: Result[] = []
  let functions = 0
  for (const step of steps) {
    const answer = await leaving(input.items, () => runStep(pkg, step, input, options))
    results.push(...answer.results)
    functions += answer.functions
  }
  if (failed(results)) throw new RenderFailure(new Refusal(results), input.items)
  return { results, functions }
}

async function leaving<T>(items: readonly KrmResource[], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof Refusal ? new RenderFailure(cause, items) : cause
  }
}

async function runStep(
  pkg: Package,
  step: Step,
  { items: input, drafts, files, arePlaced }: Flow,
  options: StepOptions,
): Promise<Omit<Rendered, 'drafts'> & { readonly comments?: NewComments }> {
  const { config, visible, hidden } = step.configure(input)
  const texts = textsFrom(sourceIn({ files, drafts }))
  let isSkipped = false
  const answer = await runSelected(visible, step.selection, async (selected) => {
    isSkipped = !(await step.applies(selected))
    if (isSkipped) return { items: selected, results: [], stderr: '', exitCode: 0 }
    options.onStart?.(step.fn, selected.length)
    return step.run({ items: selected, ...(config ? { functionConfig: config } : {}), results: [], texts })
  })
  if (isSkipped) {
    options.onSkip?.(step.fn)
    return { items: input, results: [], functions: 0 }
  }
  const answered = [...answer.items, ...hidden]
  const placed = arePlaced && keepsPlaces(input, answered) ? answered : placedIn(pkg, answered, options)
  options.onRun?.({ fn: step.fn, answer })
  const byIdentity = answer.results.some(({ resourceRef }) => resourceRef) ? indexByIdentity(input) : new Map()
  const results = answer.results.map((result) => attributed(result, input, byIdentity))
  return { items: placed, results, functions: 1, ...(answer.comments ? { comments: answer.comments } : {}) }
}

/** What is wrong with a generated resource is mended at its source: the result moves there, and names the resource instead. */
function attributed(
  result: Result,
  items: readonly KrmResource[],
  byIdentity: ReadonlyMap<string, KrmResource>,
): Result {
  const { resourceRef: ref, field, file, ...rest } = result
  if (!ref) return result
  const { apiVersion, kind, ...metadata } = ref
  const resource = byIdentity.get(identity({ apiVersion, kind, metadata }))
  const source = resource && generatedBy(resource) ? sourcePlace(resource, items) : undefined
  if (!resource || !source) return result
  return { ...rest, ...source, message: `${describe(resource)}: ${result.message}` }
}
