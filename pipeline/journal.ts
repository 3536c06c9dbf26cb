/**
 * What files were and what they will be, written down before the first of them changes, so that a run that is killed half way can be finished
 * by the next one. Journals stand in the user's state folder, where no commit of anybody can put one, and each says which directory it is
 * for: a name made of the directory would need a digest, and node takes longer to load those than to save a package.
 */
import { closeSync, openSync, readdirSync, readFileSync, readSync, rmSync, unlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isWithin } from './directories.ts'
import type { FileChange } from './file-change.ts'
import { ownFolder, readOwn, Unusable } from './own-folder.ts'
import { faultsOf, isConfined } from './paths.ts'
import { writeTexts } from './text-writer.ts'

export interface Journal {
  readonly file: string
  /** The real path of the directory that the save was for. */
  readonly directory: string
}

const NAME = /^save-(\d+)-\d+$/
const FORMAT = 'hydroam save 1'

/** Those of saves that are not over, in a directory, in one below it, or in one above it. */
export function findJournals(directory: string): readonly Journal[] {
  return journalFiles(directory).flatMap((file): Journal[] => {
    const saved = directoryOf(file)
    return saved !== undefined && (isWithin(saved, directory) || isWithin(directory, saved))
      ? [{ file, directory: saved }]
      : []
  })
}

/** Removes journals that do not say their directory, since whoever began them was killed at once: of their saves nothing has begun. */
export function removeUnsaid(directory: string): void {
  for (const file of journalFiles(directory))
    if (directoryOf(file) === undefined && !isRunning(Number(NAME.exec(basename(file))?.[1])))
      rmSync(file, { force: true })
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (cause) {
    // Somebody else's, since then.
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** What cannot be used holds no journal of ours. */
function journalFiles(directory: string): readonly string[] {
  try {
    const folder = ownFolder('state', directory)
    const names = folder === undefined ? [] : readdirSync(folder).filter((name) => NAME.test(name))
    return names.sort().map((name) => join(folder as string, name))
  } catch {
    return []
  }
}

/** Bytes. No system has longer paths than 32 Ki characters. */
const LONGEST_HEAD = 2 ** 18

function directoryOf(file: string): string | undefined {
  const head = readOwn(file, (open) => {
    const bytes = Buffer.alloc(LONGEST_HEAD)
    return bytes.toString('utf8', 0, readSync(open, bytes))
  })
  const end = head?.indexOf('\n') ?? -1
  const [format, directory] = (end < 0 ? undefined : asList(head?.slice(0, end) as string)) ?? []
  return format === FORMAT && typeof directory === 'string' ? directory : undefined
}

/** A file of a journal, and the lengths of its texts in UTF-16. */
type Entry = readonly [path: string, before: number | null, after: number | null]

/**
 * A line of JSON with the format and the directory, one with all entries, then the texts of each, before and after, one behind the other.
 * Throws an Unusable where the user has no folder for it; what else the system says against it, it throws as it is.
 */
export function writeJournal(directory: string, changes: readonly FileChange[]): Journal {
  const folder = ownFolder('state', directory, true)
  const file = join(folder as string, `save-${process.pid}-${process.hrtime.bigint()}`)
  const entries = changes.map(({ path, before, after }): Entry => [path, before?.length ?? null, after?.length ?? null])
  const journal = openNew(file)
  try {
    writeTexts(journal, [
      `${JSON.stringify([FORMAT, directory])}\n${JSON.stringify(entries)}\n`,
      ...changes.flatMap(({ before, after }) => [before ?? '', after ?? '']),
    ])
  } catch (cause) {
    unlinkSync(file)
    throw cause
  } finally {
    closeSync(journal)
  }
  return { file, directory }
}

function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (cause) {
    throw new Unusable((cause as Error).message)
  }
}

/** Undefined for one that was not written to its end, whose save has therefore not begun, and for one that no save of ours could have written. */
export function readJournal({ file }: Journal): readonly FileChange[] | undefined {
  const text = readOwn(file, (open) => readFileSync(open, 'utf8'))
  if (text === undefined) return undefined
  const start = text.indexOf('\n') + 1
  let at = text.indexOf('\n', start) + 1
  const entries = at > 0 ? asList(text.slice(start, at)) : undefined
  if (!entries?.every(isEntry)) return undefined
  const take = (length: number | null) => {
    at += length ?? 0
    return length === null ? null : text.slice(at - length, at)
  }
  const changes = entries.map(([path, before, after]) => ({ path, before: take(before), after: take(after) }))
  return at === text.length && areAllowed(changes) ? changes : undefined
}

function asList(json: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value)) return false
  const [path, ...lengths] = value
  const areLengths = lengths.every((length) => length === null || (Number.isSafeInteger(length) && length >= 0))
  return typeof path === 'string' && isConfined(path) && lengths.length === 2 && areLengths
}

/** What holds for a save holds for its end: a new file has a path that may be written. */
function areAllowed(changes: readonly FileChange[]): boolean {
  const paths = (isNew: boolean) => changes.filter(({ before }) => (before === null) === isNew).map(({ path }) => path)
  return faultsOf(paths(true), paths(false)).length === 0
}
