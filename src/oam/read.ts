/** All OAM documents of a package, both generations, into applications and what is wrong with them. */
import type { KrmResource } from '../krm/resource.ts'
import { error, failed, place, type Result } from '../krm/result.ts'
import { type Application, isOam } from './application.ts'
import { type ReadOptions, suggest } from './check.ts'
import { readApplicationConfiguration, readComponents, unused } from './v1alpha2.ts'
import { besideApplications, readVariants } from './workflow/read.ts'
import { checkTarget, chosenConfigurations } from './workflow/target.ts'
import { unusedDocuments } from './workflow/unused.ts'

const KINDS: Readonly<Record<string, string>> = {
  Application: 'core.oam.dev/v1beta1',
  ApplicationConfiguration: 'core.oam.dev/v1alpha2',
  Component: 'core.oam.dev/v1alpha2',
}

/** Definitions and scopes describe types to a runtime; they render nothing. */
const SILENT = /(Definition|Scope|Policy|Workflow)$/

export interface Reading {
  readonly applications: readonly Application[]
  readonly results: readonly Result[]
}

export function readApplications(items: readonly KrmResource[], options: ReadOptions = {}): Reading {
  const sources = items.filter(isOam)
  const ofKind = (kind: string) => sources.filter((item) => item.kind === kind && item.apiVersion === KINDS[kind])
  const components = readComponents(ofKind('Component'))
  if (failed(components.results))
    return { applications: [], results: [...sources.flatMap(checkKind), ...components.results] }
  const byName = components.value
  const configurations = ofKind('ApplicationConfiguration')
  const beside = besideApplications(items)
  const target = checkTarget(options.target, ofKind('Application'), configurations, beside)
  if (failed(target)) return { applications: [], results: [...sources.flatMap(checkKind), ...target] }
  const read = [
    ...ofKind('Application').flatMap((source) => readVariants(source, beside, options)),
    ...chosenConfigurations(configurations, options.target).map((source) =>
      readApplicationConfiguration(source, byName, options),
    ),
  ]
  return {
    applications: read.flatMap((one) => ('application' in one && one.application ? [one.application] : [])),
    results: [
      ...sources.flatMap(checkKind),
      ...components.results,
      ...read.flatMap(({ results }) => results),
      ...unused(byName, configurations),
      ...unusedDocuments(beside, ofKind('Application')),
    ],
  }
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
