/** --results-dir: what the functions had to say is written also when one of them fails. */
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { openResultsDirectory, RESULTS_FILE, writeResultsFile } from '../results-file.ts'
import { shielded } from '../signals.ts'
import { writeStderr } from '../stderr.ts'
import type { FunctionRun } from '../steps.ts'

export async function recorded<T>(
  directory: string | undefined,
  work: (onRun: (run: FunctionRun) => void) => Promise<T>,
): Promise<T> {
  if (directory !== undefined) openResultsDirectory(directory)
  const runs: FunctionRun[] = []
  const record = async () => {
    if (directory !== undefined) await shielded(() => writeResultsFile(directory, runs))
  }
  const done = await work((run) => runs.push(run)).catch(async (cause) => {
    throw await withFailure(cause, record)
  })
  await record()
  return done
}

/** What cannot be written is said together with why the work failed. */
async function withFailure(cause: unknown, record: () => Promise<void>): Promise<unknown> {
  try {
    await record()
    return cause
  } catch (problem) {
    if (!(cause instanceof Refusal && problem instanceof Refusal)) return cause
    return new Refusal([...cause.results, ...problem.results], cause.sources)
  }
}

/** As kpt, also says where the results are. */
export async function recordedAloud<T>(
  directory: string | undefined,
  work: Parameters<typeof recorded<T>>[1],
): Promise<T> {
  if (directory !== undefined) openResultsDirectory(directory)
  try {
    return await recorded(directory, work)
  } finally {
    if (directory !== undefined) writeStderr(`For complete results, see ${join(directory, RESULTS_FILE)}\n`)
  }
}
