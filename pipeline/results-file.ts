/** `results.yaml` of --results-dir: what every function had to say, for machines. kpt `pkg/api/fnresult/v1/types.go`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { failed, type Result } from '../src/krm/result.ts'
import { writeResult } from '../src/krm/wire.ts'
import { writeDocument } from '../src/text/document.ts'
import { refuse } from './refusal.ts'
import type { FunctionRun } from './steps.ts'

export const RESULTS_FILE = 'results.yaml'

/** Before anything runs, so that nothing is done that cannot be recorded. Code `results-dir-invalid`. */
export function openResultsDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const hint = 'name a directory, or a place where one can be made'
    throw refuse('results-dir-invalid', `"${directory}" is no directory for results: ${code}`, hint)
  }
}

export function writeResultsFile(directory: string, runs: readonly FunctionRun[]): void {
  writeFileSync(join(directory, RESULTS_FILE), resultsFile(runs))
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
