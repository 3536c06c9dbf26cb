/** What hydroam keeps for the next run, in the user's cache (XDG Base Directory Specification). */
import { mkdirSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'

/** hydroam's directory in it, which need not be there; undefined where the environment says no place. */
export function userCache(): string | undefined {
  const { XDG_CACHE_HOME = '', HOME } = process.env
  // The specification ignores relative paths.
  if (isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'hydroam')
  const home = HOME || process.getBuiltinModule('node:os').homedir()
  return isAbsolute(home) ? join(home, '.cache/hydroam') : undefined
}

/**
 * Makes a directory of the cache, for its user alone, with those above it. Throws where that cannot be. `recursive` of mkdirSync is no help:
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
