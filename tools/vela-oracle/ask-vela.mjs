/**
 * Asks the real KubeVela to render every application of test/oam/vela/applications, and writes what it answered to
 * test/oam/vela/golden.json: as on Kubernetes KUBERNETES_MINOR, and under `minors` where another minor answers otherwise.
 *
 *   node tools/vela-oracle/ask-vela.mjs DIR     DIR as build-vela.mjs left it
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readDryRun } from './read-dry-run.mjs'

const KUBERNETES_MINOR = '37'
/** What the command line itself believes in, and both sides of each release at which a built-in changes its API. */
const COMMAND_LINE_MINOR = '0'
const BOUNDARIES = ['18', '19', '22', '23', '24', '25']

const OAM = resolve(import.meta.dirname, '../../test/oam/vela')
const home = resolve(process.argv[2] ?? '')
const definitions = join(home, 'definitions')
const KUBECONFIG = join(home, 'kubeconfig')
const names = readdirSync(join(OAM, 'applications')).map((file) => basename(file, '.yaml'))

function fileOf(name) {
  return join(OAM, 'applications', `${name}.yaml`)
}

/** Answers by name, then by minor. Paths of this machine do not belong into a golden file. */
function askAt(minors, asked) {
  const args = [minors.join(), definitions, ...asked.map(fileOf)]
  const { stdout, stderr } = spawnSync(join(home, 'bin/dry-run-at'), args, {
    encoding: 'utf8',
    env: { ...process.env, KUBECONFIG },
    maxBuffer: 2 ** 30,
  })
  if (!stdout) throw new Error(stderr)
  const answers = {}
  for (const { file, minor, text, error } of JSON.parse(stdout)) {
    const answer = error ? { error: error.replaceAll(file, basename(file)) } : readDryRun(text)
    answers[basename(file, '.yaml')] ??= {}
    answers[basename(file, '.yaml')][minor] = answer
  }
  return answers
}

/** The command line as a user runs it, in an empty home: no settings of the user, no cluster. */
function askCommandLine(name, emptyHome) {
  const args = ['dry-run', '--offline', '-d', definitions, '-f', fileOf(name)]
  const env = { PATH: process.env.PATH, HOME: emptyHome, KUBECONFIG }
  const { status, stdout, stderr } = spawnSync(join(home, 'bin/vela'), args, { encoding: 'utf8', env, cwd: emptyHome })
  if (status === 0) return readDryRun(stdout)
  // On the same stream the command logs that it could not reach a cluster, and the stack of a panic.
  const panic = /^panic: .*$/m.exec(stderr)?.[0]
  const error = panic ?? stderr.replace(/^[\s\S]*?^Error: /m, '').trimEnd()
  return { error: error.replaceAll(fileOf(name), `${name}.yaml`) }
}

/** Holds dry-run-at to the command line: a difference means that dry-run-at is no oracle. */
function compareWithCommandLine(answers) {
  const emptyHome = mkdtempSync(join(tmpdir(), 'vela-home-'))
  const differing = names.filter((name) => {
    return !isDeepStrictEqual(askCommandLine(name, emptyHome), answers[name][COMMAND_LINE_MINOR])
  })
  rmSync(emptyHome, { recursive: true })
  return differing
}

function goldenAnswer(name, answers, atBoundaries) {
  const own = answers[name][KUBERNETES_MINOR]
  const others = Object.entries({ ...answers[name], ...atBoundaries[name] })
  const minors = others.filter(([minor, answer]) => minor !== KUBERNETES_MINOR && !isDeepStrictEqual(answer, own))
  return minors.length > 0 ? { ...own, minors: Object.fromEntries(minors) } : own
}

const answers = askAt([COMMAND_LINE_MINOR, KUBERNETES_MINOR], names)
const dependent = names.filter((name) => {
  return !isDeepStrictEqual(answers[name][COMMAND_LINE_MINOR], answers[name][KUBERNETES_MINOR])
})
const atBoundaries = dependent.length > 0 ? askAt(BOUNDARIES, dependent) : {}
const golden = {
  ...JSON.parse(readFileSync(join(home, 'version.json'), 'utf8')),
  kubernetesMinor: Number(KUBERNETES_MINOR),
  answers: Object.fromEntries(names.map((name) => [name, goldenAnswer(name, answers, atBoundaries)])),
}
writeFileSync(join(OAM, 'golden.json'), `${JSON.stringify(golden, null, 1)}\n`)
console.log(`${names.length} applications; they depend on the Kubernetes version: ${dependent.join(', ')}`)
console.log(`the command line answers otherwise: ${compareWithCommandLine(answers).join(', ') || 'nowhere'}`)
