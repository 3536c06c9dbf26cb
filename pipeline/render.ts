/** A package through its pipeline: the resources that come out, and what the functions had to say. */
import { generatedBy } from '../src/krm/origin.ts'
import { describe, identity, indexByIdentity, type KrmResource } from '../src/krm/resource.ts'
import { failed, type Result } from '../src/krm/result.ts'
import { sourcePlace } from '../src/oam/locate.ts'
import { defaultPipeline } from './default-pipeline.ts'
import { readPipeline } from './kptfile.ts'
import { placeNew } from './layout.ts'
import type { Package } from './package.ts'
import { Refusal } from './refusal.ts'
import { confine } from './save.ts'
import { runSelected } from './selection.ts'
import { planStep, type Step, type StepOptions } from './steps.ts'

export interface Rendered {
  /** Everything in the rendered package, sources and local configuration too, each with its path annotation. */
  readonly items: readonly KrmResource[]
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
  options.onPackage?.(pkg)
  const steps = plan(pkg, options)
  const own = await runSteps(steps, input, options)
  return {
    items: placeNew(own.items, pkg.path),
    results: [...below.flatMap(({ results }) => results), ...own.results],
    functions: below.reduce((sum, { functions }) => sum + functions, steps.length),
  }
}

function plan(pkg: Package, options: StepOptions): readonly Step[] {
  const declared = pkg.kptfile && readPipeline(pkg.kptfile, pkg.path)
  const functions = declared ?? (pkg.path === '' && !options.isStrict ? defaultPipeline() : [])
  return functions.map((fn) => planStep(fn, pkg, options))
}

async function runSteps(
  steps: readonly Step[],
  input: readonly KrmResource[],
  options: StepOptions,
): Promise<Omit<Rendered, 'functions'>> {
  const ofType = (type: Step['fn']['type']) => steps.filter(({ fn }) => fn.type === type)
  const mutated = await mutate(ofType('mutator'), input, options)
  const results = await validate(ofType('validator'), mutated.items, options)
  return { items: mutated.items, results: [...mutated.results, ...results] }
}

/** One after the other, up to the first that fails. */
async function mutate(
  steps: readonly Step[],
  input: readonly KrmResource[],
  options: StepOptions,
): Promise<Omit<Rendered, 'functions'>> {
  let items = input
  const results: Result[] = []
  for (const step of steps) {
    const answer = await runStep(step, items, options)
    results.push(...answer.results)
    if (failed(results)) throw new Refusal(results)
    items = answer.items
  }
  return { items, results }
}

/** All of them, so that one run shows every problem; what they make of the items is dropped. */
async function validate(
  steps: readonly Step[],
  items: readonly KrmResource[],
  options: StepOptions,
): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const step of steps) results.push(...(await runStep(step, items, options)).results)
  if (failed(results)) throw new Refusal(results)
  return results
}

async function runStep(step: Step, items: readonly KrmResource[], { onStart, onRun }: StepOptions) {
  const config = step.config(items)
  const answer = await runSelected(items, step.selection, (selected) => {
    onStart?.(step.fn, selected.length)
    return step.run({ items: selected, ...(config ? { functionConfig: config } : {}), results: [] })
  })
  for (const item of placeNew(answer.items, '')) confine(item)
  onRun?.({ fn: step.fn, answer })
  const byIdentity = answer.results.length > 0 ? indexByIdentity(items) : new Map()
  return { items: answer.items, results: answer.results.map((result) => attributed(result, items, byIdentity)) }
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
