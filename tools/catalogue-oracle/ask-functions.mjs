/**
 * Asks functions of kpt's catalogue themselves what they make of our cases and of generated lists, and writes down their answers:
 * test/catalogue/functions/<function>.golden.json. The Go module proxy serves these three, each in one version and only by its number; it answers
 * 403 for the other functions, and for the catalogue's new repository (github.com/kptdev/krm-functions-catalog).
 * Needs Go and the proxy: `node tools/catalogue-oracle/ask-functions.mjs`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bindings, setters } from './generated-lists.mjs'

const ROOT = resolve(import.meta.dirname, '../..')
const REPOSITORY = 'github.com/GoogleContainerTools/kpt-functions-catalog/functions/go'
const COUNT = 60

const FUNCTIONS = {
  'set-namespace': { version: 'v0.4.1', generate: bindings },
  'apply-setters': { version: 'v0.2.0', generate: setters },
  'apply-replacements': { version: 'v0.1.1' },
}

const folder = mkdtempSync(join(tmpdir(), 'hydroam-catalogue-'))
for (const [name, { version, generate }] of Object.entries(FUNCTIONS)) {
  const program = build(name, version)
  const cases = casesOf(name).map((one) => {
    return {
      case: one,
      ...ask(program, readFileSync(join(ROOT, 'functions', name, 'cases', one, 'input.yaml'), 'utf8')),
    }
  })
  const generated = Array.from({ length: generate ? COUNT : 0 }, (_, seed) => {
    const input = generate(seed)
    return { input, ...ask(program, input) }
  })
  const golden = { module: `${REPOSITORY}/${name}`, version, answers: [...cases, ...generated] }
  const path = join(ROOT, 'test/catalogue/functions', `${name}.golden.json`)
  writeFileSync(path, `${JSON.stringify(golden, null, 2)}\n`)
}
rmSync(folder, { recursive: true })

/** In a module that requires it, so that the proxy is asked for this version alone. */
function build(name, version) {
  const at = mkdtempSync(join(folder, 'module-'))
  writeFileSync(join(at, 'go.mod'), `module asked\n\ngo 1.22\n\nrequire ${REPOSITORY}/${name} ${version}\n`)
  const program = join(folder, name)
  execFileSync('go', ['build', '-mod=mod', '-o', program, `${REPOSITORY}/${name}`], { cwd: at, stdio: 'inherit' })
  return program
}

/** Not those of earlier generations. */
function casesOf(name) {
  return readdirSync(join(ROOT, 'functions', name, 'cases')).filter((one) => !/^v0\.\d-/.test(one))
}

function ask(program, input) {
  const { stdout, status } = spawnSync(program, { input, encoding: 'utf8' })
  return { status, stdout }
}
