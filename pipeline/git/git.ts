/**
 * The git program, cut off from its surroundings: no user or system configuration, no hooks, no prompt, no network.
 * No text from outside becomes an argument, only git's own object ids and branch names that branch.ts let through; the rest goes by stdin.
 */
import { constants } from 'node:buffer'
import { spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { type Refusal, refuse } from '../refusal.ts'
import { MAX_STDERR_BYTES } from '../runner/limits.ts'
import { oneLine } from './one-line.ts'

export interface GitOptions {
  readonly input?: string
  readonly env?: NodeJS.ProcessEnv
  /** Bytes of stdout, beyond which git is stopped and `git-output-too-large` says so; by default, what node can hold in a text. */
  readonly limit?: number
}

export interface GitOutput<Output = string> {
  /** 0 is success; a git that was killed counts as 128, git's own number for "fatal". */
  readonly status: number
  readonly stdout: Output
  readonly stderr: string
}

const HARDENED = ['-c', `core.hooksPath=${devNull}`, '-c', 'core.fsmonitor=false', '-c', 'protocol.ext.allow=never']

const ISOLATED: NodeJS.ProcessEnv = {
  // No transport at all: not even a partial clone may fetch what it lacks. Who pushes names the protocols in `env`.
  GIT_ALLOW_PROTOCOL: '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_TERMINAL_PROMPT: '0',
  // `git status` would refresh the index, and wait for whoever holds its lock.
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  // A file that cannot be: of one that is there, git says that grafts are deprecated.
  GIT_GRAFT_FILE: join(devNull, 'none'),
  GIT_LITERAL_PATHSPECS: '1',
  LC_ALL: 'C',
}

/** What git prints; a git that fails is a refusal, because disks, locks and permissions are its user's to mend. */
export async function git(directory: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  return (await gitBytes(directory, args, options)).toString('utf8')
}

/** The same for what need not be text. */
export async function gitBytes(directory: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const output = await runTrusted(directory, args, options)
  if (output.status !== 0) throw gitFailed(args, output)
  return output.stdout
}

/** The same for a caller to whom failure is an answer. */
export async function tryGit(directory: string, args: readonly string[], options: GitOptions = {}): Promise<GitOutput> {
  const output = await runTrusted(directory, args, options)
  return { ...output, stdout: output.stdout.toString('utf8') }
}

async function runTrusted(directory: string, args: readonly string[], options: GitOptions): Promise<GitOutput<Buffer>> {
  const output = await run(directory, args, options)
  if (!isUntrusted(output)) return output
  const trusting = await run(directory, [...(await trustOfUser(directory)), ...args], options)
  if (isUntrusted(trusting)) throw untrusted(directory)
  return trusting
}

export function gitFailed(args: readonly string[], { stderr }: Pick<GitOutput, 'stderr'>): Refusal {
  const [, missing] = /could not fetch (\w+) from promisor remote/.exec(stderr) ?? []
  if (missing) return objectMissing(`the object ${missing}`)
  // The report of a crash goes away with the quarantine that it was written to.
  const reason = oneLine(stderr.replace(/^fast-import: .*$/m, ''), 1000)
  return refuse('git-failed', `git ${args[0]} failed: ${reason}`, 'repair what git names, then try again')
}

/** Code `object-missing`. */
export function objectMissing(what: string): Refusal {
  const hint = 'hydroam fetches nothing: use a full clone instead of a partial one; `git fsck` finds what is broken'
  return refuse('object-missing', `${what} is missing from this repository, or cannot be read`, hint)
}

/** Settings for one call that count more than the repository's own. */
export function settings(pairs: readonly (readonly [string, string])[]): NodeJS.ProcessEnv {
  const named = pairs.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(pairs.length), ...Object.fromEntries(named) }
}

function run(
  directory: string,
  args: readonly string[],
  { input, env, limit }: GitOptions,
): Promise<GitOutput<Buffer>> {
  const surroundings = inheritedEnv((name) => !/^GIT_/i.test(name))
  return spawnGit(directory, [...HARDENED, ...args], { ...surroundings, ...ISOLATED, ...env }, input, limit)
}

/** A hook's GIT_DIR or GIT_INDEX_FILE would send us to another repository. */
function inheritedEnv(keep: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => keep(name)))
}

function isUntrusted({ status, stderr }: GitOutput<Buffer>): boolean {
  return status === 128 && /dubious ownership|unsafe repository/.test(stderr)
}

/** `safe.directory` is the one user setting that must count, or nothing could be hydrated in a CI container. */
async function trustOfUser(directory: string): Promise<readonly string[]> {
  const env = inheritedEnv((name) => !/^GIT_(?!CONFIG_)/i.test(name))
  const { stdout } = await spawnGit(directory, ['config', '--get-all', '-z', 'safe.directory'], env)
  return stdout
    .toString('utf8')
    .split('\0')
    .slice(0, -1)
    .flatMap((trusted) => ['-c', `safe.directory=${trusted}`])
}

function untrusted(directory: string): Refusal {
  return refuse(
    'repository-untrusted',
    `the repository of "${directory}" belongs to another user, and git does not trust it`,
    "run hydroam as its owner, or `git config --global --add safe.directory` with the repository's path",
  )
}

function spawnGit(
  directory: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input = '',
  limit = constants.MAX_STRING_LENGTH,
): Promise<GitOutput<Buffer>> {
  return new Promise((settle, reject) => {
    // -C and not the option `cwd`: with a missing directory, that would report a missing git.
    const child = spawn('git', ['-C', resolve(directory), ...args], { env, windowsHide: true })
    const stdout = collect(child.stdout, limit, () => {
      child.kill('SIGKILL')
      reject(tooLarge(args, limit))
    })
    const stderr = collect(child.stderr, MAX_STDERR_BYTES, () => {})
    child.on('error', (cause: NodeJS.ErrnoException) => reject(cause.code === 'ENOENT' ? gitMissing() : cause))
    child.on('close', (status, signal) => {
      const killed = signal ? `killed by ${signal}` : ''
      settle({ status: status ?? 128, stdout: stdout(), stderr: stderr().toString('utf8') + killed })
    })
    // A git that gives up stops reading; its exit status says so better than EPIPE.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** What a stream gives, up to a limit. */
function collect(stream: Readable, limit: number, onFull: () => void): () => Buffer {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else onFull()
  })
  return () => Buffer.concat(chunks)
}

function tooLarge(args: readonly string[], limit: number): Refusal {
  const command = args.find((arg, i) => !arg.startsWith('-') && args[i - 1] !== '-c')
  const message = `git ${command} was stopped: it says more than ${limit} bytes`
  return refuse('git-output-too-large', message, 'hydrate a smaller package, or one of its subdirectories')
}

function gitMissing(): Refusal {
  return refuse('git-missing', 'the git program is not installed, or is not in `PATH`', 'install git 2.32 or newer')
}
