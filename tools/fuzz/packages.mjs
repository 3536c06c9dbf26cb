/** Packages whose files, Kptfile or journal are damaged, and the commands that read and write packages. */
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { attempt, damaged, damageFolder } from './damage.mjs'

const EXAMPLES = ['shop', 'flight-tracker', 'platform']

/** `changes` are the folders that may change, relative to the one of the round. */
function commands({ pick }) {
  const readers = [
    ['render', 'pkg', '-o', pick(['stdout', 'unwrap'])],
    ['fn', 'source', 'pkg'],
    ['fn', 'eval', 'pkg', '-o', 'stdout', '-i', pick(['set-labels', 'set-namespace:v0.4.1']), '--', 'namespace=a'],
    ['fn', 'render', 'pkg', '-o', 'unwrap'],
  ]
  const writers = [
    ['render', 'pkg'],
    ['fn', 'render', 'pkg'],
    ['fn', 'eval', 'pkg', '-i', 'set-annotations', '--', 'a=b'],
  ]
  return [
    { args: pick(readers), changes: [] },
    { args: ['render', 'pkg', '-o', 'out'], changes: ['out'] },
    { args: pick(writers), changes: ['pkg'] },
  ]
}

function copyExample(folder, { pick }) {
  cpSync(join('examples', pick(EXAMPLES)), join(folder, 'pkg'), { recursive: true })
}

export function packageRound(folder, random) {
  copyExample(folder, random)
  for (let i = random.upTo(4); i >= 0; i--) damageFolder(join(folder, 'pkg'), join(folder, 'victim'), random)
  return commands(random)
}

const IMAGES = [
  ...[
    'set-labels',
    'set-labels:v0.1',
    'set-namespace:v0.4.1',
    'search-replace',
    'apply-setters',
    'expand-components',
    'constructor',
  ],
  ...[
    'ghcr.io/hydroam/expand-components:v9.9',
    'ghcr.io/hydroam/inject-scaler:v0.1.0',
    'gcr.io/kpt-fn/set-image:v0.1',
    '../x',
    '""',
  ],
]
const VALUES = [
  ...[
    'a',
    '""',
    '~',
    '{}',
    '[]',
    '[a]',
    '{a: b}',
    '1',
    'yes',
    '"1"',
    '../x.yaml',
    '/etc/passwd',
    'application.yaml',
    'pkg/Kptfile',
  ],
  ...[
    '{a}',
    '"a*"',
    '"(a+)+$"',
    'resources.exists(r, r.kind == "Application")',
    '"["',
    '"size(resources) > 0"',
    '9999999999999999999999',
  ],
]
const FIELDS = [
  'configPath',
  'configMap',
  'configRef',
  'name',
  'condition',
  'when',
  'tag',
  'exec',
  'image',
  'selectors',
  'exclude',
  'odd',
]

function functionOf({ pick, times }) {
  const fields = times(3, () => `\n      ${pick(FIELDS)}: ${pick(VALUES)}`)
  const selector = times(
    1,
    () => `\n      selectors:\n        - {${pick(['kind', 'name', 'labels', 'namespace', 'odd'])}: ${pick(VALUES)}}`,
  )
  return `    - image: ${pick(IMAGES)}\n      configMap: {${pick(['app', 'namespace', 'by-value'])}: ${pick(VALUES)}}${fields.join('')}${selector.join('')}\n`
}

export function kptfileRound(folder, random) {
  copyExample(folder, random)
  const list = (field) => [`  ${field}:\n`, functionOf(random), ...random.times(2, () => functionOf(random))].join('')
  const head = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: pkg\n'
  const text = `${head}pipeline:\n${list('mutators')}${random.pick([true, false]) ? list('validators') : ''}`
  writeFileSync(join(folder, 'pkg/Kptfile'), random.pick([true, false]) ? damaged(text, random) : text)
  return commands(random)
}

const PATHS = [
  'x.yaml',
  '../victim/x',
  '../victim/secret.yaml',
  '/tmp/x',
  'a/../../victim/x',
  'Kptfile',
  '.git/config',
  'link/x',
  '',
]

/** In the package, where it must mean nothing, and in the user's state folder, where it may be a broken one. */
export function journalRound(folder, random) {
  copyExample(folder, random)
  const { pick, upTo } = random
  attempt(() => symlinkSync('../victim', join(folder, 'pkg/link')))
  const entries = [[pick(PATHS), pick([null, 0, 3, -1, 'x']), pick([null, 7, 0, 1e9, {}])]]
  const inPackage = pick([
    JSON.stringify(entries),
    `${JSON.stringify(entries)}\nwritten`,
    'garbage',
    '',
    '{}',
    '[[]]',
    '[1]',
  ])
  for (const name of ['.hydroam-save', '.hydroam-save-draft'])
    attempt(
      pick([
        () => writeFileSync(join(folder, 'pkg', name), inPackage),
        () => symlinkSync(pick(['../victim/secret.yaml', '../victim/none', 'nowhere', '.']), join(folder, 'pkg', name)),
        () => mkdirSync(join(folder, 'pkg', name)),
      ]),
    )
  const state = join(folder, 'home/state/hydroam')
  mkdirSync(join(folder, 'home/state'), { recursive: true })
  if (upTo(8) === 0) attempt(pick([() => writeFileSync(state, ''), () => symlinkSync('../../victim', state)]))
  const head = JSON.stringify(['hydroam save 1', pick([join(folder, 'pkg'), folder, '/', '..', 'pkg'])])
  const journal = `${head}\n${JSON.stringify(entries)}\nwritten`
  attempt(() => mkdirSync(state))
  attempt(() => writeFileSync(join(state, 'save-1-1'), pick([journal, damaged(journal, random), inPackage])))
  return commands(random).map((one) => ({ ...one, mends: true }))
}
