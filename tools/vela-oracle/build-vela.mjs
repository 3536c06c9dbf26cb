/**
 * Builds KubeVela's command line and dry-run-at from KubeVela's Go module, into DIR/bin, and lays its built-in
 * definitions into DIR/definitions.
 *
 *   node tools/vela-oracle/build-vela.mjs DIR
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const MODULE = 'github.com/oam-dev/kubevela@v1.10.9'

function go(cwd, ...args) {
  const { status, stdout } = spawnSync('go', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`go ${args.join(' ')} failed`)
  return stdout
}

/** The module cache is read-only, and the program must stand inside of the module: so a copy. */
function fetchModule(home) {
  mkdirSync(home, { recursive: true })
  const { Dir, Origin } = JSON.parse(go(home, 'mod', 'download', '-json', MODULE))
  const source = join(home, 'vela')
  rmSync(source, { recursive: true, force: true })
  spawnSync('cp', ['-r', '--no-preserve=mode', Dir, source], { stdio: 'inherit' })
  return { source, commit: Origin?.Hash }
}

function build(home, source) {
  const program = join(source, 'references/cmd/dry-run-at')
  mkdirSync(program, { recursive: true })
  cpSync(join(import.meta.dirname, 'dry-run-at.go'), join(program, 'main.go'))
  go(source, 'build', '-p', '1', '-o', join(home, 'bin', 'vela'), './references/cmd/cli')
  go(source, 'build', '-p', '1', '-o', join(home, 'bin', 'dry-run-at'), './references/cmd/dry-run-at')
}

/**
 * The chart's definitions are plain but for one expression, the namespace of definitions. The step `deploy` stays away:
 * an offline dry run brings its own, and panics when it meets another.
 */
function layDefinitions(home, source) {
  const from = join(source, 'charts/vela-core/templates/defwithtemplate')
  const to = join(home, 'definitions')
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to)
  for (const file of readdirSync(from).filter((file) => file !== 'deploy.yaml')) {
    const text = readFileSync(join(from, file), 'utf8')
    writeFileSync(join(to, file), text.replaceAll('{{ include "systemDefinitionNamespace" . }}', 'vela-system'))
  }
}

/** Offline or not, the command exits without a word when it finds no kubeconfig. This one leads nowhere. */
const KUBECONFIG = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'nowhere', cluster: { server: 'https://127.0.0.1:1' } }],
  users: [{ name: 'nobody', user: {} }],
  contexts: [{ name: 'nowhere', context: { cluster: 'nowhere', user: 'nobody' } }],
  'current-context': 'nowhere',
}

const home = resolve(process.argv[2] ?? '')
const { source, commit } = fetchModule(home)
layDefinitions(home, source)
build(home, source)
writeFileSync(join(home, 'kubeconfig'), JSON.stringify(KUBECONFIG))
writeFileSync(join(home, 'version.json'), `${JSON.stringify({ module: MODULE, commit })}\n`)
