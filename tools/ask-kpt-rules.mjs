/**
 * Asks the real kpt to render every package of test/kpt/rules.mjs, and writes what it did to test/kpt/golden-rules.json.
 *
 *   node tools/ask-kpt-rules.mjs
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RULES } from '../test/kpt/rules.mjs'
import { renderCase } from '../test/kpt/rules-run.mjs'

const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), '../test/kpt/golden-rules.json')
const version = spawnSync('kpt', ['version'], { encoding: 'utf8' }).stdout.trim()
const answers = {}
for (const [name, files] of Object.entries(RULES)) answers[name] = await renderCase(files, 'kpt')
writeFileSync(GOLDEN, `${JSON.stringify({ kpt: version, answers }, null, 1)}\n`)
