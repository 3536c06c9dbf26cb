/**
 * Reads the functionConfig: an `ApplyReplacements` of the catalogue with `replacements` at its top, or our own typed form with `spec`.
 * The catalogue's form: kpt functions catalogue `apply-replacements/replacements/replacements.go`.
 */
import type { ConfigReader } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { error, place, type Result } from '../../src/krm/result.ts'
import { readConfig } from '../../src/schema/config.ts'

const KIND = 'ApplyReplacements'
const CATALOGUE = 'fn.kpt.dev/v1alpha1'
const OWN = 'fn.hydroam.dev/v1alpha1'

const HINT = `pass one with \`configPath\`: apiVersion "${CATALOGUE}", kind "${KIND}", and \`replacements\``

export const readReplacements: ConfigReader = (given) => {
  const resource = given && { ...given, metadata: given.metadata ?? {} }
  if (!resource) return { results: [error('config-invalid', {}, 'the functionConfig is missing', HINT)] }
  if (resource.kind === KIND && resource.apiVersion === OWN) return checked(resource, resource, ['spec'])
  if (resource.kind === KIND && resource.apiVersion === CATALOGUE) return checked(resource, typed(resource), [])
  const message = `the functionConfig must be a "${CATALOGUE}" "${KIND}", not a "${resource.apiVersion}" "${resource.kind}"`
  return { results: [error('config-invalid', place(resource, ['kind']), message, HINT)] }
}

/** Everything but the head of the catalogue's form is what our typed form holds under `spec`. */
function typed({ apiVersion: _, kind, metadata, ...spec }: KrmResource): KrmResource {
  return { apiVersion: OWN, kind, metadata, spec }
}

function checked(resource: KrmResource, own: KrmResource, path: readonly string[]): ReturnType<ConfigReader> {
  const read = readConfig('apply-replacements')(own)
  if ('results' in read) return { results: path.length > 0 ? read.results : read.results.map(withoutSpec) }
  return { config: { ...read.config, written: { resource, path } } }
}

function withoutSpec(result: Result): Result {
  const { field, ...rest } = result
  const path = field?.path[0] === 'spec' ? field.path.slice(1) : (field?.path ?? [])
  const place = { ...rest, resourceRef: result.resourceRef && { ...result.resourceRef, apiVersion: CATALOGUE } }
  return { ...place, ...(path.length > 0 ? { field: { ...field, path } } : {}) } as Result
}
