/** The container engine: which one, and whether it is there. kpt `internal/fnruntime/container.go`. */
import { spawn } from 'node:child_process'
import { error, type Result } from '../../src/krm/result.ts'
import { ENGINES, type Engine, VARIABLE } from './engine-name.ts'
import { type Outcome, runProcess } from './process.ts'

const checked = new Map<Engine, Promise<Result | undefined>>()

/** What keeps an engine from running anything; asked once, before its first container. Codes: `engine-missing`, `engine-too-old`. */
export function engineProblem(engine: Engine): Promise<Result | undefined> {
  const known = checked.get(engine) ?? check(engine)
  checked.set(engine, known)
  return known
}

/** A slow machine may need some seconds to wake its engine. */
const ASK_SECONDS = 20
/** The first docker whose `run` knows `--pull`. */
const OLDEST_DOCKER = [20, 10, 0]

async function check(engine: Engine): Promise<Result | undefined> {
  const format = engine === 'docker' ? ['--format', '{{.Client.Version}}'] : []
  const { stdout, stderr, exitCode, fault } = await ask(engine, ['version', ...format])
  if (exitCode !== 0)
    return missing(engine, fault?.kind === 'not-started' ? notStarted(fault.reason) : lastLine(stderr))
  const version = stdout.toString().trim()
  if (engine !== 'docker' || isRecent(version)) return undefined
  const hint = 'update it, or set KPT_FN_RUNTIME=podman if "docker" is podman here'
  return error('engine-too-old', {}, `docker must be ${OLDEST_DOCKER.join('.')} or newer, found "${version}"`, hint)
}

function missing(engine: Engine, why: string): Result {
  const others = ENGINES.filter((one) => one !== engine).join(' or ')
  const hint = `install and start ${engine}, or set ${VARIABLE} to ${others}; functions of hydroam need none of them`
  return error('engine-missing', {}, `container functions need ${engine}, which does not run: ${why}`, hint)
}

function notStarted(reason: string): string {
  return reason === 'ENOENT' ? 'it is not on PATH' : reason
}

function lastLine(stderr: string): string {
  return stderr.trim().split('\n').at(-1) || 'it did not answer'
}

function isRecent(version: string): boolean {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?/
    .exec(version)
    ?.slice(1)
    .map((part) => Number(part ?? 0))
  if (!found) return false
  const different = OLDEST_DOCKER.findIndex((part, i) => part !== found[i])
  return different < 0 || (found[different] ?? 0) > (OLDEST_DOCKER[different] ?? 0)
}

/** A question to the engine itself; it needs its own environment (DOCKER_HOST, XDG_RUNTIME_DIR, …), for it is no function. */
export function ask(engine: Engine, args: readonly string[]): Promise<Outcome> {
  const limits = { timeoutSeconds: ASK_SECONDS, outputBytes: 1024 * 1024 }
  return runProcess({ program: engine, args, env: process.env, input: '', limits })
}

/** Ends a container whose client is gone; one that is not there any more is no failure. */
export async function removeContainer(engine: Engine, name: string): Promise<void> {
  // `kill` first: podman's `rm` would ask it kindly, and wait for ten seconds.
  for (const args of [
    ['kill', name],
    ['rm', '--force', name],
  ]) {
    await new Promise((resolve) => {
      const child = spawn(engine, args, { stdio: 'ignore', detached: true, timeout: ASK_SECONDS * 1000 })
      child.on('error', resolve).on('close', resolve)
    })
  }
}
