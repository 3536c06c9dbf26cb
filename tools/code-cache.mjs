/**
 * Keeps the compiled code of the built command in dist/code.cache: what a render of the example has called, with some functions of kpt's
 * catalogue in its pipeline. See pipeline/launch.ts. Nothing in it leads to the yaml library, which most runs do without: what is kept is
 * read by every run.
 *
 *   node tools/code-cache.mjs
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const COMMAND = join(ROOT, 'dist/hydroam.js')
const CACHE = join(ROOT, 'dist/code.cache')
const [scratch] = process.argv.slice(2)

if (scratch === undefined) train()
else keep(scratch)

/** In a process of its own, since the command says what it does. */
function train() {
  const folder = mkdtempSync(join(tmpdir(), 'hydroam-code-'))
  rmSync(CACHE, { force: true })
  cpSync(join(ROOT, 'examples/shop'), folder, { recursive: true })
  addFunctions(join(folder, 'Kptfile'))
  const { status, stderr } = spawnSync(process.execPath, [process.argv[1], folder], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  if (status !== 0) throw new Error(stderr)
}

function addFunctions(kptfile) {
  const text = readFileSync(kptfile, 'utf8')
  const functions = ['set-labels', 'set-annotations'].map(
    (name) => `    - image: ${name}\n      configMap: {kept: code}\n`,
  )
  writeFileSync(kptfile, text.replace('  validators:', `${functions.join('')}  validators:`))
}

function keep(folder) {
  process.argv = [process.argv[0], COMMAND, 'fn', 'render', folder]
  const { scripts, INDEX_LENGTH } = createRequire(import.meta.url)(COMMAND)
  process.on('exit', () => {
    const code = [...scripts].map(([id, script]) => [id, script.createCachedData()])
    const index = JSON.stringify(code.map(([id, data]) => [id, data.length]))
    if (index.length > INDEX_LENGTH) throw new Error(`the index has ${index.length} bytes, more than ${INDEX_LENGTH}`)
    writeFileSync(CACHE, Buffer.concat([Buffer.from(index.padEnd(INDEX_LENGTH)), ...code.map(([, data]) => data)]))
  })
}
