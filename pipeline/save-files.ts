/**
 * Many files change as one. What they were and what they will be stands in a journal before the first of them changes; a run that is
 * killed half way is finished by the next one that writes into the directory, and until then nobody reads the mix.
 */
import { realpathSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { warning } from '../src/krm/result.ts'
import { isWithin } from './directories.ts'
import { applyChange, type FileChange, finishChange, progressOf, type Undo } from './file-change.ts'
import { Folder } from './folder.ts'
import { findJournals, type Journal, readJournal, removeUnsaid, writeJournal } from './journal.ts'
import { Unusable } from './own-folder.ts'
import { Refusal, refuse } from './refusal.ts'
import { report } from './report.ts'
import { shielded } from './signals.ts'
import { writeStderr } from './stderr.ts'

/** All of them or, with the error that stopped one, none. A signal waits until it is done. Code: `save-failed`. */
export async function saveFiles(directory: string, changes: readonly FileChange[]): Promise<void> {
  if (changes.length > 0) await shielded(() => save(realpathSync(directory), changes))
}

function save(directory: string, changes: readonly FileChange[]): void {
  const journal = announce(directory, changes)
  const folder = new Folder(directory)
  const undo: Undo[] = []
  let path = ''
  try {
    for (const change of changes) {
      path = change.path
      applyChange(folder, change, undo)
    }
  } catch (cause) {
    const lasting = undo.reverse().filter((step) => !succeeds(step)).length
    if (lasting === 0) end(journal)
    throw saveFailed(`"${path}"`, cause, lasting, journal)
  }
  end(journal)
}

/** What cannot have a journal is saved all the same: an error is undone without one. */
function announce(directory: string, changes: readonly FileChange[]): Journal | undefined {
  try {
    return writeJournal(directory, changes)
  } catch (cause) {
    if (!(cause instanceof Unusable)) throw saveFailed('the journal of this save', cause)
    const hint =
      'set XDG_STATE_HOME to a directory of yours; without a journal, nobody could finish this save if it were killed'
    writeStderr(report([warning('journal-missing', {}, `this save has no journal: ${cause.message}`, hint)]))
    return undefined
  }
}

/** Another run may have finished the same save, and taken its journal away. */
function end(journal: Journal | undefined): void {
  if (journal) rmSync(journal.file, { force: true })
}

function succeeds(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

function saveFailed(what: string, cause: unknown, lasting = 0, journal?: Journal): Refusal {
  if (cause instanceof Refusal && lasting === 0) return cause
  const message = `cannot write ${what}: ${(cause as Error).message}`
  if (lasting === 0) return refuse('save-failed', message, 'nothing was changed')
  const next = journal ? 'the next run in place finishes what this one began' : 'look at it before you go on'
  return refuse('save-failed', message, `${lasting} files could not be put back as they were: ${next}`)
}

/** Before a run writes into a directory, or into one file: finishes what killed ones began. Code: `save-interrupted`. */
export function finishSaves(target: string): void {
  const stat = statSync(target, { throwIfNoEntry: false })
  // What is not there is refused where it is read.
  if (!stat) return
  const directory = stat.isDirectory() ? realpathSync(target) : dirname(realpathSync(target))
  removeUnsaid(directory)
  for (const journal of findJournals(directory)) {
    // What was not named is not written.
    if (isWithin(journal.directory, directory)) finish(journal)
    else if (hasBegun(journal)) throw interrupted(journal)
  }
}

function finish(journal: Journal): void {
  const changes = readJournal(journal) ?? []
  const folder = new Folder(journal.directory)
  const progress = changes.map((change) => progressOf(folder, change))
  const edited = changes[progress.indexOf('edited')]
  if (edited && progress.includes('begun')) throw editedSince(edited, journal)
  const isMeant = changes.length > 0 && !edited
  if (isMeant) for (const change of changes) finishChange(folder, change)
  end(journal)
  // Files that were restored, or fetched anew, are no mix.
  const done = isMeant
    ? `finished an interrupted save of ${changes.length} files`
    : `removed the journal of a save of "${journal.directory}" of which nothing is left`
  writeStderr(`${done}\n`)
}

/** Somebody who edited a file since would lose what they wrote. */
function editedSince({ path }: FileChange, { file, directory }: Journal): Refusal {
  const message = `a save of "${directory}" was interrupted, and "${path}" has been edited since`
  return refuse('save-interrupted', message, `restore the file, or remove ${file} to keep everything as it is`)
}

/** Before a run only reads: some files may be as they were, and some as they should become. Code: `save-interrupted`. */
export function refuseInterrupted(directory: string): void {
  const journal = findJournals(directory).find(hasBegun)
  if (journal) throw interrupted(journal)
}

function hasBegun(journal: Journal): boolean {
  const folder = new Folder(journal.directory)
  return readJournal(journal)?.some((change) => progressOf(folder, change) === 'begun') ?? false
}

function interrupted({ file, directory }: Journal): Refusal {
  const hint = `run the interrupted command again, which finishes it first; or remove ${file} to keep the files as they are`
  return refuse('save-interrupted', `a save of "${directory}" was interrupted, or is not over yet`, hint)
}
