/**
 * Makes `code-cache` in an installed package, for all who run it from there: what rendering an example and running each function compiles.
 * The directory belongs to whoever runs this, who must own the package's `dist`, and nobody else may write it (pipeline/code-cache/place.ts).
 *
 *   node keep-code.mjs PACKAGE EXAMPLE
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

const [installed, example] = process.argv.slice(2)
const command = join(installed, 'dist/hydroam.js')

mkdirSync(join(installed, 'code-cache'), { mode: 0o755 })
run(['render', example, '-o', 'unwrap'])
const list = run(['render', example, '-o', 'stdout'])
// Many want a configuration; what they load before they say so is most of it.
for (const name of namesIn(run(['fn', 'list']))) run(['fn', 'run', name], list)

function run(args, input = '') {
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', input, maxBuffer: Infinity }).stdout
}

function namesIn(list) {
  return list
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0])
}
