/** A program from its start to its end: input, output, and what ends it early. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { onInterrupt, unlessInterrupted } from './interrupt.ts'
import { type Limits, MAX_STDERR_BYTES } from './limits.ts'

export interface Job {
  readonly program: string
  readonly args: readonly string[]
  /** All of its environment. */
  readonly env: NodeJS.ProcessEnv
  readonly input: string
  readonly limits: Pick<Limits, 'timeoutSeconds' | 'outputBytes'>
  /** What its own death leaves behind, and must go when it is stopped. */
  readonly cleanUp?: () => Promise<void>
}

/** Why it has not run, or not to its end. */
export type Fault =
  | { readonly kind: 'not-started'; readonly reason: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'output-too-large' }

export interface Outcome {
  readonly stdout: Buffer
  /** Its end, if it is long. */
  readonly stderr: string
  /** KILLED without one. */
  readonly exitCode: number
  readonly fault?: Fault
}

/** As kpt records a program that a signal ended. */
export const KILLED = -1

/** Runs a program without a shell; it and all that it starts are killed when they exceed a limit or this process is interrupted. */
export async function runProcess(job: Job): Promise<Outcome> {
  // Already before it starts: a signal that finds nobody listening would leave the program behind.
  const release = onInterrupt(async () => {})
  try {
    return await supervise(job, spawn(job.program, job.args, { env: job.env, detached: true }))
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const fault: Fault = { kind: 'not-started', reason: code ?? message }
    return { stdout: Buffer.alloc(0), stderr: '', exitCode: 1, fault }
  } finally {
    release()
  }
}

async function supervise(job: Job, child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const watch = watchOver(child, job)
  try {
    const stdout = collect(child.stdout, job.limits.outputBytes, () => watch.stop('output-too-large'))
    const stderr = collectTail(child.stderr)
    // A function may end without reading its input; its exit code says what that means.
    child.stdin.on('error', () => {})
    child.stdin.end(job.input)
    const exitCode = await closed(child)
    const fault = await watch.ended()
    return { stdout: stdout(), stderr: stderr(), exitCode: fault ? KILLED : exitCode, ...(fault && { fault }) }
  } finally {
    watch.release()
  }
}

function closed(child: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? KILLED))
  })
}

interface Watch {
  readonly stop: (why: 'timeout' | 'output-too-large') => void
  /** Why it was stopped, once nothing is left of it. */
  readonly ended: () => Promise<Fault | undefined>
  readonly release: () => void
}

/** Ends the child when its time is over, when told to, and when this process is interrupted. */
function watchOver(child: ChildProcessWithoutNullStreams, { limits, cleanUp }: Job): Watch {
  let fault: Fault | undefined
  let ending: Promise<void> | undefined
  const kill = () => {
    ending ??= end(child, cleanUp)
    return ending
  }
  const stop: Watch['stop'] = (kind) => {
    fault ??= { kind }
    void kill()
  }
  const forget = onInterrupt(kill)
  const timer = setTimeout(() => stop('timeout'), limits.timeoutSeconds * 1000)
  const ended = async () => {
    await ending
    await unlessInterrupted()
    return fault
  }
  const release = () => {
    clearTimeout(timer)
    forget()
  }
  return { stop, ended, release }
}

/** Long enough for the last bytes of a killed program. */
const GRACE_MS = 500

async function end(child: ChildProcessWithoutNullStreams, cleanUp: Job['cleanUp']): Promise<void> {
  killGroup(child)
  await cleanUp?.()
  // Whatever left the group may hold the pipes open for ever.
  setTimeout(() => {
    child.stdout.destroy()
    child.stderr.destroy()
  }, GRACE_MS).unref()
}

/** A detached child leads a group: with it goes everything that it started. */
function killGroup(child: ChildProcessWithoutNullStreams): void {
  try {
    process.kill(-(child.pid as number), 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

function collect(stream: Readable, limit: number, tooMuch: () => void): () => Buffer {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else {
      chunks.length = 0
      tooMuch()
    }
  })
  return () => Buffer.concat(chunks)
}

function collectTail(stream: Readable): () => string {
  let tail = Buffer.alloc(0)
  let dropped = 0
  stream.on('data', (chunk: Buffer) => {
    const all = Buffer.concat([tail, chunk])
    tail = all.subarray(Math.max(0, all.length - MAX_STDERR_BYTES))
    dropped += all.length - tail.length
  })
  // The first line that is left is seldom whole.
  return () =>
    dropped === 0 ? tail.toString() : `[… dropped the beginning]\n${tail.toString().replace(/^[^\n]*\n/, '')}`
}
