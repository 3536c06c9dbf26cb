import { readdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'rolldown'
import * as yaml from 'yaml'
import { digestOf } from './tools/digest.mjs'
import { Licences } from './tools/licences.mjs'

const output = { dir: 'dist', format: 'cjs', chunkFileNames: '[name].js', minify: true }

/** commander starts programs for subcommands that are programs; hydroam has none, and node's modules for processes take their time. */
const withoutPrograms = {
  name: 'without-programs',
  resolveId: (id, importer) =>
    id === 'node:child_process' && importer?.includes('node_modules/commander/') ? '\0no-programs' : null,
  load: (id) => (id === '\0no-programs' ? 'export default {}' : null),
}

/** The yaml library, in a file of its own, loads when the first of its exports is used: most runs read all their text without it. */
const lazyYaml = {
  name: 'lazy-yaml',
  resolveId: (id) => (id === 'yaml' ? LAZY_YAML : id === YAML_FILE ? { id, external: true } : null),
  load: (id) => (id === LAZY_YAML ? Object.keys(yaml).map(lazyExport).join('\n') : null),
}
const LAZY_YAML = '\0lazy-yaml'
const YAML_FILE = './yaml.js'

function lazyExport(name) {
  return `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => require('${YAML_FILE}').${name} })`
}

/** V8 keeps text with a letter beyond ASCII at twice the size, and node reads it at half the speed (pipeline/launch.ts). */
const asAscii = {
  name: 'as-ascii',
  generateBundle: (_, bundle) => {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = escaped(file.code)
  },
}

function escaped(code) {
  return code.replace(/[^\u0000-\u007f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const asCommonJs = {
  name: 'as-common-js',
  writeBundle: () => writeFileSync('dist/package.json', '{ "type": "commonjs" }\n'),
}

const licences = new Licences()
const noteLicences = {
  name: 'note-licences',
  generateBundle: (_, bundle) => {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') licences.note(Object.keys(file.modules))
  },
}
const withLicences = {
  name: 'with-licences',
  writeBundle: () => writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences.text()),
}

const LAUNCHER = 'hydroam.js'

/** The launcher, which is built last, knows what it may launch: pipeline/code-cache/key.ts. */
const withDigest = {
  name: 'with-digest',
  generateBundle: (_, bundle) => {
    const others = readdirSync('dist').filter((name) => name.endsWith('.js') && name !== LAUNCHER)
    const launcher = bundle[LAUNCHER]
    launcher.code = launcher.code.replaceAll('BUNDLE_DIGEST', JSON.stringify(digestOf('dist', others)))
  },
}

/** What every render loads is one file: with a file for each of its modules, the reading of files would cost as much as what is in them. */
const CORE = ['cli', 'commands/render', 'commands/fn-render', 'runner/in-process'].map((name) =>
  resolve(`pipeline/${name}.ts`),
)

const chunkOf = (id, graph) => (coreOf(graph).has(id) ? 'core' : null)

let core
function coreOf(graph) {
  core ??= new Set(CORE)
  // The set grows while it is walked.
  for (const id of core) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) core.add(imported)
  return core
}

// Everything else loads on demand (see functions/index.ts), so the bundle is split: a run reads only the chunks it needs.
export default defineConfig([
  {
    input: { cli: 'pipeline/cli.ts' },
    platform: 'node',
    plugins: [withoutPrograms, lazyYaml, asAscii, noteLicences],
    output: { ...output, cleanDir: true, codeSplitting: { groups: [{ name: chunkOf }] } },
  },
  { input: { yaml: 'yaml' }, platform: 'node', plugins: [asAscii, noteLicences], output },
  {
    input: { hydroam: 'pipeline/launch.ts' },
    platform: 'node',
    plugins: [asAscii, noteLicences, asCommonJs, withLicences, withDigest],
    output,
  },
])
