/** A package in a git repository whose surroundings are odd. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { attempt, damageFolder } from './damage.mjs'

const HEADS = [
  '',
  'garbage',
  'ref: refs/heads/none\n',
  'ref: ../../x\n',
  'ref: refs/heads/hydrated/pkg\n',
  `${'0'.repeat(40)}\n`,
]
const REFS = [
  'refs/heads/hydrated',
  'refs/heads/hydrated/pkg',
  'refs/heads/hydrated/pkg/deeper',
  'refs/heads/main',
  'packed-refs',
]
const CONFIG = [
  ...[
    '[core]\n\tautocrlf = true\n',
    '[core]\n\tbare = true\n',
    '[core]\n\tworktree = /nowhere\n',
    '[broken\n',
    '[core]\n\tignorecase = true\n',
  ],
  ...[
    '[extensions]\n\tobjectFormat = sha256\n',
    '[user]\n\tname =\n\temail =\n',
    '[i18n]\n\tcommitEncoding = latin1\n',
    '[include]\n\tpath = nowhere\n',
  ],
  ...[
    '[core]\n\tquotePath = false\n',
    '[core]\n\tsparseCheckout = true\n',
    '[commit]\n\tgpgSign = true\n',
    '[core]\n\trepositoryformatversion = 9\n',
  ],
]
const ATTRIBUTES = [
  '* text eol=crlf\n',
  '*.yaml ident\n',
  '*.yaml filter=none\n',
  '*.yaml working-tree-encoding=UTF-16\n',
  '* export-ignore\n',
  '[attr]x\n',
]

export function gitRound(folder, random) {
  const root = join(folder, 'repo')
  cpSync('examples/shop', join(root, 'pkg'), { recursive: true })
  if (random.upTo(2) === 0) writeFileSync(join(root, '.gitattributes'), random.pick(ATTRIBUTES))
  if (random.upTo(4) === 0) damageFolder(join(root, 'pkg'), join(folder, 'victim'), random)
  attempt(() => commit(root, folder))
  if (random.upTo(2) === 0)
    attempt(() => execFileSync('git', ['branch', 'hydrated/pkg'], { cwd: root, stdio: 'ignore' }))
  for (let i = random.upTo(3); i >= 0; i--) damageRepository(root, folder, random)
  const options = random.pick([[], ['--target', 'staging'], ['--target', 'all'], ['--target', '-x']])
  return [
    { args: ['hydrate', 'pkg', '--dry-run', ...options], cwd: 'repo', changes: [] },
    { args: ['hydrate', 'pkg', ...options], cwd: 'repo', changes: ['repo/.git'] },
  ]
}

function commit(root, folder) {
  const env = { ...process.env, HOME: join(folder, 'home'), GIT_CONFIG_NOSYSTEM: '1' }
  const git = (...args) => execFileSync('git', args, { cwd: root, env, stdio: 'ignore' })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'first')
}

function damageRepository(root, folder, random) {
  const { pick } = random
  const git = join(root, '.git')
  const ref = join(git, pick(REFS))
  const ways = [
    () => writeFileSync(join(git, 'HEAD'), pick(HEADS)),
    () => [mkdirSync(dirname(ref), { recursive: true }), writeFileSync(ref, pick([...HEADS, `${'a'.repeat(40)}\n`]))],
    () => symlinkSync(join(folder, 'victim/secret.yaml'), `${ref}-link`),
    () => appendFileSync(join(git, 'config'), pick(CONFIG)),
    () => [
      mkdirSync(join(git, 'info'), { recursive: true }),
      writeFileSync(join(git, 'info/attributes'), pick(ATTRIBUTES)),
    ],
    () =>
      writeFileSync(
        join(git, pick(['index', 'shallow', 'info/grafts', 'index.lock', 'HEAD.lock'])),
        pick(['', 'garbage']),
      ),
    () => rmSync(pick(objects(git))),
    () => writeFileSync(pick(objects(git)), 'garbage'),
    () => [rmSync(git, { recursive: true }), writeFileSync(git, pick(['gitdir: /nowhere\n', 'garbage', '']))],
    () => writeFileSync(join(root, 'pkg', pick(['new.yaml', 'application.yaml'])), 'changed: true\n'),
    () => [mkdirSync(join(git, 'worktrees'), { recursive: true })],
  ]
  attempt(pick(ways))
}

function objects(git) {
  const entries = readdirSync(join(git, 'objects'), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
