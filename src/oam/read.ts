/** All OAM documents of a package, both generations, into applications and what is wrong with them. */
import type { KrmResource } from '../krm/resource.ts'
import { error, failed, place, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import { type Application, isOam, isSource } from './application.ts'
import { isReadable, type ReadOptions } from './check.ts'
import { readDefinitions as readTypes } from './definitions.ts'
import { applyScoped } from './policies/scoped.ts'
import { definedTwice } from './twice.ts'
import { namedIn, readApplicationConfiguration, type Surroundings } from './v1alpha2.ts'
import { readComponents, unused } from './v1alpha2-components.ts'
import { readDefinitions } from './v1alpha2-definitions.ts'
import { scopesOf } from './v1alpha2-scopes.ts'
import { checkTraits } from './v1beta1-compatibility.ts'
import { besideApplications } from './workflow/beside.ts'
import { readVariants } from './workflow/read.ts'
import { checkTarget, chosenApplications } from './workflow/target.ts'
import { unusedDocuments } from './workflow/unused.ts'

const KINDS: Readonly<Record<string, string>> = {
  Application: 'core.oam.dev/v1beta1',
  ApplicationConfiguration: 'core.oam.dev/v1alpha2',
  Component: 'core.oam.dev/v1alpha2',
}

/** Definitions and scopes describe types to a runtime; they render nothing. */
const SILENT = /(Definition|DefinitionRevision|Scope|Policy|Workflow)$/

export interface Reading {
  readonly applications: readonly Application[]
  readonly results: readonly Result[]
}

export function readApplications(items: readonly KrmResource[], given: ReadOptions = {}): Reading {
  const options = { ...given, definitions: readTypes(items.filter(isOam)) }
  const sources = items.filter((item) => isSource(item) || (isOam(item) && item.kind.endsWith('Scope')))
  const applications = ofKind('Application', sources)
  const configurations = ofKind('ApplicationConfiguration', sources)
  const around = readSurroundings(items, options)
  const before = [
    ...sources.flatMap(checkKind),
    ...definedTwice([...applications, ...configurations], 'application-duplicate'),
    ...around.results,
  ]
  if (!isReadable(around.results)) return { applications: [], results: before }
  const { written, shapes, results: transformed } = applyPolicies(applications, options)
  if (failed(transformed)) return { applications: [], results: distinct([...before, ...shapes, ...transformed]) }
  const beside = besideApplications(items)
  const target = checkTarget(options.target, written, configurations, beside, options)
  const chosen = failed(target) ? { ...options, everyVariant: true } : options
  const read = [
    ...written.flatMap((one) => readVariants(one, beside, chosen)),
    ...configurations.map((source) => readApplicationConfiguration(source, around.value)),
  ]
  const found = read.flatMap(({ application }) => application ?? [])
  const { components, definitions } = around.value
  const componentDefinitions = byName(sources.filter(({ kind }) => kind === 'ComponentDefinition'))
  const results = [
    ...before,
    ...shapes,
    ...transformed,
    ...read.flatMap((one) => one.results),
    ...found.flatMap((application) => checkTraits(application, componentDefinitions, definitions)),
    ...unused(components, namedIn(configurations)),
    ...unusedDocuments(
      beside,
      written.map(({ source }) => source),
    ),
    ...target,
  ]
  return { applications: chosenApplications(found, options.target), results: distinct(results) }
}

function ofKind(kind: string, sources: readonly KrmResource[]): readonly KrmResource[] {
  return sources.filter((item) => item.kind === kind && item.apiVersion === KINDS[kind])
}

/** Errors among the results mean that no application can be read. */
function readSurroundings(
  items: readonly KrmResource[],
  options: ReadOptions,
): { readonly value: Surroundings; readonly results: readonly Result[] } {
  const { value: components, results } = readComponents(items)
  const { value: definitions, results: more } = readDefinitions(items)
  return { value: { items, components, definitions, scopes: scopesOf(items), options }, results: [...results, ...more] }
}

/** Policies of Application scope have their turn before anything is read. */
function applyPolicies(applications: readonly KrmResource[], options: ReadOptions) {
  const scoped = applications.map((source) => applyScoped(source, options))
  return {
    written: scoped.map((one) => one.written),
    shapes: scoped.flatMap(({ shape }) => shape),
    results: scoped.flatMap(({ results }) => results),
  }
}

function byName(all: readonly KrmResource[]): ReadonlyMap<string, KrmResource> {
  return new Map(all.map((one) => [one.metadata.name ?? '', one]))
}

/** What is wrong with a Component is said once, however many applications use it. */
function distinct(results: readonly Result[]): readonly Result[] {
  if (results.length < 2) return results
  return [...new Map(results.map((result) => [JSON.stringify(result), result])).values()]
}

/** Codes: `oam-kind-unknown`, `oam-version-unsupported`. */
function checkKind(source: KrmResource): readonly Result[] {
  const { apiVersion, kind } = source
  const expected = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined
  if (expected === apiVersion || (!expected && SILENT.test(kind))) return []
  if (expected) {
    const message = `${kind} of ${apiVersion} is not read, only of ${expected}`
    return [error('oam-version-unsupported', place(source, ['apiVersion']), message, `convert it to ${expected}`)]
  }
  const message = `${apiVersion} has no kind "${kind}" that a package may hold`
  return [error('oam-kind-unknown', place(source, ['kind']), message, suggest(kind, Object.keys(KINDS)))]
}
