/**
 * Many files change as one. What they were and what they will be stands in a journal before the first of them changes; a run that is
 * killed half way is finished by the next one that reads the directory. Overwriting in place keeps modes and links, and costs a tenth of a
 * new file each.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { refuse } from './refusal.ts'

/** No resource file, by its name. */
export const JOURNAL = '.hydroam-save'

/** A file with its text before and after; null where there is none. */
export interface FileChange {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

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
      apply(directory, change)
    }
  } catch (cause) {
    for (const { path, before, after } of begun) attempt(() => apply(directory, { path, before: after, after: before }))
    throw refuse('save-failed', `cannot write: ${(cause as Error).message}`, 'nothing was changed')
  } finally {
    rmSync(join(directory, JOURNAL), { force: true })
  }
}

/** What could not be written need not be undone. */
function attempt(undo: () => void): void {
  try {
    undo()
  } catch {}
}

/** Finishes what a killed run began, and says how many files that were. Code: `save-interrupted`. */
export function finishSave(directory: string): number {
  const changes = readJournal(directory)
  for (const change of changes) refuseEdited(directory, change)
  for (const change of changes) apply(directory, change)
  rmSync(join(directory, JOURNAL), { force: true })
  return changes.length
}

/** The journal has its name only when it is complete. */
function announce(directory: string, changes: readonly FileChange[]): void {
  const draft = join(directory, `${JOURNAL}-draft`)
  try {
    writeFileSync(draft, JSON.stringify(changes))
    renameSync(draft, join(directory, JOURNAL))
  } catch (cause) {
    rmSync(draft, { force: true })
    throw cause
  }
}

function readJournal(directory: string): readonly FileChange[] {
  const file = join(directory, JOURNAL)
  return statSync(file, { throwIfNoEntry: false }) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

function apply(directory: string, { path, before, after }: FileChange): void {
  const file = join(directory, path)
  if (before === null) mkdirSync(dirname(file), { recursive: true })
  if (after === null) rmSync(file, { force: true })
  else writeFileSync(file, after)
}

/** A file that is neither as it was nor as it should become has been edited since. */
function refuseEdited(directory: string, { path, before, after }: FileChange): void {
  const file = join(directory, path)
  const text = statSync(file, { throwIfNoEntry: false }) ? readFileSync(file, 'utf8') : null
  // A write that was cut may end within a character.
  if (text === before || text === after || after?.startsWith(text?.replace(/\ufffd+$/, '') ?? after)) return
  const message = `a save of ${directory} was interrupted, and "${path}" has been edited since`
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
