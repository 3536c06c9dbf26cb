/** What a container answers to `--help`: so functions of other publishers document themselves. kpt `internal/docs/fndoc`. */
import { error } from '../../src/krm/result.ts'
import { Refusal } from '../refusal.ts'
import { lastWords } from './answer.ts'
import { containerName, runOptions } from './container.ts'
import { engineProblem, removeContainer } from './engine.ts'
import { chosenEngine } from './engine-name.ts'
import type { Image } from './image.ts'
import type { RunnerOptions } from './options.ts'
import { runProcess } from './process.ts'
import { withoutPullNoise } from './pull-noise.ts'

/** Codes: `engine-unknown`, those of engineProblem(), and `doc-missing`. */
export async function containerHelp({ reference }: Image, options: RunnerOptions): Promise<string> {
  const engine = chosenEngine()
  if (typeof engine !== 'string') throw new Refusal([engine])
  const problem = await engineProblem(engine)
  if (problem) throw new Refusal([problem])
  const name = containerName()
  const { stdout, stderr, exitCode, fault } = await runProcess({
    program: engine,
    args: ['run', ...runOptions(name, options), reference, '--help'],
    env: process.env,
    input: '',
    limits: options.limits,
    cleanUp: () => removeContainer(engine, name),
  })
  const help = stdout.toString().trim() || withoutPullNoise(stderr).trim()
  if (exitCode === 0 && !fault && help !== '') return `${help}\n`
  const hint = lastWords(withoutPullNoise(stderr)) ?? 'it said nothing'
  throw new Refusal([error('doc-missing', {}, `"${reference}" has no answer to --help`, hint)])
}
