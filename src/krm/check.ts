/** From any value to a resource, or to what is wrong with it. */
import type { KrmResource } from './resource.ts'
import { error, type Place, type Result } from './result.ts'

type Value = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What belongs to this group is no API object, and needs no name; kpt `pkg/api/kptfile/v1/validation.go`. */
const KUSTOMIZE = 'kustomize.config.k8s.io'

export function isKustomization(resource: KrmResource): boolean {
  return resource.kind === 'Kustomization' || resource.apiVersion.startsWith(KUSTOMIZE)
}

/** Codes: `document-invalid`, `api-version-missing`, `kind-missing`, `name-missing`, `metadata-invalid`. */
export function asResource(
  value: unknown,
  at: Place,
): { readonly resource: KrmResource } | { readonly result: Result } {
  if (!isObject(value))
    return { result: error('document-invalid', at, `a resource must be an object, not ${shape(value)}`, HINT) }
  if (!isText(value.apiVersion)) return { result: missingField('apiVersion', at) }
  if (!isText(value.kind)) return { result: missingField('kind', at) }
  const metadata = value.metadata ?? {}
  const resource = (value.metadata === metadata ? value : { ...value, metadata }) as unknown as KrmResource
  if (resource.apiVersion.startsWith(KUSTOMIZE)) return { resource }
  const problem = metadataProblem(metadata)
  if (problem) return { result: error('metadata-invalid', { ...at, field: { path: problem.path } }, problem.message) }
  const { name, generateName } = metadata as Value
  if (isText(name)) return { resource }
  const hint = generateName ? 'a package needs stable names: replace `metadata.generateName`' : 'add `metadata.name`'
  return { result: error('name-missing', at, `${resource.kind} has no \`metadata.name\``, hint) }
}

/** A functionConfig goes without a name, and without metadata. Code: `config-invalid`. */
export function asFunctionConfig(
  value: unknown,
): { readonly functionConfig: KrmResource } | { readonly result: Result } {
  const problem = configProblem(value)
  if (problem) {
    const at = { field: { path: ['functionConfig', ...problem.path] } }
    return { result: error('config-invalid', at, `the functionConfig ${problem.message}`) }
  }
  const { metadata, ...rest } = value as Value
  return { functionConfig: (metadata ? value : { ...rest, metadata: {} }) as KrmResource }
}

function configProblem(value: unknown): Problem | undefined {
  if (!isObject(value)) return { message: `must be an object, not ${shape(value)}`, path: [] }
  const field = ['apiVersion', 'kind'].find((key) => !isText(value[key]))
  if (field === undefined) {
    const problem = metadataProblem(value.metadata ?? {})
    return problem && { ...problem, message: `is wrong: ${problem.message}` }
  }
  const given = value[field] ?? ''
  const message =
    given === '' ? `has no \`${field}\`` : `has a wrong \`${field}\`: it must be a string, not ${shape(given)}`
  return { message, path: [field] }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

const HINT = 'move files that are no Kubernetes resources out of the package, or list them in .krmignore'

function missingField(field: 'apiVersion' | 'kind', at: Place): Result {
  const code = field === 'kind' ? 'kind-missing' : 'api-version-missing'
  return error(
    code,
    at,
    `the document has no \`${field}\``,
    `add \`${field}\`, or list the file in .krmignore if it is no Kubernetes resource`,
  )
}

interface Problem {
  readonly message: string
  readonly path: readonly string[]
}

function metadataProblem(metadata: unknown): Problem | undefined {
  if (!isObject(metadata))
    return { message: `\`metadata\` must be an object, not ${shape(metadata)}`, path: ['metadata'] }
  return (
    textProblem(metadata, 'name') ??
    textProblem(metadata, 'namespace') ??
    textsProblem(metadata, 'labels') ??
    textsProblem(metadata, 'annotations')
  )
}

function textProblem(metadata: Value, field: string): Problem | undefined {
  const text = metadata[field]
  if (text === undefined || text === null || typeof text === 'string') return undefined
  const quote = typeof text === 'object' ? '' : '; quote it'
  return { message: `\`metadata.${field}\` must be a string, not ${shape(text)}${quote}`, path: ['metadata', field] }
}

function textsProblem(metadata: Value, field: string): Problem | undefined {
  const map = metadata[field]
  if (map === undefined || map === null) return undefined
  if (!isObject(map))
    return { message: `\`metadata.${field}\` must be an object, not ${shape(map)}`, path: ['metadata', field] }
  for (const key in map) {
    if (typeof map[key] === 'string') continue
    const message = `\`metadata.${field}\` "${key}" must be a string, not ${shape(map[key])}; quote it`
    return { message, path: ['metadata', field, key] }
  }
  return undefined
}

function shape(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return `the ${typeof value === 'bigint' ? 'number' : typeof value} "${value}"`
}
