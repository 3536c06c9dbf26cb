/** Ways to damage texts and folders. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

const SCRAPS = [
  ...[
    '\t',
    '\0',
    '\ufeff',
    '\r',
    '\u2028',
    '\\',
    '"',
    "'",
    '*a',
    '&a',
    '!!binary x',
    '<<: {a: 1}',
    '---',
    '...',
    '%YAML 1.2',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    '? ',
    ': ',
    '- ',
    '| ',
    '>-',
    '# kpt-set: ',
    '0',
    '1e309',
    '.nan',
    'null',
    '~',
    '../..',
    '/etc',
  ],
  ...[
    '9'.repeat(40),
    'x'.repeat(70000),
    '['.repeat(300),
    `${'{a: '.repeat(150)}`,
    '__proto__: 1',
    'constructor: {}',
    '\u{1f600}',
  ],
]

export function damaged(text, { upTo, pick }) {
  const lines = text.split('\n')
  const at = upTo(lines.length)
  const ways = [
    () => lines.splice(at, 1),
    () => lines.splice(at, 0, lines[upTo(lines.length)]),
    () => lines.splice(at, 0, pick(SCRAPS)),
    () => lines.splice(at, 1, `${lines[at]}${pick(SCRAPS)}`),
    () => lines.splice(at, 1, lines[at].replace(/: .*/, `: ${pick(SCRAPS)}`)),
    () => lines.splice(at, 1, lines[at].replace(/^( *)/, pick(['', ' ', '      ']))),
    () => lines.splice(at, 1, `${lines[at]}\r`),
    () => lines.splice(at),
  ]
  pick(ways)()
  return lines.join('\n')
}

const NAMES = [
  ...[
    'a b.yaml',
    '-rf.yaml',
    'é.yaml',
    'x\ny.yaml',
    '.yaml',
    'CON.yaml',
    'a..b.yaml',
    '.hydroam-save',
    '.krmignore',
    'Kptfile',
  ],
  ...[
    'kustomization.yaml',
    '.git/config.yaml',
    '.github/x.yaml',
    `${'n'.repeat(250)}.yaml`,
    `${'d/'.repeat(60)}deep.yaml`,
    'a.json',
  ],
]

/** Damages one thing in a folder; `victim` is a folder beside it that nothing may reach. */
export function damageFolder(folder, victim, random) {
  const { pick } = random
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const file = pick(files) ?? join(folder, 'none.yaml')
  const fresh = join(folder, pick(NAMES))
  const ways = [
    () => writeFileSync(file, damaged(readFileSync(file, 'utf8'), random)),
    () => writeFileSync(file, damaged(readFileSync(file, 'utf8'), random)),
    () => writeFileSync(file, Buffer.from([...readFileSync(file).subarray(0, 300), 0xff, 0xfe, 0xc0])),
    () => writeFileSync(file, Buffer.from(`\ufeff${readFileSync(file, 'utf8')}`, 'utf16le')),
    () => writeFileSync(file, ''),
    () => rmSync(file),
    () => renameSync(file, fresh),
    () => linkSync(file, fresh),
    () => [rmSync(file), mkdirSync(file)],
    () => [rmSync(file), symlinkSync(join(victim, 'secret.yaml'), file)],
    () => symlinkSync(pick(['.', '..', victim, 'nowhere', '/proc/self', file]), fresh),
    () => execFileSync('mkfifo', [fresh], { stdio: 'ignore' }),
    () => chmodSync(file, 0),
    () => chmodSync(dirname(file), 0o555),
    () => writeFileSync(fresh, readFileSync(file)),
    () =>
      writeFileSync(
        join(folder, '.krmignore'),
        pick(['*\n', '*a*a*a*a*a*a*a*b\n', '!x\n[\n', '../\n', '\\', 'Kptfile\n']),
      ),
  ]
  mkdirSync(dirname(fresh), { recursive: true })
  attempt(pick(ways))
}

/** What the system does not let us damage stays as it is. */
export function attempt(work) {
  try {
    work()
  } catch (cause) {
    if (cause.code === undefined && cause.status === undefined) throw cause
  }
}
