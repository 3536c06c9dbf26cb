/** --results-dir: what the functions had to say is written also when one of them fails. */
import { writeResultsFile } from '../results-file.ts'
import type { FunctionRun } from '../steps.ts'

export async function recorded<T>(
  directory: string | undefined,
  work: (onRun: (run: FunctionRun) => void) => Promise<T>,
): Promise<T> {
  const runs: FunctionRun[] = []
  try {
    return await work((run) => runs.push(run))
  } finally {
    if (directory !== undefined) writeResultsFile(directory, runs)
  }
}
