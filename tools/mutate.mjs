/**
 * Mutation testing on a sample: changes one operator or constant at a time and runs the tests until one fails. A mutant that no test notices
 * is printed: either a test is missing, or the change means nothing. Works on a copy; takes about a minute for each mutant that survives.
 *
 *   node tools/mutate.mjs [--places 100] [--seed 1] [--only pipeline/traversal]
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parseAst } from 'rolldown/parseAst'

const ROOT = resolve(import.meta.dirname, '..')
const { values: options } = parseArgs({
  options: {
    places: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
})

/** Those that fail soonest come first; each runs only if no earlier one failed. */
const QUICK = ['test/oam', 'test/text', 'test/cel', 'test/catalogue', 'test/kpt/ignore', 'test/schema', 'test/surface']
const STAGES = [
  ['test/cases.test.ts', '-t', 'gives what is expected'],
  [...QUICK, 'test/setters', 'test/identity', 'test/save', 'test/targets', 'test/field', 'test/with-fields'],
  ['--exclude', 'test/cases.test.ts', '--exclude', 'test/kpt/rules.test.ts', '--exclude', 'test/house.test.ts'],
]

const OPERATORS = {
  '??': '&&',
  '&&': '||',
  '||': '&&',
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
}
const METHODS = { some: 'every', every: 'some', startsWith: 'endsWith', endsWith: 'startsWith', slice: 'concat' }

/** [start, end, text] of a change, for each kind of node that has one. */
const MUTATORS = {
  LogicalExpression: operator,
  BinaryExpression: operator,
  ConditionalExpression: ({ test }) => [test.start, test.end, (text) => `!(${text})`],
  IfStatement: ({ test }) => [test.start, test.end, (text) => `!(${text})`],
  UnaryExpression: ({ operator, start }) => (operator === '!' ? [start, start + 1, () => ''] : undefined),
  Literal: ({ value, start, end }) => (typeof value === 'boolean' ? [start, end, () => String(!value)] : undefined),
  MemberExpression: ({ property: { name, start, end } }) =>
    Object.hasOwn(METHODS, name ?? '') ? [start, end, () => METHODS[name]] : undefined,
}

function operator({ operator, left, right }, source) {
  if (!Object.hasOwn(OPERATORS, operator)) return undefined
  const start = left.end + source.slice(left.end, right.start).indexOf(operator)
  return [start, start + operator.length, () => OPERATORS[operator]]
}

function mutantsOf(file) {
  const source = readFileSync(join(ROOT, file), 'utf8')
  const found = []
  const visit = (node) => {
    if (typeof node !== 'object' || node === null) return
    if (Array.isArray(node)) return node.forEach(visit)
    const change = MUTATORS[node.type]?.(node, source)
    if (change) found.push({ file, source, change })
    if (!/^TS(Type|Interface|Literal)/.test(node.type ?? '')) Object.values(node).forEach(visit)
  }
  visit(parseAst(source, { lang: 'ts' }))
  return found
}

/** The scanner is compiled to WebAssembly, which takes too long for each mutant; its tests are those of reading. */
function sources() {
  const { stdout } = spawnSync('git', ['ls-files', '*.ts'], { cwd: ROOT, encoding: 'utf8' })
  return stdout
    .split('\n')
    .filter((file) => /^(src|functions|pipeline)\//.test(file) && !/scanner\/|\.d\.ts$/.test(file))
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function sample(list, size, random) {
  const keyed = list.map((item) => [random(), item]).sort(([a], [b]) => a - b)
  return keyed.slice(0, size).map(([, item]) => item)
}

function copyProject() {
  const folder = mkdtempSync(join(tmpdir(), 'hydroam-mutants-'))
  const skipped = new Set(['node_modules', 'dist', '.git'].map((name) => join(ROOT, name)))
  cpSync(ROOT, folder, { recursive: true, filter: (path) => !skipped.has(path) })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

function run(folder, tool, ...words) {
  return spawnSync(join(ROOT, 'node_modules/.bin', tool), words, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: 900_000,
  })
}

/** What cannot be built counts as noticed. */
function survives(folder) {
  if (run(folder, 'rolldown', '-c', 'rolldown.config.js', '--logLevel', 'silent').status !== 0) return false
  return STAGES.every((stage) => run(folder, 'vitest', 'run', '--bail', '1', ...stage).status === 0)
}

function describe({ file, source, change: [start, end, text] }) {
  const line = source.slice(0, start).split('\n').length
  return `${file}:${line}: ${source.slice(start, end)} → ${text(source.slice(start, end))}   ${source.split('\n')[line - 1].trim()}`
}

const mutants = sources()
  .filter((file) => file.includes(options.only))
  .flatMap(mutantsOf)
const chosen = sample(mutants, Number(options.places), randomFrom(Number(options.seed)))
const folder = copyProject()
let survivors = 0
try {
  if (!survives(folder)) throw new Error('the tests fail without a mutant, too')
  for (const [i, mutant] of chosen.entries()) {
    const { file, source, change } = mutant
    const [start, end, text] = change
    writeFileSync(join(folder, file), source.slice(0, start) + text(source.slice(start, end)) + source.slice(end))
    const isAlive = survives(folder)
    writeFileSync(join(folder, file), source)
    if (isAlive) survivors++
    process.stdout.write(`${isAlive ? 'SURVIVED' : 'noticed '} ${i + 1}/${chosen.length} ${describe(mutant)}\n`)
  }
  process.stdout.write(`${survivors} of ${chosen.length} survived (${mutants.length} places)\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
