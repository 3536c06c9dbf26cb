/**
 * Runs test/kpt/script.sh with the real kpt, and writes what it left behind, by meaning, to test/kpt/script.golden.json.
 *
 *   npm run build && node tools/ask-kpt-script.mjs
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, goldenText } from '../test/kpt/golden.mjs'
import { APP, runScript, SCRIPT } from '../test/kpt/script.mjs'

const kpt = spawnSync('sh', ['-c', 'kpt version; command -v kpt'], { encoding: 'utf8' }).stdout.trim().split('\n')
const { stderr, ...script } = await runScript(kpt[1])
if (script.exitCode !== 0) throw new Error(stderr)
const packages = fingerprint([APP, readFileSync(SCRIPT, 'utf8')])
writeFileSync(
  join(import.meta.dirname, '../test/kpt/script.golden.json'),
  goldenText({ kpt: kpt[0], packages, answers: { script } }),
)
