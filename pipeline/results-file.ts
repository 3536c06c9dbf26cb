/** `results.yaml` of --results-dir: what every function had to say, for machines. kpt `pkg/api/fnresult/v1/types.go`. */
import { resolve } from 'node:path'
import { failed, type Result } from '../src/krm/result.ts'
import { writeResult } from '../src/krm/wire.ts'
import { writeDocument } from '../src/text/document.ts'
import { makeDirectory } from './directories.ts'
import { Folder } from './folder.ts'
import { refuse } from './refusal.ts'
import type { FunctionRun } from './steps.ts'

export const RESULTS_FILE = 'results.yaml'

/** Before anything runs, so that nothing is done that cannot be recorded. Code `results-dir-invalid`. */
export function openResultsDirectory(directory: string): void {
  try {
    makeDirectory(resolve(directory))
  } catch (cause) {
    const hint = 'name a directory, or a place where one can be made'
    throw refuse('results-dir-invalid', `"${directory}" is no directory for results: ${(cause as Error).message}`, hint)
  }
}

/** The file is there when it is complete; what it was before, a link too, it replaces. Code `results-failed`. */
export function writeResultsFile(directory: string, runs: readonly FunctionRun[]): void {
  const folder = new Folder(resolve(directory))
  const draft = `.${RESULTS_FILE}-${process.pid}-${process.hrtime.bigint()}`
  try {
    folder.create(draft, resultsFile(runs))
    folder.rename(draft, RESULTS_FILE)
  } catch (cause) {
    const hint = 'make room for it, or name another directory'
    throw refuse('results-failed', `cannot write the results to "${directory}": ${(cause as Error).message}`, hint)
  }
}

/** Its text. */
export function resultsFile(runs: readonly FunctionRun[]): string {
  return writeDocument(functionResultList(runs))
}

function functionResultList(runs: readonly FunctionRun[]): object {
  return {
    apiVersion: 'kpt.dev/v1',
    kind: 'FunctionResultList',
    metadata: { name: 'fnresults' },
    exitCode: runs.some(({ answer }) => answer.exitCode !== 0 || failed(answer.results)) ? 1 : 0,
    items: runs.map(({ fn, answer: { stderr, exitCode, results } }) => ({
      ...(fn.image === undefined ? { exec: fn.exec } : { image: fn.image }),
      ...(stderr === '' ? {} : { stderr }),
      exitCode,
      ...(results.length > 0 ? { results: results.map((result) => writeResult(fromStart(result))) } : {}),
    })),
  }
}

/** kpt leaves out the index of a file's first document. */
function fromStart(result: Result): Result {
  if (result.file?.index !== 0) return result
  return { ...result, file: { path: result.file.path } }
}
