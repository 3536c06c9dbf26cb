/** All OAM documents of a package, both generations, into applications and what is wrong with them. */
import type { KrmResource } from '../krm/resource.ts'
import { error, failed, place, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import { type Application, isOam, isSource } from './application.ts'
import { isReadable, type ReadOptions } from './check.ts'
import { readDefinitions as readTypes } from './definitions.ts'
import { applyScoped } from './policies/scoped.ts'
import { definedTwice } from './twice.ts'
import { namedIn, readApplicationConfiguration } from './v1alpha2.ts'
import { readComponents, unused } from './v1alpha2-components.ts'
import { readDefinitions } from './v1alpha2-definitions.ts'
import { scopesOf } from './v1alpha2-scopes.ts'
import { checkTraits } from './v1beta1-compatibility.ts'
import { besideApplications } from './workflow/beside.ts'
import { readVariants } from './workflow/read.ts'
import { checkTarget, chosenConfigurations } from './workflow/target.ts'
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
  const sources = items.filter((item) => isSource(item) || (isOam(item) && item.kind.endsWith('Scope')))
  const options = { ...given, definitions: readTypes(items.filter(isOam)) }
  const ofKind = (kind: string) => sources.filter((item) => item.kind === kind && item.apiVersion === KINDS[kind])
  const components = readComponents(items)
  const definitions = readDefinitions(items)
  const all = [...ofKind('Application'), ...ofKind('ApplicationConfiguration')]
  const before = [
    ...sources.flatMap(checkKind),
    ...definedTwice(all, 'application-duplicate'),
    ...components.results,
    ...definitions.results,
  ]
  if (!isReadable([...components.results, ...definitions.results])) return { applications: [], results: before }
  const around = {
    items,
    components: components.value,
    definitions: definitions.value,
    scopes: scopesOf(items),
    options,
  }
  const componentDefinitions = byName(sources.filter(({ kind }) => kind === 'ComponentDefinition'))
  const configurations = ofKind('ApplicationConfiguration')
  const beside = besideApplications(items)
  const scoped = ofKind('Application').map((source) => applyScoped(source, options))
  const shapes = scoped.flatMap(({ shape }) => shape)
  const transformed = scoped.flatMap(({ results }) => results)
  if (failed(transformed)) return { applications: [], results: distinct([...before, ...shapes, ...transformed]) }
  const written = scoped.map((one) => one.written)
  const target = checkTarget(options.target, written, configurations, beside, options)
  if (failed(target)) return { applications: [], results: [...before, ...shapes, ...target] }
  const read = [
    ...written.flatMap((one) => readVariants(one, beside, options)),
    ...chosenConfigurations(configurations, options.target).map((source) =>
      readApplicationConfiguration(source, around),
    ),
  ]
  const applications = read.flatMap((one) => ('application' in one && one.application ? [one.application] : []))
  const results = [
    ...before,
    ...shapes,
    ...transformed,
    ...read.flatMap((one) => one.results),
    ...applications.flatMap((application) => checkTraits(application, componentDefinitions, definitions.value)),
    ...unused(components.value, namedIn(configurations)),
    ...unusedDocuments(
      beside,
      written.map(({ source }) => source),
    ),
  ]
  return { applications, results: distinct(results) }
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
  const expected = KINDS[kind]
  if (expected === apiVersion || (!expected && SILENT.test(kind))) return []
  if (expected) {
    const message = `${kind} of ${apiVersion} is not read, only of ${expected}`
    return [error('oam-version-unsupported', place(source, ['apiVersion']), message, `convert it to ${expected}`)]
  }
  const message = `${apiVersion} has no kind "${kind}" that a package may hold`
  return [error('oam-kind-unknown', place(source, ['kind']), message, suggest(kind, Object.keys(KINDS)))]
}
