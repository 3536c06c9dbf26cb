/**
 * What hydroam keeps for its user between runs (XDG Base Directory Specification). Nobody else's word is taken for it: a folder counts that
 * belongs to the user alone, that is no link, and that no package brought along.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, realpathSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { isWithin, makeDirectory } from './directories.ts'
import { SAFELY } from './folder.ts'

const HOMES = { state: ['XDG_STATE_HOME', '.local/state'], cache: ['XDG_CACHE_HOME', '.cache'] } as const

export type Kind = keyof typeof HOMES

/** Why a folder cannot serve. */
export class Unusable extends Error {}

/**
 * The folder for one kind of things, as far as a package is concerned; made if `isMade`. Undefined where there is none.
 * Throws an Unusable, also where none can be made.
 */
export function ownFolder(kind: Kind, directory: string, isMade = false): string | undefined {
  const folder = placeOf(kind)
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

function placeOf(kind: Kind): string {
  const [variable, below] = HOMES[kind]
  const home = process.env[variable] ?? ''
  // The specification ignores relative ones.
  return join(isAbsolute(home) ? home : join(homeDirectory(), below), 'hydroam')
}

/** A user without a name and without HOME has none. */
function homeDirectory(): string {
  const { HOME } = process.env
  if (HOME && isAbsolute(HOME)) return HOME
  try {
    return process.getBuiltinModule('node:os').homedir()
  } catch {
    throw new Unusable('there is no home directory')
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
