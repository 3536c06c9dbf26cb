/** A directory that appears when it is complete. What fails leaves nothing behind, not even the directories above it. */
import { lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { makeDirectory, removeDirectories } from './directories.ts'
import { Folder } from './folder.ts'
import { Refusal, refuse } from './refusal.ts'
import { shielded } from './signals.ts'

/** Before anything runs: an output directory must be new, and no link that leads nowhere. `stdout` and `unwrap` are no directories. */
export function refuseExisting(output: string): void {
  if (output === 'stdout' || output === 'unwrap' || !isThere(output)) return
  const hint = 'name a directory that does not exist yet, or remove it first'
  throw refuse('output-exists', `"${output}" exists already`, hint)
}

function isThere(output: string): boolean {
  try {
    return lstatSync(output, { throwIfNoEntry: false }) !== undefined
  } catch (cause) {
    throw unwritable(output, cause)
  }
}

/** Codes: `output-failed`, and those of Folder. */
export async function writeDirectory(output: string, files: ReadonlyMap<string, string>): Promise<void> {
  await shielded(() => {
    try {
      write(resolve(output), files)
    } catch (cause) {
      throw unwritable(output, cause)
    }
  })
}

function write(target: string, files: ReadonlyMap<string, string>): void {
  const above = makeDirectory(dirname(target))
  const draft = join(dirname(target), `.${basename(target).slice(0, 100)}-${process.pid}-${process.hrtime.bigint()}`)
  try {
    mkdirSync(draft)
    const folder = new Folder(draft)
    for (const [path, text] of files) folder.create(path, text)
    renameSync(draft, target)
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    removeDirectories(above)
    throw cause
  }
}

function unwritable(output: string, cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause
  const hint = 'nothing was left there; make room for it, or name another directory'
  return refuse('output-failed', `cannot write "${output}": ${(cause as Error).message}`, hint)
}
