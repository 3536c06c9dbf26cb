/**
 * A package that a run has found in order need not be rendered again while nothing about it changes: all that was read is remembered as one
 * hash, together with what was said. Only contents count, never times.
 */
import { createHash, type Hash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { JOURNAL } from './journal.ts'
import { RESOURCE_FILE } from './package.ts'

/** Everything that the result of a run depends on, in one word: the files, the settings, and hydroam itself. */
export function fingerprint(directory: string, settings: unknown): string {
  const { size, mtimeMs } = statSync(fileURLToPath(import.meta.url))
  const hash = createHash('sha1').update(JSON.stringify([directory, size, mtimeMs, settings]))
  hashFolder(hash, directory)
  return hash.digest('hex')
}

/** What the run said that found the package in order; undefined if anything has changed since, or a save was interrupted. */
export function recall(directory: string, print: string): string | undefined {
  const file = memoryOf(directory)
  if (existsSync(join(directory, JOURNAL)) || !existsSync(file)) return undefined
  const memory = readFileSync(file, 'utf8')
  return memory.startsWith(`${print}\n`) ? memory.slice(print.length + 1) : undefined
}

/** A memory that cannot be written is none. */
export function remember(directory: string, print: string, said: string): void {
  const file = memoryOf(directory)
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}-${process.pid}`, `${print}\n${said}`)
    renameSync(`${file}-${process.pid}`, file)
  } catch {}
}

/** In the user's cache (XDG Base Directory Specification), a file a package. */
function memoryOf(directory: string): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(cache, 'hydroam', createHash('sha1').update(directory).digest('hex'))
}

/** Everything that reading a package looks at. */
function hashFolder(hash: Hash, folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      if (entry.name !== '.git') hashFolder(hash.update(`${path}/\n`), path)
    } else if ((entry.isFile() || entry.isSymbolicLink()) && isRead(entry.name)) {
      const content = entry.isSymbolicLink() ? Buffer.from(readlinkSync(path)) : readFileSync(path)
      hash.update(`${path} ${entry.isSymbolicLink()} ${content.length}\n`).update(content)
    }
  }
}

function isRead(name: string): boolean {
  return RESOURCE_FILE.test(name) || name === '.krmignore'
}
