/** JSON Schema files → the form that src/schema reads: definitions by name, references by name, documentation gone. */
import { Ajv } from 'ajv'

const DOCUMENTATION = ['$schema', '$id', '$comment', 'description', 'examples', 'deprecated']
const SCHEMA = ['items', 'if', 'then', 'else']
const SCHEMA_OR_BOOLEAN = ['additionalProperties']
const SCHEMAS_BY_NAME = ['properties', '$defs']
const SCHEMAS = ['allOf', 'anyOf', 'oneOf']
const PLAIN = [
  ...['title', 'default', 'type', 'const', 'enum', 'required', 'minProperties', 'maxProperties'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern'],
  ...['x-kubernetes-list-type', 'x-kubernetes-list-map-keys'],
]
/** What may stand beside a `$ref`, because it constrains nothing. */
const BESIDE_REF = ['$ref', 'title', 'default', ...DOCUMENTATION]

/** Throws on a schema that is not valid JSON Schema; ajv is the judge. */
export function isChecked(schema) {
  const ajv = new Ajv()
  if (!ajv.validateSchema(schema)) throw new Error(ajv.errorsText())
}

/** The schema under its name, and each of its `$defs` under `name/def`, as JSON text. A file of only `$defs` has no schema itself. */
export function definitionsOf(name, { $defs, ...schema }, nameOf = (ref) => definitionName(ref, name)) {
  const isShared = $defs !== undefined && Object.keys(schema).every((key) => DOCUMENTATION.includes(key))
  const definitions = isShared ? {} : { [name]: schema }
  for (const [key, definition] of Object.entries($defs ?? {})) definitions[`${name}/${key}`] = definition
  return mapped(definitions, (definition) => JSON.stringify(plain(definition, nameOf)))
}

/** The definitions; throws where one names another that is not there. */
export function complete(definitions) {
  for (const [name, text] of Object.entries(definitions)) {
    const lost = [...text.matchAll(/"\$ref":"([^"]+)"/g)].find(([, target]) => !Object.hasOwn(definitions, target))
    if (lost) throw new Error(`"${name}" refers to "${lost[1]}", which is not defined`)
  }
  return definitions
}

function plain(schema, nameOf) {
  if (typeof schema === 'boolean') throw new Error(`a schema must be an object, not ${schema}`)
  const beside = Object.keys(schema).filter((key) => !BESIDE_REF.includes(key))
  if (schema.$ref !== undefined && beside.length > 0)
    throw new Error(`"${beside[0]}" beside "$ref" would not be checked`)
  const entries = Object.entries(schema).filter(([key]) => !DOCUMENTATION.includes(key))
  return Object.fromEntries(entries.map(([key, value]) => [key, plainKeyword(key, value, nameOf)]))
}

function plainKeyword(key, value, nameOf) {
  if (key === '$ref') return nameOf(value)
  if (PLAIN.includes(key)) return value
  if (SCHEMA_OR_BOOLEAN.includes(key) && typeof value === 'boolean') return value
  if (SCHEMA.includes(key) || SCHEMA_OR_BOOLEAN.includes(key)) return plain(value, nameOf)
  if (SCHEMAS.includes(key)) return value.map((each) => plain(each, nameOf))
  if (SCHEMAS_BY_NAME.includes(key)) return mapped(value, (each) => plain(each, nameOf))
  throw new Error(`keyword "${key}" would not be checked`)
}

function mapped(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

/** "shared.schema.json#/$defs/x" → "shared/x"; "#/$defs/x" → "this-file/x". */
function definitionName(ref, file) {
  const match = /^(?:([^#/]+)\.schema\.json)?(?:#(?:\/\$defs\/([^/]+))?)?$/.exec(ref)
  if (!match) throw new Error(`"${ref}" must point at a whole definition of this file or a neighbour`)
  const [, neighbour = file, local] = match
  return local === undefined ? neighbour : `${neighbour}/${local}`
}
