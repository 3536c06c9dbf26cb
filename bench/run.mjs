/**
 * The benchmark: every case in a fresh process, the cases interleaved, medians of several rounds, as MB/s and as ratios side by side.
 * Figures of two runs do not compare; ratios within one do.
 *
 *   npm run bench [-- --n 1000 --rounds 5]
 *
 * Then whole commands: OAM components hydrated, ten times as many for how it grows (the goal is 1000 components in a second), and label
 * functions beside kpt and kustomize (commands.mjs).
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benchCommands } from './commands.mjs'

// With it, node of version 20 reads certificates at every start, which takes longer than a small render.
delete process.env.NODE_EXTRA_CA_CERTS

const here = dirname(fileURLToPath(import.meta.url))
const { values: options } = parseArgs({
  options: { n: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '5' } },
})
const scratch = mkdtempSync(join(tmpdir(), 'hydroam-bench-'))
const TEXT = join(here, '../dist/bench/text.mjs')
const HYDROAM = join(here, '../dist/hydroam.js')

try {
  const input = generate(options.n, 0)
  const cases = JSON.parse(execFileSync(process.execPath, [TEXT], { encoding: 'utf8' }))
  const times = measure(cases.map((name) => [name, () => runCase(name, input)]))
  if (has('kpt')) {
    const bytes = runCase(cases[0], input).bytes
    Object.assign(times, measure([['kpt fn render, no function', () => timeKpt(input, bytes)]]))
  }
  print(times)
  printHydration([Number(options.n), Number(options.n) * 10].map(hydration))
  for (const n of [10, Number(options.n), Number(options.n) * 10]) benchCommands(n, Number(options.rounds), scratch)
} finally {
  rmSync(scratch, { recursive: true })
}

function generate(n, functions) {
  const out = join(scratch, `plain-${n}`)
  execFileSync(
    process.execPath,
    [join(here, 'gen-packages.mjs'), 'plain', '--n', n, '--out', out, '--fns', String(functions)],
    { stdio: 'ignore' },
  )
  return join(out, 'kpt')
}

/** Applications of one component each, from its files to the stream of manifests, with the start of the process. */
function hydration(n) {
  const out = join(scratch, `oam-${n}`)
  const kinds = ['--n', '0', '--applications', String(n), '--fns', '0']
  execFileSync(process.execPath, [join(here, 'gen-packages.mjs'), 'oam', ...kinds, '--out', out], { stdio: 'ignore' })
  const render = () => timeHydroam(join(out, 'kpt'))
  return [n, Object.values(measure([[n, render]]))[0].map(({ ms }) => ms)]
}

function timeHydroam(folder) {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [HYDROAM, 'render', folder, '-o', 'unwrap'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  const ms = performance.now() - start
  if (status !== 0) throw new Error(stderr)
  return { ms }
}

function printHydration(runs) {
  console.log(`\n${'hydrate OAM components (the command)'.padEnd(48)}${'ms'.padStart(9)}${'ms each'.padStart(9)}`)
  for (const [n, list] of runs) {
    const ms = list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
    console.log(`${String(n).padEnd(48)}${ms.toFixed(0).padStart(9)}${(ms / n).toFixed(2).padStart(9)}`)
  }
}

function runCase(name, folder) {
  return JSON.parse(execFileSync(process.execPath, [TEXT, name, folder], { encoding: 'utf8' }))
}

function timeKpt(folder, bytes) {
  const copy = join(scratch, 'kpt-copy')
  cpSync(folder, copy, { recursive: true })
  const start = performance.now()
  const { status, stderr } = spawnSync('kpt', ['fn', 'render', copy], { encoding: 'utf8' })
  const ms = performance.now() - start
  rmSync(copy, { recursive: true })
  if (status !== 0) throw new Error(stderr)
  return { ms, bytes }
}

function has(command) {
  return spawnSync(command, ['version']).status === 0
}

/** Rounds over all cases, so that a slow moment of the machine hits each of them. */
function measure(cases) {
  const times = Object.fromEntries(cases.map(([name]) => [name, []]))
  for (let round = 0; round < Number(options.rounds); round++) for (const [name, run] of cases) times[name].push(run())
  return times
}

function print(times) {
  const median = (list) => list.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
  console.log(
    `${options.n} resources, medians of ${options.rounds} rounds, first pass in a fresh process; kpt includes its start and disk\n`,
  )
  console.log(`${'case'.padEnd(48)}${'ms'.padStart(9)}${'MB/s'.padStart(9)}`)
  for (const [name, list] of Object.entries(times)) {
    const ms = median(list)
    console.log(`${name.padEnd(48)}${ms.toFixed(1).padStart(9)}${(list[0].bytes / 1000 / ms).toFixed(1).padStart(9)}`)
  }
}
