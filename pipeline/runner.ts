/** How one function runs on a list: in this process, or as a program of its own. */
import { spawn } from 'node:child_process'
import { apply, type KrmFunction, type ResourceList } from '../src/krm/function.ts'
import { failed } from '../src/krm/result.ts'
import { readStream, writeResourceList } from '../src/krm/wire.ts'
import { readConfig } from '../src/schema/config.ts'
import { splitCommand } from './command-line.ts'
import { refuse } from './refusal.ts'

/** The list that a function answers: its items, and its own results alone. */
export type Runner = (list: ResourceList) => Promise<ResourceList>

export function inProcess(load: () => Promise<KrmFunction>): Runner {
  return async (list) => {
    const fn = await load()
    return apply(fn, list, readConfig(fn.name))
  }
}

const TIMEOUT_MS = 5 * 60 * 1000
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024

/**
 * Runs a command without a shell, in the caller's directory, as kpt does. A program that dies or says nothing is an error,
 * never an empty package. Codes: `function-crashed`, `function-silent`, `function-output-invalid`, `function-timeout`.
 */
export function exec(command: string): Runner {
  return async (list) => {
    const { stdout, stderr, status } = await run(command, writeResourceList(list))
    const said = stderr.trim() === '' ? undefined : `it said: ${stderr.trim().split('\n').slice(-5).join(' | ')}`
    if (stdout.trim() === '') {
      if (status !== 0)
        throw refuse('function-crashed', `"${command}" failed with ${status} and answered nothing`, said)
      throw refuse('function-silent', `"${command}" answered nothing, a ResourceList was expected`, said)
    }
    const answer = readStream(stdout)
    if ('results' in answer) {
      const why = answer.results.map(({ message }) => message).join('; ')
      throw refuse('function-output-invalid', `"${command}" answered no ResourceList: ${why}`, said)
    }
    if (status !== 0 && !failed(answer.list.results))
      throw refuse('function-crashed', `"${command}" failed with ${status}`, said)
    return answer.list
  }
}

interface Outcome {
  readonly stdout: string
  readonly stderr: string
  /** The exit code, or the signal that ended it. */
  readonly status: number | string
}

function run(command: string, input: string): Promise<Outcome> {
  const [program, ...args] = splitCommand(command)
  if (!program) throw refuse('kptfile-invalid', '`exec` is empty')
  return new Promise((resolve, reject) => {
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
    child.on('error', (cause: NodeJS.ErrnoException) => reject(notRun(program, cause)))
    child.on('close', (code, signal) => {
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8')
      resolve({ stdout: text(stdout), stderr: text(stderr), status: code === null ? `signal ${signal}` : code })
    })
    child.stdin.end(input)
  })
}

function notRun(program: string, cause: NodeJS.ErrnoException): Error {
  if (cause.code === 'ABORT_ERR')
    return refuse('function-timeout', `"${program}" was stopped after ${TIMEOUT_MS / 60_000} minutes`)
  const hint = 'a relative path counts from the directory you are in; otherwise the program must be on PATH'
  return refuse('exec-not-found', `cannot start "${program}": ${cause.code ?? cause.message}`, hint)
}
