/** Where hydroam keeps what one run leaves for the next (XDG Base Directory Specification). */
import { mkdirSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'

const HOMES = { state: ['XDG_STATE_HOME', '.local/state'], cache: ['XDG_CACHE_HOME', '.cache'] } as const

export type Kind = keyof typeof HOMES

/** hydroam's own folder, which need not be there; undefined where the environment says no place. */
export function userFolder(kind: Kind): string | undefined {
  const [variable, below] = HOMES[kind]
  const home = process.env[variable] ?? ''
  // The specification ignores relative paths.
  if (isAbsolute(home)) return join(home, 'hydroam')
  const user = homeDirectory()
  return user && join(user, below, 'hydroam')
}

/** A user without a name and without HOME has none. */
function homeDirectory(): string | undefined {
  const { HOME } = process.env
  if (HOME && isAbsolute(HOME)) return HOME
  try {
    return process.getBuiltinModule('node:os').homedir()
  } catch {
    return undefined
  }
}

/**
 * Makes such a folder, for its user alone, with those above it. Throws where that cannot be. `recursive` of mkdirSync is no help:
 * in /proc it never ends.
 */
export function makePrivate(directory: string): void {
  if (isThere(directory)) return
  const above = dirname(directory)
  if (above !== directory) makePrivate(above)
  // With the HOME of a user, as sudo leaves it, root would make directories that the user cannot write.
  if (process.geteuid?.() === 0 && statSync(above).uid !== 0) throw new Error(`"${above}" belongs to somebody else`)
  mkdirSync(directory, { mode: 0o700 })
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}
