/** A package through its pipeline: the resources that come out, and what the functions had to say. */
import { generatedBy } from '../src/krm/origin.ts'
import { describe, identity, indexByIdentity, type KrmResource } from '../src/krm/resource.ts'
import { failed, type Result } from '../src/krm/result.ts'
import { sourcePlace } from '../src/oam/locate.ts'
import { defaultPipeline } from './default-pipeline.ts'
import { followed, textsOf, withDrafts } from './drafts.ts'
import { readPipeline } from './kptfile.ts'
import { placeNew } from './layout.ts'
import { allFiles, type Drafts } from './output.ts'
import type { Package, PackageFile } from './package.ts'
import { Refusal } from './refusal.ts'
import { confine } from './save.ts'
import { runSelected } from './selection.ts'
import { planStep, type Step, type StepOptions } from './steps.ts'

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

/** Renders a package and, first, its subpackages. Throws a Refusal with every result when one is an error. */
export async function render(pkg: Package, options: StepOptions): Promise<Rendered> {
  const below: Rendered[] = []
  for (const subpackage of pkg.subpackages) below.push(await render(subpackage, options))
  const input = [...below.flatMap(({ items }) => items), ...pkg.items]
  const drafts: Drafts = new Map(below.flatMap((one) => [...one.drafts]))
  const steps = plan(pkg, options)
  const own = await runSteps(steps, { items: input, drafts, files: allFiles(pkg) }, options)
  return {
    items: placeNew(own.items, pkg.path),
    drafts: own.drafts,
    results: [...below.flatMap(({ results }) => results), ...own.results],
    functions: below.reduce((sum, { functions }) => sum + functions, steps.length),
  }
}

function plan(pkg: Package, options: StepOptions): readonly Step[] {
  const declared = pkg.kptfile && readPipeline(pkg.kptfile, pkg.path)
  const functions = declared ?? (pkg.path === '' && !options.isStrict ? defaultPipeline() : [])
  return functions.map((fn) => planStep(fn, pkg, options))
}

/** What goes from function to function. */
interface Flow {
  readonly items: readonly KrmResource[]
  readonly drafts: Drafts
  readonly files: ReadonlyMap<string, PackageFile>
}

async function runSteps(
  steps: readonly Step[],
  input: Flow,
  options: StepOptions,
): Promise<Omit<Rendered, 'functions'>> {
  const ofType = (type: Step['fn']['type']) => steps.filter(({ fn }) => fn.type === type)
  const mutated = await mutate(ofType('mutator'), input, options)
  const results = await validate(ofType('validator'), { ...input, ...mutated }, options)
  return { ...mutated, results: [...mutated.results, ...results] }
}

/** One after the other, up to the first that fails. */
async function mutate(steps: readonly Step[], input: Flow, options: StepOptions): Promise<Omit<Rendered, 'functions'>> {
  let { items, drafts } = input
  const results: Result[] = []
  for (const step of steps) {
    const answer = await runStep(step, { ...input, items, drafts }, options)
    results.push(...answer.results)
    if (failed(results)) throw new Refusal(results)
    drafts = withDrafts(drafts, answer.comments, input.files)
    items = followed(answer.items, drafts)
  }
  return { items, drafts, results }
}

/** All of them, so that one run shows every problem; what they make of the items is dropped. */
async function validate(steps: readonly Step[], input: Flow, options: StepOptions): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const step of steps) results.push(...(await runStep(step, input, options)).results)
  if (failed(results)) throw new Refusal(results)
  return results
}

async function runStep(step: Step, { items, drafts, files }: Flow, { onRun }: StepOptions) {
  const config = step.config(items)
  const texts = textsOf(files, drafts)
  const answer = await runSelected(items, step.selection, (selected) => {
    return step.run({ items: selected, ...(config ? { functionConfig: config } : {}), results: [], texts })
  })
  for (const item of placeNew(answer.items, '')) confine(item)
  onRun?.({ fn: step.fn, answer })
  const byIdentity = answer.results.length > 0 ? indexByIdentity(items) : new Map()
  const results = answer.results.map((result) => attributed(result, items, byIdentity))
  return { items: answer.items, comments: answer.comments, results }
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
