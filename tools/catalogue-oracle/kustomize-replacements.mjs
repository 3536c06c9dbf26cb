/**
 * Asks the real kustomize (`kubectl kustomize`) what each replacement of a table does, and writes down its answers:
 * test/catalogue/apply-replacements/<case>.golden.yaml. The catalogue's apply-replacements runs the same filter
 * (kustomize `api/filters/replacement`). Run it again when the table grows or kubectl moves: `node tools/catalogue-oracle/kustomize-replacements.mjs`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse, parseAllDocuments, stringify } from 'yaml'

const GOLDEN = resolve(import.meta.dirname, '../../test/catalogue/apply-replacements')
const TABLE = join(import.meta.dirname, 'replacements.yaml')

const folder = mkdtempSync(join(tmpdir(), 'ask-kustomize-'))

function ask({ items, replacements }) {
  writeFileSync(join(folder, 'items.yaml'), items)
  writeFileSync(join(folder, 'kustomization.yaml'), stringify({ resources: ['items.yaml'], replacements }))
  const run = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8', timeout: 60_000 })
  if (run.status !== 0) return { error: reason(run.stderr) }
  return { answer: parseAllDocuments(run.stdout).map((document) => document.toJS()) }
}

/** Without the time and the process id of kubectl's log line. */
function reason(stderr) {
  const text = /err=(?:<\n([\s\S]*)\n >|("(?:[^"\\]|\\.)*"))/.exec(stderr)
  return text?.[1]?.trim() ?? (text?.[2] ? JSON.parse(text[2]) : stderr.trim())
}

try {
  const { kustomizeVersion } = JSON.parse(
    execFileSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8' }),
  )
  const { deployment, config, cases } = parse(readFileSync(TABLE, 'utf8'))
  mkdirSync(GOLDEN, { recursive: true })
  for (const { name, items = `${config}---\n${deployment}`, replacements } of cases) {
    const asked = { kustomize: kustomizeVersion, items, replacements }
    writeFileSync(join(GOLDEN, `${name}.golden.yaml`), stringify({ ...asked, ...ask(asked) }, { lineWidth: 0 }))
  }
  console.log(`${cases.length} cases asked of kustomize ${kustomizeVersion}: ${GOLDEN}`)
} finally {
  rmSync(folder, { recursive: true })
}
