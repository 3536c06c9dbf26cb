/**
 * The git program, cut off from its surroundings: no user or system configuration, no hooks, no prompt, no network.
 * No text from outside becomes an argument, only git's own object ids and branch names that branch.ts let through; the rest goes by stdin.
 */
import { spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { resolve } from 'node:path'
import { type Refusal, refuse } from '../refusal.ts'
import { oneLine } from './one-line.ts'

export interface GitOptions {
  readonly input?: string
  readonly env?: NodeJS.ProcessEnv
}

export interface GitOutput {
  /** 0 is success; a git that was killed counts as 128, git's own number for "fatal". */
  readonly status: number
  readonly stdout: string
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
  GIT_LITERAL_PATHSPECS: '1',
  LC_ALL: 'C',
}

/** What git prints; a git that fails is a refusal, because disks, locks and permissions are its user's to mend. */
export async function git(directory: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  const output = await tryGit(directory, args, options)
  if (output.status !== 0) throw gitFailed(args, output)
  return output.stdout
}

/** The same for a caller to whom failure is an answer. */
export async function tryGit(directory: string, args: readonly string[], options: GitOptions = {}): Promise<GitOutput> {
  const output = await run(directory, args, options)
  if (!isUntrusted(output)) return output
  const trusting = await run(directory, [...(await trustOfUser(directory)), ...args], options)
  if (isUntrusted(trusting)) throw untrusted(directory)
  return trusting
}

export function gitFailed(args: readonly string[], { stderr }: GitOutput): Refusal {
  return refuse(
    'git-failed',
    `git ${args[0]} failed: ${oneLine(stderr, 1000)}`,
    'repair what git names, then try again',
  )
}

function run(directory: string, args: readonly string[], { input, env }: GitOptions): Promise<GitOutput> {
  const surroundings = inheritedEnv((name) => !/^GIT_/i.test(name))
  return spawnGit(directory, [...HARDENED, ...args], { ...surroundings, ...ISOLATED, ...env }, input)
}

/** A hook's GIT_DIR or GIT_INDEX_FILE would send us to another repository. */
function inheritedEnv(keep: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => keep(name)))
}

function isUntrusted({ status, stderr }: GitOutput): boolean {
  return status === 128 && /dubious ownership|unsafe repository/.test(stderr)
}

/** `safe.directory` is the one user setting that must count, or nothing could be hydrated in a CI container. */
async function trustOfUser(directory: string): Promise<readonly string[]> {
  const env = inheritedEnv((name) => !/^GIT_(?!CONFIG_)/i.test(name))
  const { stdout } = await spawnGit(directory, ['config', '--get-all', '-z', 'safe.directory'], env)
  return stdout
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

function spawnGit(directory: string, args: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<GitOutput> {
  return new Promise((settle, reject) => {
    // -C and not the option `cwd`: with a missing directory, that would report a missing git.
    const child = spawn('git', ['-C', resolve(directory), ...args], { env, windowsHide: true })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', (cause: NodeJS.ErrnoException) => reject(cause.code === 'ENOENT' ? gitMissing() : cause))
    child.on('close', (status, signal) => {
      const killed = signal ? `killed by ${signal}` : ''
      settle({ status: status ?? 128, stdout: text(stdout), stderr: text(stderr) + killed })
    })
    // A git that gives up stops reading; its exit status says so better than EPIPE.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8')
}

function gitMissing(): Refusal {
  return refuse('git-missing', 'the git program is not installed, or is not in `PATH`', 'install git 2.32 or newer')
}
