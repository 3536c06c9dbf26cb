/**
 * Looks for input that makes the built command crash, hang, or touch what is not its own.
 *
 *   npm run build && node tools/fuzz/run.mjs --minutes 60 [--only package|kptfile|journal|list|git] [--seed N] [--rounds N]
 *
 * It prints its seed. Each round has a seed of its own; one that fails is kept in a folder with what was found and how to run it again.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { broken, changed, snapshot } from './invariants.mjs'
import { listRound } from './lists.mjs'
import { journalRound, kptfileRound, packageRound } from './packages.mjs'
import { randomOf } from './random.mjs'
import { gitRound } from './repositories.mjs'

const AREAS = { package: packageRound, kptfile: kptfileRound, journal: journalRound, list: listRound, git: gitRound }
const COMMAND = resolve('dist/hydroam.js')
/** Generous: a machine may be busy, and nothing here takes a second on an idle one. */
const HANG = 300_000

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    only: { type: 'string' },
    seed: { type: 'string' },
    rounds: { type: 'string' },
  },
})
const areas = values.only ? [values.only] : Object.keys(AREAS)
const first = Number(values.seed ?? Date.now() % 1e9)
const end = Date.now() + Number(values.minutes ?? 1) * 60_000
const most = Number(values.rounds ?? Number.POSITIVE_INFINITY)

console.log(`seed ${first}`)
let [rounds, failures] = [0, 0]
for (; rounds < most && Date.now() < end; rounds++) {
  const area = areas[rounds % areas.length]
  if (!(await round(area, first + rounds))) failures++
}
console.log(`${rounds} rounds, ${failures} of them failed`)
process.exitCode = failures > 0 ? 1 : 0

/** Whether everything held. */
async function round(area, seed) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hydroam-fuzz-')))
  surround(folder)
  const found = await prepared(area, folder, seed)
    .then((all) => runAll(all, folder))
    .catch(asFinding)
  if (found.length === 0) remove(folder)
  else keep(folder, found, `node tools/fuzz/run.mjs --only ${area} --seed ${seed} --rounds 1`)
  return found.length === 0
}

async function prepared(area, folder, seed) {
  return AREAS[area](folder, randomOf(seed))
}

/** What no command may touch, and a home in which there is git and nothing else to run. */
function surround(folder) {
  for (const name of ['victim', 'home/bin']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'victim/secret.yaml'), 'apiVersion: v1\nkind: Secret\nmetadata: {name: secret}\n')
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  symlinkSync(git, join(folder, 'home/bin/git'))
}

function asFinding({ stack, args = [], input }) {
  return [{ args, input, sentences: ['it threw'], stderr: stack }]
}

function runAll(commands, folder) {
  return commands.flatMap((command) => {
    const before = snapshotOf(folder)
    const answer = run(command, folder)
    const sentences = broken(answer, command, changed(before, snapshotOf(folder)))
    return sentences.length > 0 ? [{ ...command, sentences, stderr: answer.stderr }] : []
  })
}

/** Without what the user's own folders hold. */
function snapshotOf(folder) {
  return new Map([...snapshot(folder)].filter(([name]) => !/^home(\/|$)/.test(name)))
}

function run({ args, input = '', cwd = '.' }, folder) {
  const home = join(folder, 'home')
  const env = {
    ...{ PATH: join(home, 'bin'), HOME: home, TMPDIR: tmpdir(), GIT_CONFIG_NOSYSTEM: '1' },
    ...{ XDG_CACHE_HOME: join(home, 'cache'), XDG_STATE_HOME: join(home, 'state') },
    ...{
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    },
  }
  const options = {
    cwd: join(folder, cwd),
    env,
    input,
    encoding: 'utf8',
    timeout: HANG,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 29,
  }
  return spawnSync(process.execPath, [COMMAND, ...args], options)
}

function keep(folder, found, replay) {
  for (const [i, { input }] of found.entries()) if (input) writeFileSync(join(folder, `input-${i}.yaml`), input)
  const text = found.map(
    ({ args, sentences, stderr }) => `hydroam ${args.join(' ')}\n${sentences.join('\n')}\n${stderr.slice(0, 4000)}`,
  )
  writeFileSync(join(folder, 'failure.txt'), `${replay}\n\n${text.join('\n\n')}\n`)
  console.log(
    `${folder}/failure.txt\n  ${replay}\n  ${found.map(({ args, sentences }) => `${args.join(' ')}: ${sentences.join('; ')}`).join('\n  ')}`,
  )
}

function remove(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  rmSync(folder, { recursive: true, force: true })
}
