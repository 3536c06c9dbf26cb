/** Reads a functionConfig into a function's settings. Everything that is not a setting is refused. Code: `config-invalid`. */
import { isObject } from '../krm/check.ts'
import type { FieldPath } from '../krm/field-path.ts'
import { unknownBesideData } from '../krm/foreign-config.ts'
import type { ConfigReader } from '../krm/function.ts'
import type { KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { coerce } from './coerce.ts'
import { definitions, validators } from './compiled/configs.js'
import type { Validate } from './error.ts'
import { problemsOf } from './problems.ts'
import { library } from './schema.ts'
import { sentence } from './sentence.ts'

const GROUP_VERSION = 'fn.hydroam.dev/v1alpha1'
const HEAD = ['apiVersion', 'kind', 'metadata']

const schemas = library(definitions)

/** The function must have a config.schema.json. */
export function readConfig(functionName: string): ConfigReader {
  const validate = Object.hasOwn(validators, functionName) ? validators[functionName] : undefined
  if (!validate) throw new Error(`no config.schema.json of function "${functionName}"`)
  return (config) => (config === undefined ? { config: {} } : read(config, functionName, validate))
}

/** Of a function that takes the `data` of any kind, as some of kpt's catalogue do (kyaml `GetDataMap`); what stands beside it is not its business. */
export function readDataOfAnyKind(functionName: string): ConfigReader {
  const readOwn = readConfig(functionName)
  return (config) => {
    if (!config || isTyped(config, functionName) || !(isObject(config.data) || isConfigMap(config)))
      return readOwn(config)
    const { metadata, data } = config
    const result = readOwn({ apiVersion: 'v1', kind: 'ConfigMap', metadata, ...(data === undefined ? {} : { data }) })
    if (!('results' in result)) return { ...result, warnings: unknownBesideData(functionName, config) }
    return { results: result.results.map((one) => ({ ...one, ...place(config, one.field?.path) })) }
  }
}

function isConfigMap({ apiVersion, kind }: KrmResource): boolean {
  return apiVersion === 'v1' && kind === 'ConfigMap'
}

/** Whether it is of the kind that hydroam has for this function alone. */
export function isTyped({ apiVersion, kind }: KrmResource, functionName: string): boolean {
  return apiVersion === GROUP_VERSION && kind === kindOf(functionName)
}

/** Whether a function of hydroam can be told `setting`; false for any other function. */
export function hasSetting(functionName: string, setting: string): boolean {
  return Object.hasOwn(schemas(functionName)?.properties ?? {}, setting)
}

function read(config: KrmResource, functionName: string, validate: Validate): ReturnType<ConfigReader> {
  if (isConfigMap(config)) return settings(config, 'data', (data) => coerce(data, schemas(functionName)), validate)
  if (isTyped(config, functionName)) return settings(config, 'spec', (spec) => spec, validate)
  const kind = kindOf(functionName)
  const message = `the functionConfig of ${functionName} must be a "v1" "ConfigMap" or a "${GROUP_VERSION}" "${kind}", not a "${config.apiVersion}" "${config.kind}"`
  return { results: [invalid(config, [], message)] }
}

/** "validate-schema" is configured by a "ValidateSchema". */
function kindOf(functionName: string): string {
  return functionName.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** The settings stand under `field`; kpt passes a ConfigMap without `data` when nothing is configured. */
function settings(
  config: KrmResource,
  field: string,
  typed: (given: unknown) => unknown,
  validate: Validate,
): ReturnType<ConfigReader> {
  const strangers = Object.keys(config).filter((key) => key !== field && !HEAD.includes(key))
  if (strangers.length > 0) return { results: strangers.map((key) => stranger(config, key, field)) }
  const value = typed(config[field] ?? {})
  const problems = validate(value) ? [] : problemsOf(validate.errors ?? [], value, schemas)
  if (problems.length === 0) return { config: value as object }
  const results = problems.map((problem) => {
    const { message, hint, path } = sentence(problem, { root: 'the functionConfig' })
    return invalid(config, [field, ...path], message, hint)
  })
  return { results }
}

function stranger(config: KrmResource, key: string, field: string): Result {
  const message = `field \`${key}\` is not known in a ${config.kind} that configures a function`
  return invalid(config, [key], message, `settings stand under \`${field}\``)
}

function invalid(config: KrmResource, path: FieldPath, message: string, hint?: string): Result {
  return error('config-invalid', place(config, path), message, hint)
}
