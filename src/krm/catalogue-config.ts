/**
 * The functionConfig forms of kpt's function catalogue: a ConfigMap, or a kind of fn.kpt.dev/v1alpha1 whose settings stand at its top.
 * krm-functions-sdk `go/fn/runnerProcessor.go`. Code: `config-invalid`.
 */
import { definitions, validators } from '../schema/compiled/configs.js'
import { problemsOf } from '../schema/problems.ts'
import { library } from '../schema/schema.ts'
import { sentence } from '../schema/sentence.ts'
import { isObject } from './check.ts'
import { type FieldPath, setIn } from './field-path.ts'
import { isForeign, unknownBesideData, unknownSetting } from './foreign-config.ts'
import type { ConfigReader } from './function.ts'
import type { KrmResource } from './resource.ts'
import { error, place, type Result } from './result.ts'
import { withoutFields } from './with-fields.ts'

export const CATALOGUE_API = 'fn.kpt.dev/v1alpha1'

export interface Forms {
  /** What a ConfigMap's `data` is among the settings of the typed form; all of them, if absent. */
  readonly data?: FieldPath
  /** Older names of the kind, and of its fields. */
  readonly kinds?: readonly string[]
  readonly renamed?: Readonly<Record<string, string>>
  /** An earlier generation with settings of its own: of its `config.v0.1.schema.json`, "v0.1". */
  readonly version?: string
}

type Settings = Readonly<Record<string, unknown>>
type Read = ReturnType<ConfigReader>

const schemas = library(definitions)

/** The function's config.schema.json describes the typed form. */
export function catalogueConfig(functionName: string, forms: Forms = {}): ConfigReader {
  const kind = functionName.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const schema = [functionName, ...(forms.version ? [forms.version] : [])].join(' ')
  return (config) => {
    if (config === undefined) return { results: [absent(functionName, kind)] }
    if (config.apiVersion === 'v1' && config.kind === 'ConfigMap') return fromData(config, schema, forms.data ?? [])
    const kinds = [kind, ...(forms.kinds ?? [])]
    if (config.apiVersion === CATALOGUE_API && kinds.includes(config.kind))
      return fromKind(config, schema, forms.renamed ?? {})
    const message = `the functionConfig of ${functionName} must be a "v1" "ConfigMap" or a "${CATALOGUE_API}" "${kind}", not a "${config.apiVersion}" "${config.kind}"`
    return { results: [invalidConfig(config, [], message)] }
  }
}

export function invalidConfig(config: KrmResource, path: FieldPath, message: string, hint?: string): Result {
  return error('config-invalid', place(config, path), message, hint)
}

function absent(functionName: string, kind: string): Result {
  const hint = `give it a "v1" "ConfigMap" or a "${CATALOGUE_API}" "${kind}"`
  return error('config-invalid', {}, `${functionName} must have a functionConfig`, hint)
}

function fromData(config: KrmResource, schema: string, at: FieldPath): Read {
  const { apiVersion, kind, metadata, data, ...strangers } = config
  if (isForeign(config)) return fromForeignData(config, schema, at)
  const results = Object.keys(strangers).map((key) => {
    const message = `field \`${key}\` is not known in a ConfigMap that configures a function`
    return invalidConfig(config, [key], message, 'settings stand under `data`')
  })
  if (results.length > 0) return { results }
  return fromSettings(config, data ?? {}, schema, at)
}

function fromSettings(config: KrmResource, data: unknown, schema: string, at: FieldPath): Read {
  return checked(config, setIn({}, at, data) as Settings, schema, (path) => ['data', ...path.slice(at.length)])
}

/** What the function does not know is for others, which is said. */
function fromForeignData(config: KrmResource, schema: string, at: FieldPath): Read {
  const { data } = config
  const known = namesAt(schema, at)
  if (!isObject(data) || !known) return fromSettings(config, data ?? {}, schema, at)
  const unknown = Object.keys(data).filter((key) => !known.includes(key))
  const read = fromSettings(
    config,
    withoutFields(data, (key) => unknown.includes(key)),
    schema,
    at,
  )
  const warnings = [
    ...unknown.map((key) => unknownSetting(schema, config, ['data', key], known)),
    ...unknownBesideData(schema, config),
  ]
  return 'results' in read ? { results: [...read.results, ...warnings] } : { ...read, warnings }
}

/** Undefined where every name is a setting, as in a map of labels. */
function namesAt(schema: string, at: FieldPath): readonly string[] | undefined {
  const properties = schemas([schema, ...at.flatMap((key) => ['properties', String(key)])].join('/')).properties
  return properties && Object.keys(properties)
}

function fromKind(config: KrmResource, schema: string, renamed: Readonly<Record<string, string>>): Read {
  const { apiVersion, kind, metadata, ...settings } = config
  const old = Object.keys(renamed).filter((key) => Object.hasOwn(settings, key))
  const twice = old.filter((key) => Object.hasOwn(settings, renamed[key] as string))
  if (twice.length > 0) {
    const message = (key: string) => `\`${key}\` and \`${renamed[key]}\` must not both be set, they are the same`
    return { results: twice.map((key) => invalidConfig(config, [key], message(key), `remove \`${key}\``)) }
  }
  const current = Object.entries(settings).map(([key, value]) => [old.includes(key) ? renamed[key] : key, value])
  const original = (key: string) => old.find((each) => renamed[each] === key) ?? key
  return checked(config, Object.fromEntries(current), schema, ([key, ...rest]) => {
    return key === undefined ? [] : [original(String(key)), ...rest]
  })
}

/** `written` leads from a setting to where it is written in the config. */
function checked(
  config: KrmResource,
  settings: Settings,
  schema: string,
  written: (path: FieldPath) => FieldPath,
): Read {
  const validate = Object.hasOwn(validators, schema) ? validators[schema] : undefined
  if (!validate) throw new Error(`no config.schema.json of "${schema}"`)
  if (validate(settings)) return { config: settings }
  const results = problemsOf(validate.errors ?? [], settings, schemas).map((problem) => {
    const { message, hint, path } = sentence(
      { ...problem, path: written(problem.path) },
      { root: 'the functionConfig' },
    )
    return invalidConfig(config, path, message, hint)
  })
  return { results }
}
