/**
 * Whole commands side by side: four label functions on a package, by hydroam, by kpt with programs and by kustomize, and the bare start of node.
 * Each works on a fresh copy of its package; a package in order is the same one again. Of large packages only hydroam's time is taken: kpt
 * needs minutes for 10,000 resources, and kustomize more.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const HYDROAM = join(here, '../dist/hydroam.js')
const TIME = '/usr/bin/time'
/** In the project, where the `yaml` that a program of kpt imports is found. */
const PROGRAMS = join(here, '../dist/bench/programs')
const LARGE = 5000

/**
 * Medians of `rounds` interleaved rounds, and from one more run the memory of the largest process, where GNU time can tell: started by it,
 * a small command takes half as long again.
 */
export function benchCommands(n, rounds, scratch) {
  const cases = casesOf(n, scratch).filter(({ command }) => has(command[0]))
  const runs = new Map(cases.map((one) => [one, []]))
  for (const one of cases) one.prepare?.()
  for (let round = 0; round < rounds; round++) for (const one of cases) runs.get(one).push(timeOf(one, scratch))
  const memory = new Map(cases.map((one) => [one, memoryOf(one, scratch)]))
  print(n, rounds, runs, memory)
}

function casesOf(n, scratch) {
  const native = generate(n, scratch, 'native', ['--fns', '4', '--image', 'gcr.io/kpt-fn/set-labels:v0.2'])
  const own = ownCases(n, native, scratch)
  return n >= LARGE ? own : [...own, ...peerCases(n, native, scratch)]
}

function ownCases(n, native, scratch) {
  const work = join(scratch, 'work')
  const inOrder = join(scratch, `in-order-${n}`)
  const render = (folder) => [process.execPath, HYDROAM, 'fn', 'render', folder]
  return [
    { name: 'node, an empty program', command: [process.execPath, '-e', '0'] },
    { name: 'hydroam, 4 label functions', from: join(native, 'kpt'), command: render(work) },
    {
      name: 'hydroam, the same in order',
      command: render(inOrder),
      prepare: () => {
        copy(join(native, 'kpt'), inOrder)
        for (let i = 0; i < 3; i++) spawnSync(process.execPath, render(inOrder).slice(1))
      },
    },
  ]
}

function peerCases(n, native, scratch) {
  const work = join(scratch, 'work')
  generatePrograms()
  const labels = ['--fns', '4', '--fn', 'labels', '--exec', `${process.execPath} ${join(PROGRAMS, 'labels.mjs')}`]
  const kpt = ['kpt', 'fn', 'render', work, '--allow-exec']
  return [
    {
      name: 'kpt, 4 programs (cat)',
      from: join(generate(n, scratch, 'cat', ['--fns', '4', '--exec', 'cat']), 'kpt'),
      command: kpt,
    },
    {
      name: 'kpt, 4 label programs (node)',
      from: join(generate(n, scratch, 'labels', labels), 'kpt'),
      command: kpt,
    },
    {
      name: 'kustomize, namespace and labels',
      from: join(native, 'kustomize'),
      command: ['kubectl', 'kustomize', work, '-o', join(scratch, 'kustomized.yaml')],
    },
  ]
}

function generate(n, scratch, name, options) {
  const out = join(scratch, `${name}-${n}`)
  const args = [join(here, 'gen-packages.mjs'), 'plain', '--n', String(n), '--out', out, ...options]
  execFileSync(process.execPath, args, { stdio: 'ignore' })
  return out
}

function generatePrograms() {
  execFileSync(process.execPath, [join(here, 'gen-packages.mjs'), 'fns', '--out', PROGRAMS], { stdio: 'ignore' })
}

function has(program) {
  return spawnSync(program, ['--help'], { stdio: 'ignore' }).error === undefined
}

function timeOf({ from, command }, scratch) {
  if (from) renewWork(from, scratch)
  const start = performance.now()
  run(command)
  return performance.now() - start
}

/** MiB; not a number without GNU time. */
function memoryOf({ from, command }, scratch) {
  if (!existsSync(TIME)) return Number.NaN
  if (from) renewWork(from, scratch)
  return (
    Number(
      run([TIME, '-f', '%M', ...command])
        .trim()
        .split('\n')
        .at(-1),
    ) / 1024
  )
}

function renewWork(from, scratch) {
  rmSync(join(scratch, 'work'), { recursive: true, force: true })
  copy(from, join(scratch, 'work'))
}

/** What it said on stderr. */
function run([program, ...args]) {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30 })
  if (status !== 0) throw new Error(stderr)
  return stderr
}

/** By reading and writing, as a checkout leaves files: what the kernel copies, it need not have in memory. */
function copy(from, to) {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copy(source, target)
    else writeFileSync(target, readFileSync(source))
  }
}

function print(n, rounds, runs, memory) {
  const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
  const rows = [...runs].map(([one, times]) => ({ name: one.name, ms: median(times), mib: memory.get(one) }))
  const own = rows.find(({ name }) => name === 'hydroam, 4 label functions').ms
  console.log(`\n${n} resources, whole commands, medians of ${rounds} rounds; ratio to hydroam's render\n`)
  console.log(`${'command'.padEnd(48)}${'ms'.padStart(9)}${'ratio'.padStart(9)}${'MiB'.padStart(9)}`)
  for (const { name, ms, mib } of rows) {
    const peak = Number.isNaN(mib) ? '-' : mib.toFixed(0)
    console.log(`${name.padEnd(48)}${ms.toFixed(0).padStart(9)}${(ms / own).toFixed(2).padStart(9)}${peak.padStart(9)}`)
  }
}
