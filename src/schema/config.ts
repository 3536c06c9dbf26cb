/** Reads a functionConfig into a function's settings. Everything that is not a setting is refused. Code: `config-invalid`. */
import type { FieldPath } from '../krm/field-path.ts'
import type { ConfigReader } from '../krm/function.ts'
import type { KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { check } from './check.ts'
import { coerce } from './coerce.ts'
import { definitions } from './compiled/configs.js'
import { library, type Schema } from './schema.ts'
import { sentence } from './sentence.ts'

const GROUP_VERSION = 'fn.hydroam.dev/v1alpha1'
const HEAD = ['apiVersion', 'kind', 'metadata']

const definition = library(definitions)

/** The function must have a config.schema.json. */
export function readConfig(functionName: string): ConfigReader {
  if (!Object.hasOwn(definitions, functionName)) throw new Error(`no config.schema.json of function "${functionName}"`)
  const schema = definition(functionName)
  return (config) => (config === undefined ? { config: {} } : read(config, functionName, schema))
}

function read(config: KrmResource, functionName: string, schema: Schema): ReturnType<ConfigReader> {
  if (config.apiVersion === 'v1' && config.kind === 'ConfigMap') return settings(config, 'data', schema, true)
  const kind = kindOf(functionName)
  if (config.apiVersion === GROUP_VERSION && config.kind === kind) return settings(config, 'spec', schema, false)
  const message = `the functionConfig of ${functionName} must be a "v1" "ConfigMap" or a "${GROUP_VERSION}" "${kind}", not a "${config.apiVersion}" "${config.kind}"`
  return { results: [invalid(config, [], message)] }
}

/** "validate-schema" is configured by a "ValidateSchema". */
function kindOf(functionName: string): string {
  return functionName.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** The settings stand under `field`; kpt passes a ConfigMap without `data` when nothing is configured. */
function settings(config: KrmResource, field: string, schema: Schema, strings: boolean): ReturnType<ConfigReader> {
  const strangers = Object.keys(config).filter((key) => key !== field && !HEAD.includes(key))
  if (strangers.length > 0) return { results: strangers.map((key) => stranger(config, key, field)) }
  const given = config[field] ?? {}
  const value = strings ? coerce(given, schema, definition) : given
  const problems = check(value, schema, { definition })
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
