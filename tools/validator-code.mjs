/** Definitions → the code of ES modules that validate, by ajv. Nothing of ajv itself is left for run time. */
import { createRequire } from 'node:module'
import { _, Ajv, Name, stringify } from 'ajv'
import { and } from 'ajv/dist/compile/codegen/index.js'
import standalone from 'ajv/dist/standalone/index.js'
import { callRef } from 'ajv/dist/vocabularies/core/ref.js'

const require = createRequire(import.meta.url)

/** `nameOrNames` is a definition, which becomes the default export; or definitions by the name of their export. */
export function compiler(definitions) {
  const ajv = new Ajv(OPTIONS)
  for (const keyword of SILENT) ajv.RULES.all[keyword].definition.error.params = _`{}`
  ajv.addVocabulary(['x-kubernetes-list-map-keys'])
  for (const keyword of [CLOSED, IMPORTED, listType(definitions)]) ajv.addKeyword(keyword)
  for (const [name, schema] of Object.entries(definitions)) {
    ajv.addSchema(schema, name)
    // Errors then say the definition that they come from, and not only the place in it.
    ajv.schemas[name].schemaPath = name
  }
  return (nameOrNames) => {
    const code = standalone(ajv, typeof nameOrNames === 'string' ? ajv.getSchema(nameOrNames) : nameOrNames)
    return withoutRequire(code)
  }
}

const OPTIONS = {
  allErrors: true,
  strict: true,
  // An alternative may ask for a field that stands beside it.
  strictRequired: false,
  allowUnionTypes: true,
  messages: false,
  inlineRefs: false,
  unicodeRegExp: false,
  code: { source: true, esm: true },
}

/** What these say is in the schema too, where src/schema finds it by the error's `schemaPath`; said twice, it makes large modules. */
const SILENT = ['const', 'enum', 'maximum', 'minimum', 'pattern']

/** As `additionalProperties: false`, whose code needs the whole schema at run time where there are more than eight properties. */
const CLOSED = {
  keyword: 'closed',
  type: 'object',
  schemaType: 'boolean',
  error: { params: ({ params }) => _`{key: ${params.key}}` },
  code(cxt) {
    const { gen, data, parentSchema } = cxt
    gen.forIn('key', data, (key) => {
      const isStranger = Object.keys(parentSchema.properties ?? {}).map((name) => _`${key} !== ${name}`)
      gen.if(isStranger.length > 0 ? and(...isStranger) : true, () => {
        cxt.setParams({ key })
        cxt.error()
      })
    })
  },
}

/** A reference to a definition that is a module of its own. */
const IMPORTED = {
  keyword: 'imported',
  schemaType: 'string',
  code(cxt) {
    callRef(cxt, imported(cxt, cxt.schema))
  },
}

/** Lists that Kubernetes reads as maps or sets: no two items may have the same key. */
function listType(definitions) {
  return {
    keyword: 'x-kubernetes-list-type',
    type: 'array',
    schemaType: 'string',
    error: { params: ({ params }) => params.twins },
    code(cxt) {
      const { gen, data, parentSchema } = cxt
      const { items, 'x-kubernetes-list-map-keys': keys = [] } = parentSchema
      const { properties = {} } = definitions[items.$ref] ?? items
      const defaults = keys.map((key) => properties[key]?.default ?? null)
      const find = _`${imported(cxt, 'duplicates')}(${data}, ${stringify(keys)}, ${stringify(defaults)})`
      gen.forOf('twins', find, (twins) => {
        cxt.setParams({ twins })
        cxt.error()
      })
    },
  }
}

function imported({ gen }, name) {
  return gen.scopeValue('func', { key: name, ref: name, code: new Name(name) })
}

/** The helpers of ajv are functions that need nothing around them. */
function withoutRequire(code) {
  return code.replace(/require\("(ajv\/dist\/runtime\/\w+)"\)\.default/g, (_, path) => `(${require(path).default})`)
}
