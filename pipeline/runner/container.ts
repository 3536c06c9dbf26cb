/** A container of any publisher, run as kpt runs it and confined further. */
import { randomUUID } from 'node:crypto'
import type { ResourceList } from '../../src/krm/function.ts'
import { error, failed, info, type Result } from '../../src/krm/result.ts'
import { type Answer, judge, lastWords, type Runner, refused } from './answer.ts'
import { ask, engineProblem, removeContainer } from './engine.ts'
import type { Engine } from './engine-name.ts'
import type { Image } from './image.ts'
import { MAX_PIDS } from './limits.ts'
import type { RunnerOptions } from './options.ts'
import { runProgram } from './program.ts'
import { withoutPullNoise } from './pull-noise.ts'

/** Codes: `container-not-started`, `image-unpinned`, and those of the engine and of any program. */
export function container(engine: Engine, image: Image, options: RunnerOptions): Runner {
  return async (list) => {
    const problem = await engineProblem(engine)
    if (problem) return { items: list.items, results: [problem], stderr: '', exitCode: 1 }
    const name = containerName()
    const answer = await runProgram(
      {
        name: image.reference,
        program: engine,
        args: ['run', ...runOptions(name, options), image.reference],
        env: process.env,
        limits: options.limits,
        cleanUp: () => removeContainer(engine, name),
        withoutNoise: withoutPullNoise,
        judge: judgeEngine(engine, options),
      },
      list,
    )
    if (failed(answer.results)) return answer
    return { ...answer, results: [...answer.results, ...(await pinning(engine, image))] }
  }
}

/** By its name it is found when its client is gone. */
export function containerName(): string {
  return `hydroam-${process.pid}-${randomUUID().slice(0, 8)}`
}

/** kpt's options, then those that take away what no function needs: a root to write to, capabilities, endless memory and processes. */
export function runOptions(name: string, { env, limits, container }: RunnerOptions): readonly string[] {
  const { network, pull, mounts, asCurrentUser } = container
  const user = asCurrentUser ? `${process.getuid?.()}:${process.getgid?.()}` : 'nobody'
  return [
    ...['--rm', '-i', '--name', name],
    ...['--network', network ? 'host' : 'none'],
    ...['--user', user, '--security-opt=no-new-privileges'],
    ...['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL'],
    ...['--memory', limits.memory, '--pids-limit', String(MAX_PIDS)],
    ...['--pull', pull],
    ...mounts.flatMap((mount) => ['--mount', mount]),
    ...env.flatMap((variable) => ['-e', variable]),
  ]
}

/** What the engines exit with when there was no container, and when the kernel killed it. */
const NOT_STARTED = 125
const KILLED = 137

function judgeEngine(engine: Engine, { limits }: RunnerOptions): typeof judge {
  return (name, list: ResourceList, outcome): Answer => {
    const { exitCode, stderr, stdout } = outcome
    if (exitCode === NOT_STARTED && stdout.length === 0) {
      const hint = lastWords(stderr) ?? `run \`${engine} run --rm ${name}\` to see why`
      return refused(list, outcome, [error('container-not-started', {}, `${engine} could not start "${name}"`, hint)])
    }
    if (exitCode !== KILLED) return judge(name, list, outcome)
    const hint = lastWords(stderr) ?? `it may need more memory than ${limits.memory}: --fn-memory`
    return refused(list, outcome, [error('function-crashed', {}, `"${name}" was killed (exit code ${KILLED})`, hint)])
  }
}

const reported = new Set<string>()

/** A tag may mean another image tomorrow; said once an image, with what to write in its place. */
async function pinning(engine: Engine, { reference, repository, digest }: Image): Promise<readonly Result[]> {
  if (digest || reported.has(reference)) return []
  reported.add(reference)
  const known = await digestOf(engine, reference)
  const message = `"${reference}" is named by a tag, which may mean another image tomorrow`
  const hint = known
    ? `pin what ran now: ${repository}@${known}`
    : `name it by its digest; ${engine} knows none, as of an image that came from no registry`
  return [{ ...info('image-unpinned', {}, message, hint), ...(known ? { tags: { digest: known } } : {}) }]
}

async function digestOf(engine: Engine, reference: string): Promise<string | undefined> {
  const { stdout } = await ask(engine, ['image', 'inspect', '--format', '{{json .RepoDigests}}', reference])
  return /@(sha256:[0-9a-f]{64})"/.exec(stdout.toString())?.[1]
}
