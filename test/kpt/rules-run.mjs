/** Renders a case with a command, and tells what is there afterwards, by meaning. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'

const FN = `${process.execPath} ${join(dirname(fileURLToPath(import.meta.url)), 'rules-fn.mjs')}`

/** `command` and `args` stand before `fn render …`. The answer names no path of this machine. */
export async function renderCase(files, command, args = []) {
  const scratch = mkdtempSync(join(tmpdir(), 'hydroam-kpt-'))
  try {
    const pkg = join(scratch, 'p')
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(pkg, path)), { recursive: true })
      writeFileSync(join(pkg, path), text.replaceAll('FN ', `${FN} `))
    }
    const results = join(scratch, 'results')
    const all = [...args, 'fn', 'render', pkg, '--allow-exec', '--results-dir', results]
    const [exitCode] = await once(spawn(command, all, { stdio: 'ignore' }), 'close')
    return { exitCode, files: readTree(pkg), results: readResults(join(results, 'results.yaml')) }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function readTree(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  )
  return Object.fromEntries(paths.sort().map((path) => [path, meaning(join(folder, path))]))
}

function meaning(file) {
  const text = readFileSync(file, 'utf8').replaceAll(`${FN} `, 'FN ')
  if (!/\.(ya?ml|json)$|Kptfile$/.test(file)) return text
  return parseAllDocuments(text).flatMap((document) => document.toJS() ?? [])
}

function readResults(file) {
  if (!existsSync(file)) return undefined
  const [list] = parseAllDocuments(readFileSync(file, 'utf8').replaceAll(`${FN} `, 'FN '))
  const { exitCode, items = [] } = list.toJS()
  return {
    exitCode,
    items: items.map((item) => ({ ...item, results: item.results?.map(({ tags: _, ...result }) => result) })),
  }
}
