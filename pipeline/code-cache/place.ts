/** Where compiled code is kept, and when it is trusted: whoever could write it could run anything as the user. */
import { constants, fstatSync, lstatSync, openSync, type Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import { userFolder } from '../user-folder.ts'

export interface Place {
  readonly folder: string
  readonly file: string
  /** Who must own both; undefined on Windows, which has no such numbers. */
  readonly owner: number | undefined
  /** Bits that the mode of neither may have. */
  readonly forbidden: number
  readonly isShared: boolean
}

/**
 * `code-cache` beside `dist`, where somebody made it, as the container image does: then it is as safe as `dist`, whose owner must be its own.
 * Otherwise a directory in the user's cache, closed to everybody else.
 */
export function placeOf(dist: string, name: string): Place | undefined {
  const shared = join(dirname(dist), 'code-cache')
  if (lstatSync(shared, { throwIfNoEntry: false }))
    return { folder: shared, file: join(shared, name), ...trust(lstatSync(dist).uid, 0o022), isShared: true }
  const cache = userFolder('cache')
  if (cache === undefined) return undefined
  const folder = join(cache, 'code')
  return { folder, file: join(folder, name), ...trust(process.geteuid?.(), 0o077), isShared: false }
}

function trust(owner: number | undefined, forbidden: number): Pick<Place, 'owner' | 'forbidden'> {
  return process.geteuid ? { owner, forbidden } : { owner: undefined, forbidden: 0 }
}

/** Throws where the folder is missing, a link, or open to somebody else. */
export function checkFolder(place: Place): void {
  const stats = lstatSync(place.folder)
  if (!stats.isDirectory() || !isTrusted(stats, place)) throw new Error(`"${place.folder}" is not private`)
}

/** Throws where there is no such file, or it may be somebody else's. */
export function openTrusted(place: Place): { readonly file: number; readonly stats: Stats } {
  checkFolder(place)
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const file = openSync(place.file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  const stats = fstatSync(file)
  if (!stats.isFile() || !isTrusted(stats, place)) throw new Error(`"${place.file}" is not private`)
  return { file, stats }
}

function isTrusted({ uid, mode }: Stats, { owner, forbidden }: Place): boolean {
  return (owner === undefined || uid === owner) && (mode & forbidden) === 0
}

/**
 * What the file says of itself in a user's cache. A checkout or an archive, which could bring one to where the environment says that the
 * cache is, cannot know which inode and time it will get. Layers of an image get new ones.
 */
export function identityOf({ ino, mtimeMs }: Stats, { isShared }: Place): string {
  return isShared ? '' : `${ino} ${mtimeMs}`
}
