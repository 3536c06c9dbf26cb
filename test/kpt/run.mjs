/** Renders a package with a command, and tells by meaning what it did to it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parseAllDocuments } from 'yaml'

const FN = `${process.execPath} ${join(import.meta.dirname, 'fn.mjs')}`

/** `command` and `args` stand before `fn render …`; images run in the stand-in engine. The answer names no path of this machine. */
export async function renderCase(files, command, args = []) {
  const scratch = mkdtempSync(join(tmpdir(), 'hydroam-kpt-'))
  try {
    const pkg = join(scratch, 'p')
    writeTree(pkg, files)
    const results = join(scratch, 'results')
    const all = [...args, 'fn', 'render', pkg, '--allow-exec', '--results-dir', results]
    const [exitCode] = await once(spawn(command, all, { stdio: 'ignore', env: withEngine(scratch) }), 'close')
    return answerOf(exitCode, files, readTree(pkg), readText(join(results, 'results.yaml')))
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

/** The environment with the stand-in container engine first on PATH. */
export function withEngine(scratch) {
  const folder = join(scratch, 'engine')
  mkdirSync(folder)
  symlinkSync(join(import.meta.dirname, 'fake-engine.mjs'), join(folder, 'docker'))
  return {
    ...process.env,
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    KPT_FN_RUNTIME: 'docker',
    KPT_IMAGE_PREFIX: 'gcr.io/kpt-fn',
  }
}

/** `FN` in a text stands for the command of fn.mjs. */
export function writeTree(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text.replaceAll('FN ', `${FN} `))
  }
}

/** Files by path, with their text. */
export function readTree(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  )
  return Object.fromEntries(paths.sort().map((path) => [path, readText(join(folder, path))]))
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll(`${FN} `, 'FN ') : undefined
}

/** What a run did, by meaning: the files that it changed or made, those that are gone, and each function in its order. */
export function answerOf(exitCode, before, after, results) {
  const changed = Object.entries(after)
    .map(([path, text]) => [path, meaning(path, text)])
    .filter(([path, docs]) => before[path] === undefined || !isDeepStrictEqual(docs, meaning(path, before[path])))
  const deleted = Object.keys(before).filter((path) => after[path] === undefined)
  return {
    exitCode,
    changed: Object.fromEntries(changed.sort(([a], [b]) => (a < b ? -1 : 1))),
    deleted: deleted.sort(),
    functions: functionsOf(results),
  }
}

/** Resources as Kubernetes reads them (YAML 1.1, where a date is text), integers of any length. */
function meaning(path, text) {
  if (!/\.(ya?ml|json)$|Kptfile$/.test(path)) return text
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, intAsBigInt: true, customTags: dateless })
  return documents.flatMap((document) => plain(document.toJS()) ?? [])
}

function dateless(tags) {
  return tags.filter(({ tag }) => tag !== 'tag:yaml.org,2002:timestamp')
}

function plain(value) {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}n`
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
}

/** Each entry of results.yaml, but for what a native function writes to stderr: under kpt its results once more. */
function functionsOf(text) {
  if (text === undefined) return []
  const { items = [] } = parseAllDocuments(text)[0].toJS()
  return items.map(({ stderr, ...item }) =>
    item.image !== undefined || stderr === undefined ? item : { stderr, ...item },
  )
}
