/** How one function runs on a list: in this process, or as a program of its own. */
import { spawn } from 'node:child_process'
import type { NewComments } from '../src/krm/comment.ts'
import { apply, type KrmFunction, type ResourceList } from '../src/krm/function.ts'
import { addedComments, writeListInWords } from '../src/krm/list-text.ts'
import type { KrmResource } from '../src/krm/resource.ts'
import { error, failed, type Result } from '../src/krm/result.ts'
import { readStream } from '../src/krm/wire.ts'
import { readConfig } from '../src/schema/config.ts'
import { CORE_WORDS } from '../src/text/scalar.ts'
import { splitCommand } from './command-line.ts'

/** What a function leaves behind; with an error among the results, its items are those that it was given. */
export interface Answer {
  readonly items: readonly KrmResource[]
  readonly results: readonly Result[]
  /** What is to be written behind fields of the items. */
  readonly comments?: NewComments
  readonly stderr: string
  /** -1 for a program that was killed, as kpt counts. */
  readonly exitCode: number
}

export type Runner = (list: ResourceList) => Promise<Answer>

export function inProcess(load: () => Promise<KrmFunction>): Runner {
  return async (list) => {
    const fn = await load()
    const { items, results, comments } = await apply(fn, list, readConfig(fn.name))
    return { items, results, ...(comments ? { comments } : {}), stderr: '', exitCode: failed(results) ? 1 : 0 }
  }
}

const TIMEOUT_MS = 5 * 60 * 1000
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024

/**
 * Runs a command without a shell, in the caller's directory, as kpt does. A program that dies or says nothing is an error, never an empty
 * package. Codes: `exec-not-found`, `function-crashed`, `function-silent`, `function-output-invalid`, `function-timeout`.
 */
export function exec(command: string): Runner {
  return async (list) => {
    const input = writeListInWords(list)
    const outcome = await run(command, input)
    const { stderr, exitCode } = outcome
    const answer = judge(command, outcome)
    return 'items' in answer
      ? {
          items: answer.items,
          results: answer.results,
          comments: addedComments(input, outcome.stdout, answer),
          stderr,
          exitCode,
        }
      : { items: list.items, results: [answer], stderr, exitCode: exitCode === 0 ? 1 : exitCode }
  }
}

/** The list that a program answered, or what is wrong with its answer. */
function judge(command: string, { stdout, stderr, exitCode, problem }: Outcome): ResourceList | Result {
  const said = stderr.trim() === '' ? undefined : `it said: ${stderr.trim().split('\n').slice(-5).join(' | ')}`
  if (problem) return problem
  if (stdout.trim() === '') {
    const message = exitCode === 0 ? 'a ResourceList was expected' : `and failed with ${status(exitCode)}`
    return error(
      exitCode === 0 ? 'function-silent' : 'function-crashed',
      {},
      `"${command}" answered nothing, ${message}`,
      said,
    )
  }
  // It was sent no word that needs YAML 1.1: a bare `yes` in its answer is a string that it wrote itself.
  const read = readStream(stdout, CORE_WORDS)
  if ('results' in read) {
    const why = read.results.map(({ message }) => message).join('; ')
    return error('function-output-invalid', {}, `"${command}" answered no ResourceList: ${why}`, said)
  }
  if (exitCode === 0 || failed(read.list.results)) return read.list
  return error('function-crashed', {}, `"${command}" failed with ${status(exitCode)}`, said)
}

function status(exitCode: number): string {
  return exitCode === KILLED ? 'a signal' : `exit code ${exitCode}`
}

const KILLED = -1

interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  /** Why it has not run, or not to its end. */
  readonly problem?: Result
}

function run(command: string, input: string): Promise<Outcome> {
  const [program = '', ...args] = splitCommand(command)
  return new Promise((resolve) => {
    const child = spawn(program, args, { signal: AbortSignal.timeout(TIMEOUT_MS), killSignal: 'SIGKILL' })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    let size = 0
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MAX_OUTPUT_BYTES) child.kill('SIGKILL')
      else stdout.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    // A function may end without reading its input; its exit code says what that means.
    child.stdin.on('error', () => {})
    child.on('error', (cause: NodeJS.ErrnoException) => {
      resolve({ stdout: '', stderr: '', exitCode: KILLED, problem: notRun(program, cause) })
    })
    child.on('close', (code) => {
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8')
      resolve({ stdout: text(stdout), stderr: text(stderr), exitCode: code ?? KILLED })
    })
    child.stdin.end(input)
  })
}

function notRun(program: string, cause: NodeJS.ErrnoException): Result {
  if (cause.code === 'ABORT_ERR') {
    return error('function-timeout', {}, `"${program}" was stopped after ${TIMEOUT_MS / 60_000} minutes`)
  }
  const hint = 'a relative path counts from the directory you are in; otherwise the program must be on PATH'
  return error('exec-not-found', {}, `cannot start "${program}": ${cause.code ?? cause.message}`, hint)
}
