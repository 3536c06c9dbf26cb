/**
 * Turns JSON Schema files into modules that load in about a millisecond: src/schema/compiled/*.js, each definition a string of JSON.
 * Does nothing when they are newer than every schema. `--force` does it anyway.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { complete, definitionsOf, isChecked } from './json-schemas.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const KUBERNETES = join(root, 'src/schema/kubernetes')
const FUNCTIONS = join(root, 'functions')
const PARAMETERS = join(root, 'src/oam/parameters')
const COMPILED = join(root, 'src/schema/compiled')

if (process.argv.includes('--force') || stale()) compile()

function compile() {
  mkdirSync(COMPILED, { recursive: true })
  write('kubernetes', `export const catalogues = ${object(readKubernetes())}`)
  write('configs', `export const definitions = ${object(readConfigs())}`)
  write('parameters', `export const definitions = ${object(readParameters())}`)
}

function readKubernetes() {
  const catalogues = {}
  for (const path of files(KUBERNETES, '.json').toSorted(byMinor)) {
    const { kubernetes: version, kinds, definitions } = readJson(path)
    catalogues[version.split('.', 2).join('.')] = { version, ...numbered(kinds, definitions) }
  }
  return catalogues
}

/** Nobody sees the long names of these definitions at run time, and a third of the text is such names. */
function numbered(kinds, definitions) {
  const numbers = new Map(Object.keys(definitions).map((name, index) => [name, index.toString(36)]))
  const numberOf = (ref) => numbers.get(ref.replace('#/definitions/', ''))
  const texts = Object.entries(definitions).map(([name, schema]) => definitionsOf(numberOf(name), schema, numberOf))
  const renamed = Object.entries(kinds).map(([key, kind]) => [key, { ...kind, definition: numberOf(kind.definition) }])
  return { kinds: Object.fromEntries(renamed), definitions: complete(Object.assign({}, ...texts)) }
}

/** v1.9 before v1.10; the last one is the newest. */
function byMinor(a, b) {
  return a.localeCompare(b, 'en', { numeric: true })
}

function readConfigs() {
  return complete(Object.assign({}, ...configFiles().map((path) => read(path, basename(dirname(path))))))
}

function readParameters() {
  const paths = files(PARAMETERS, '.schema.json')
  return complete(Object.assign({}, ...paths.map((path) => read(path, basename(path, '.schema.json')))))
}

function read(path, name) {
  try {
    const schema = readJson(path)
    isChecked(schema)
    return definitionsOf(name, schema)
  } catch (cause) {
    throw new Error(`${path}: ${cause.message}`, { cause })
  }
}

function stale() {
  const made = ['kubernetes', 'configs', 'parameters'].map((name) => join(COMPILED, `${name}.js`))
  if (!made.every(existsSync)) return true
  const sources = [
    ...['tools/compile-validators.mjs', 'tools/json-schemas.mjs'].map((path) => join(root, path)),
    ...[KUBERNETES, ...files(KUBERNETES, '.json'), FUNCTIONS, ...folders(FUNCTIONS), ...configFiles()],
    ...[PARAMETERS, ...files(PARAMETERS, '.schema.json')].filter(existsSync),
  ]
  return Math.min(...made.map(changed)) <= Math.max(...sources.map(changed))
}

function changed(path) {
  return statSync(path).mtimeMs
}

function configFiles() {
  return folders(FUNCTIONS)
    .map((folder) => join(folder, 'config.schema.json'))
    .filter(existsSync)
}

function folders(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(directory, entry.name))
    .sort()
}

function files(directory, ending) {
  if (!existsSync(directory)) return []
  const names = readdirSync(directory).filter((name) => name.endsWith(ending))
  return names.sort().map((name) => join(directory, name))
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function write(name, text) {
  writeFileSync(join(COMPILED, `${name}.js`), `// Made by tools/compile-validators.mjs; do not edit.\n${text}\n`)
}

/** An object literal whose strings are in single quotes, so that the JSON inside needs no escapes and is scanned fast. */
function object(value) {
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&')}'`
  if (typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}:${object(child)}`)
  return `{${entries.join(',\n')}}`
}
