/** --results-dir: what the functions had to say is written also when one of them fails. */
import { join } from 'node:path'
import { openResultsDirectory, RESULTS_FILE, writeResultsFile } from '../results-file.ts'
import { writeStderr } from '../stderr.ts'
import type { FunctionRun } from '../steps.ts'

export async function recorded<T>(
  directory: string | undefined,
  work: (onRun: (run: FunctionRun) => void) => Promise<T>,
): Promise<T> {
  if (directory !== undefined) openResultsDirectory(directory)
  const runs: FunctionRun[] = []
  try {
    return await work((run) => runs.push(run))
  } finally {
    if (directory !== undefined) writeResultsFile(directory, runs)
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
