/**
 * Asks the real kpt to render every package of test/kpt, and writes what it did, by meaning, to test/kpt/*.golden.json. Images run in a
 * stand-in container engine, as hydroam's own functions and those of test/kpt/modes.mjs, so that only the engines differ.
 *
 *   npm run build && node tools/ask-kpt-render.mjs [cases] [generated]
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, goldenText } from '../test/kpt/golden.mjs'
import { GOLDENS } from '../test/kpt/goldens.mjs'
import { renderCase } from '../test/kpt/run.mjs'

/** kpt and its functions keep two processors busy. */
const AT_ONCE = 3

const kpt = spawnSync('kpt', ['version'], { encoding: 'utf8' }).stdout.trim()
const asked = process.argv.slice(2)
for (const [name, packages] of Object.entries(GOLDENS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const answers = await askAll(Object.entries(packages))
  const file = join(import.meta.dirname, `../test/kpt/${name}.golden.json`)
  writeFileSync(file, goldenText({ kpt, packages: fingerprint(packages), answers }))
}

async function askAll(packages) {
  const answers = {}
  const waiting = [...packages]
  const ask = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) answers[next[0]] = await renderCase(next[1], 'kpt')
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  return Object.fromEntries(packages.map(([name]) => [name, answers[name]]))
}
