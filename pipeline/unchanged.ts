/**
 * A package that a run has found in order need not be rendered again while nothing about it changes. What a run that changed nothing found
 * is remembered: how much the package held and, for the second such run in a row, a hash of all that was read (fingerprint.ts). Only contents
 * count, never times.
 */
import { type Dirent, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findJournals } from './journal.ts'
import { ownFolder, readOwn } from './own-folder.ts'
import { RESOURCE_FILE } from './package.ts'

export interface Memory {
  /** As extentOf() says it: whoever finds another one need not read a file to know that the package has changed. */
  readonly extent: string
  /** The fingerprint of a package in order; empty while none is known. */
  readonly print: string
  readonly said: string
}

/** Bytes. What a run said is said again, and never more than a terminal shows of one. */
const LONGEST = 2 ** 20

/** What the last run found; undefined where there was none, or where its save was interrupted. */
export function recall(directory: string): Memory | undefined {
  const file = memoryOf(directory)
  if (file === undefined || findJournals(directory).length > 0) return undefined
  const text = readOwn(file, (open, size) => (size > LONGEST ? undefined : readFileSync(open, 'utf8')))
  if (text === undefined) return undefined
  const [extent = '', print = '', ...said] = text.split('\n')
  return { extent, print, said: said.join('\n') }
}

/** What was found holds no longer. */
export function forget(directory: string): void {
  const file = memoryOf(directory)
  if (file !== undefined) rmSync(file, { force: true })
}

/** A memory that cannot be written is none. */
export function remember(directory: string, { extent, print, said }: Memory): void {
  const file = memoryOf(directory, true)
  if (file === undefined) return
  const draft = `${file}-${process.pid}`
  try {
    writeFileSync(draft, `${extent}\n${print}\n${said}`, { mode: 0o600, flag: 'wx' })
    renameSync(draft, file)
  } catch {
    rmSync(draft, { force: true, recursive: true })
  }
}

/** "334 files, 1085096 bytes" */
export function extentOf(directory: string): string {
  let files = 0
  let bytes = 0
  visitEntries(directory, (path, entry) => {
    files++
    if (entry.isFile()) bytes += statSync(path).size
  })
  return `${files} files, ${bytes} bytes`
}

/** Every directory, and every file that reading a package looks at, always in the same order. */
export function visitEntries(folder: string, visit: (path: string, entry: Dirent) => void): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      if (entry.name === '.git') continue
      visit(path, entry)
      visitEntries(path, visit)
    } else if ((entry.isFile() || entry.isSymbolicLink()) && isRead(entry.name)) visit(path, entry)
  }
}

/** Of a file name, on every system; a prefix and a suffix must fit, too. */
const LONGEST_NAME = 200

/** In the user's cache, a file a package. Of two that share a name, the fingerprint knows its own. Undefined where there is no cache. */
function memoryOf(directory: string, isMade = false): string | undefined {
  try {
    const folder = ownFolder('cache', directory, isMade)
    return folder === undefined ? undefined : join(folder, encodeURIComponent(directory).slice(-LONGEST_NAME))
  } catch {
    return undefined
  }
}

function isRead(name: string): boolean {
  return RESOURCE_FILE.test(name) || name === '.krmignore'
}
