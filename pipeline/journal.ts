/**
 * Many files change as one. What they were and what they will be stands in a journal before the first of them changes; a run that is
 * killed half way is finished by the next one that reads the directory.
 */
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { applyChange, type FileChange, isUnderway } from './file-change.ts'
import { refuse } from './refusal.ts'
import { writeTexts } from './text-writer.ts'

/** No resource file, by its name. */
export const JOURNAL = '.hydroam-save'

/** All of them or, with the error that stopped one, none. A signal waits until it is done. Code: `save-failed`. */
export async function saveFiles(directory: string, changes: readonly FileChange[]): Promise<void> {
  if (changes.length > 0) await shielded(() => save(directory, changes))
}

function save(directory: string, changes: readonly FileChange[]): void {
  const begun: FileChange[] = []
  try {
    announce(directory, changes)
    for (const change of changes) {
      begun.push(change)
      applyChange(directory, change)
    }
  } catch (cause) {
    for (const { path, before, after } of begun)
      attempt(() => applyChange(directory, { path, before: after, after: before }))
    throw refuse('save-failed', `cannot write: ${(cause as Error).message}`, 'nothing was changed')
  } finally {
    // There is none if it could not be written.
    attempt(() => unlinkSync(join(directory, JOURNAL)))
  }
}

/** What could not be done need not be undone. */
function attempt(work: () => void): void {
  try {
    work()
  } catch {}
}

/** Finishes what a killed run began, and says how many files that were. Code: `save-interrupted`. */
export function finishSave(directory: string): number {
  const journal = join(directory, JOURNAL)
  if (!statSync(journal, { throwIfNoEntry: false })) return 0
  const changes = readJournal(journal)
  for (const change of changes) refuseEdited(directory, change)
  for (const change of changes) applyChange(directory, change)
  unlinkSync(journal)
  return changes.length
}

/** The journal has its name only when it is complete. */
function announce(directory: string, changes: readonly FileChange[]): void {
  const draft = join(directory, `${JOURNAL}-draft`)
  try {
    writeJournal(draft, changes)
    renameSync(draft, join(directory, JOURNAL))
  } catch (cause) {
    rmSync(draft, { force: true })
    throw cause
  }
}

/** A file of a journal, and the lengths of its texts. */
type Entry = readonly [path: string, before: number | null, after: number | null]

/** A line of JSON with all entries, then the texts of each, before and after, one behind the other. */
export function writeJournal(file: string, changes: readonly FileChange[]): void {
  const entries = changes.map(({ path, before, after }): Entry => [path, before?.length ?? null, after?.length ?? null])
  const journal = openSync(file, 'w')
  try {
    writeTexts(journal, [
      `${JSON.stringify(entries)}\n`,
      ...changes.flatMap(({ before, after }) => [before ?? '', after ?? '']),
    ])
  } finally {
    closeSync(journal)
  }
}

function readJournal(file: string): readonly FileChange[] {
  const text = readFileSync(file, 'utf8')
  let at = text.indexOf('\n') + 1
  const take = (length: number | null) => {
    at += length ?? 0
    return length === null ? null : text.slice(at - length, at)
  }
  return (JSON.parse(text.slice(0, at)) as readonly Entry[]).map(([path, before, after]) => {
    return { path, before: take(before), after: take(after) }
  })
}

/** Somebody who edited a file since would lose what they wrote. */
function refuseEdited(directory: string, change: FileChange): void {
  if (isUnderway(directory, change)) return
  const message = `a save of ${directory} was interrupted, and "${change.path}" has been edited since`
  throw refuse('save-interrupted', message, `restore the file, or remove ${JOURNAL} to keep everything as it is`)
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A signal that comes meanwhile ends the process, but only behind `work`. */
async function shielded(work: () => void): Promise<void> {
  let pending: NodeJS.Signals | undefined
  const note = (signal: NodeJS.Signals) => {
    pending = signal
  }
  for (const signal of SIGNALS) process.on(signal, note)
  try {
    work()
    await new Promise(setImmediate)
  } finally {
    for (const signal of SIGNALS) process.off(signal, note)
  }
  if (pending) process.kill(process.pid, pending)
}
