/** A program of this machine. */
import { splitCommand } from '../command-line.ts'
import type { Runner } from './answer.ts'
import { functionEnvironment } from './environment.ts'
import type { RunnerOptions } from './options.ts'
import { runProgram } from './program.ts'

/** Runs a command without a shell, in the caller's directory, as kpt does. */
export function exec(command: string, { limits, env }: RunnerOptions): Runner {
  const [program = '', ...args] = splitCommand(command)
  const job = { name: command, program, args, limits, env: functionEnvironment(env) }
  return (list) => runProgram(job, list)
}
