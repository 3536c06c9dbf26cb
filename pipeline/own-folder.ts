/**
 * What hydroam keeps for its user between runs. Nobody else's word is taken for it: a folder counts that
 * belongs to the user alone, that is no link, and that no package brought along.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, realpathSync } from 'node:fs'
import { isWithin, makeDirectory } from './directories.ts'
import { SAFELY } from './folder.ts'
import { type Kind, userFolder } from './user-folder.ts'

/** Why a folder cannot serve. */
export class Unusable extends Error {}

/**
 * The folder for one kind of things, as far as a package is concerned; made if `isMade`. Undefined where there is none.
 * Throws an Unusable, also where none can be made.
 */
export function ownFolder(kind: Kind, directory: string, isMade = false): string | undefined {
  const folder = userFolder(kind)
  if (folder === undefined) throw new Unusable('there is no home directory')
  if (isMade) make(folder)
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  if (!stat) return undefined
  if (!stat.isDirectory()) throw new Unusable(`"${folder}" is no directory`)
  if (!isOurs(stat)) throw new Unusable(`"${folder}" is not yours alone`)
  // A home that is the checkout itself would hold what its author put there.
  if (isWithin(realpathSync.native(folder), directory)) throw new Unusable(`"${folder}" is inside the package`)
  return folder
}

/** A file of such a folder is read if it is plain and the user's own; undefined for anything else. */
export function readOwn<T>(file: string, read: (open: number, size: number) => T): T | undefined {
  let open: number | undefined
  try {
    open = openSync(file, constants.O_RDONLY | SAFELY)
    const stat = fstatSync(open)
    return stat.isFile() && isOurs(stat) ? read(open, stat.size) : undefined
  } catch {
    return undefined
  } finally {
    if (open !== undefined) closeSync(open)
  }
}

function make(folder: string): void {
  try {
    makeDirectory(folder, 0o700)
  } catch (cause) {
    throw new Unusable((cause as Error).message)
  }
}

const OTHERS_MAY_WRITE = 0o022

function isOurs({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  const user = process.getuid?.()
  return user === undefined || (uid === user && (mode & OTHERS_MAY_WRITE) === 0)
}
