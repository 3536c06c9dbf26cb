/** What hydroam itself has written on a branch. */
import { git } from './git.ts'
import { readSourcePath, SOURCE_COMMIT } from './message.ts'
import { PLAIN_LOG } from './revision.ts'
import type { Source } from './source.ts'

/** Commits that only quote one of hydroam's, as a cherry-pick does, are looked through up to this many. */
const MAX_LOOKED_AT = 100

/**
 * The path of the package that the branch's latest commit of hydroam's own holds; undefined where there is none. Only first parents count: into
 * whatever a hydrated branch was merged, that is still somebody else's.
 */
export async function lastHydrated({ repository }: Source, tip: string): Promise<string | undefined> {
  const found = ['--first-parent', '--fixed-strings', `--grep=${SOURCE_COMMIT}: `, `--max-count=${MAX_LOOKED_AT}`]
  const messages = await git(repository, ['log', ...PLAIN_LOG, ...found, '-z', '--format=%B', tip])
  return messages
    .split('\0')
    .map(readSourcePath)
    .find((path) => path !== undefined)
}
