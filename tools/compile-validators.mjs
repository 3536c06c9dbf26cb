/**
 * JSON Schema files → src/schema/compiled/: modules that validate, and the schemas as text, for the words of an error.
 * Does nothing when they are newer than every schema. `--force` does it anyway.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { definitionsOf, exported } from './json-schemas.mjs'
import { compileKubernetes } from './kubernetes-validators.mjs'
import { compiler } from './validator-code.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const TOOLS = join(root, 'tools')
const KUBERNETES = join(root, 'src/schema/kubernetes')
const FUNCTIONS = join(root, 'functions')
const PARAMETERS = join(root, 'src/oam/parameters')
const COMPILED = join(root, 'src/schema/compiled')

if (process.argv.includes('--force') || stale()) compile()

function compile() {
  write('configs', family(configFiles(), configName))
  write(
    'parameters',
    family(files(PARAMETERS, '.schema.json'), (path) => basename(path, '.schema.json')),
  )
  const releases = files(KUBERNETES, '.json').toSorted(byMinor).map(readText)
  for (const [name, code] of Object.entries(compileKubernetes(releases))) write(name, code)
}

/** One module for all: its validators and schemas by name. */
function family(paths, nameOf) {
  const definitions = Object.assign({}, ...paths.map((path) => definitionsOf(nameOf(path), readText(path))))
  const names = Object.keys(definitions)
  const exports = Object.fromEntries(names.map((name, index) => [`validate${index}of`, name]))
  return [
    compiler(definitions)(exports),
    `export const validators = {${Object.entries(exports).map(([key, name]) => `${JSON.stringify(name)}:${key}`)}}`,
    exported(definitions),
  ].join('\n')
}

/** v1.9 before v1.10; the last one is the newest. */
function byMinor(a, b) {
  return a.localeCompare(b, 'en', { numeric: true })
}

function stale() {
  const made = ['kubernetes', 'configs', 'parameters'].map((name) => join(COMPILED, `${name}.js`))
  if (!made.every(existsSync)) return true
  const folders = [KUBERNETES, FUNCTIONS, ...functionFolders(), PARAMETERS]
  const sources = [
    ...[...files(TOOLS, '.mjs'), ...files(KUBERNETES, '.json'), ...configFiles(), ...files(PARAMETERS, '.json')],
    join(root, 'node_modules/ajv/package.json'),
  ]
  return Math.min(...made.map(changed)) <= Math.max(...[...folders, ...sources].map(changed))
}

function changed(path) {
  return statSync(path).mtimeMs
}

/** Of each function, and of generations that were configured otherwise: `config.v0.1.schema.json`. */
function configFiles() {
  return functionFolders().flatMap((folder) => {
    return files(folder, '.schema.json').filter((path) => /^config\b/.test(basename(path)))
  })
}

/** "set-labels", "set-labels v0.1" */
function configName(path) {
  const version = /^config\.(.+)\.schema\.json$/.exec(basename(path))?.[1]
  return [basename(dirname(path)), ...(version ? [version] : [])].join(' ')
}

function functionFolders() {
  return readdirSync(FUNCTIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(FUNCTIONS, entry.name))
    .sort()
}

function files(directory, ending) {
  const names = readdirSync(directory).filter((name) => name.endsWith(ending))
  return names.sort().map((name) => join(directory, name))
}

function readText(path) {
  return readFileSync(path, 'utf8')
}

function write(name, code) {
  if (code.includes('require(')) throw new Error(`${name} would need node_modules at run time`)
  const path = join(COMPILED, `${name}.js`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `// Made by tools/compile-validators.mjs with ajv; do not edit.\n${code}\n`)
}
