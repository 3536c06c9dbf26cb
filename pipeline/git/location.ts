/** Where a path lies in which repository: in a work tree, or in a bare repository, which has none. */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import { type Refusal, refuse } from '../refusal.ts'
import { tryGit } from './git.ts'
import { oneLine } from './one-line.ts'

export interface Location {
  /** Where git is to run: the top directory of the work tree, or the bare repository. */
  readonly repository: string
  /** The directory of the object database. */
  readonly objects: string
  readonly isBare: boolean
  readonly objectFormat: string
  /** The package's directory below the top, with slashes; '' if it is the top. */
  readonly path: string
}

const ASKED = [
  '--git-path',
  'objects',
  '--is-inside-work-tree',
  '--is-bare-repository',
  '--show-object-format',
  '--absolute-git-dir',
  '--show-prefix',
  '--show-cdup',
]

/** `directory` need not exist: a commit may hold what the work tree lacks. Codes `repository-missing`, `path-invalid`. */
export async function locate(directory: string): Promise<Location> {
  const { standing, rest } = standingPart(resolve(directory))
  const { status, stdout, stderr } = await tryGit(standing, ['rev-parse', ...ASKED])
  if (status !== 0) throw missing(directory, oneLine(stderr.replace(/^fatal: /, ''), 200))
  const [objects = '', isInside, bare, objectFormat = '', gitDirectory = '', prefix = '', up = '', ...more] =
    stdout.split('\n')
  const isBare = isInside === 'false' && bare === 'true'
  if (isInside === 'false' && !isBare) throw missing(directory, 'this is its ".git"')
  const inside = isBare ? relative(gitDirectory, standing).split(sep).join('/') : prefix
  const path = posix.join(inside, rest).replace(/^\.$|\/$/, '')
  // The path becomes a line of the commit message.
  if (more.length > 1 || /\p{Cc}/u.test(path))
    throw refuse('path-invalid', `the path of "${directory}" must not contain control characters`)
  const repository = isBare ? gitDirectory : join(standing, up)
  return { repository, objects: resolve(standing, objects), isBare, objectFormat, path }
}

/** The part of a path that exists, behind links, and what follows. */
function standingPart(path: string): { readonly standing: string; readonly rest: string } {
  if (existsSync(path) && statSync(path).isDirectory()) return { standing: realpathSync(path), rest: '' }
  const { standing, rest } = standingPart(dirname(path))
  return { standing, rest: posix.join(rest, relative(dirname(path), path)) }
}

function missing(directory: string, reason: string): Refusal {
  const hint = 'a commit needs a source commit: run `git init` and commit the package, or render to a directory'
  const message = `"${directory}" must lie in the work tree of a git repository, or in a bare one (${reason})`
  return refuse('repository-missing', message, hint)
}
