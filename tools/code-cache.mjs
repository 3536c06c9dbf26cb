/**
 * Keeps the compiled code of the built command in dist/code.cache: what a render of the example has called. See pipeline/launch.ts.
 *
 *   node tools/code-cache.mjs
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const COMMAND = join(ROOT, 'dist/hydroam.js')
const scratch = mkdtempSync(join(tmpdir(), 'hydroam-code-'))
const CACHE = join(ROOT, 'dist/code.cache')

rmSync(CACHE, { force: true })
cpSync(join(ROOT, 'examples/shop'), scratch, { recursive: true })
process.stderr.write = () => true
process.argv = [process.argv[0], COMMAND, 'render', scratch]
const { scripts } = createRequire(import.meta.url)(COMMAND)

process.on('exit', () => {
  const code = [...scripts].map(([id, script]) => [id, script.createCachedData()])
  const index = JSON.stringify(code.map(([id, data]) => [id, data.length]))
  writeFileSync(CACHE, Buffer.concat([Buffer.from(`${index}\n`), ...code.map(([, data]) => data)]))
  rmSync(scratch, { recursive: true })
})
