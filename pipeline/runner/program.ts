/** A function that is a program: the list goes to its stdin, its answer is judged. */
import type { ResourceList } from '../../src/krm/function.ts'
import { addedComments, writeListInWords } from '../../src/krm/list-text.ts'
import { error, failed } from '../../src/krm/result.ts'
import { type Answer, judge, lastWords, refused } from './answer.ts'
import { type Fault, type Job, type Outcome, runProcess } from './process.ts'

export interface Program extends Omit<Job, 'input'> {
  /** As the user wrote it. */
  readonly name: string
  /** What its stderr says that is not the function's own. */
  readonly withoutNoise?: (stderr: string) => string
  /** Reads what the program itself could say: a reason that the function never ran, for one. */
  readonly judge?: typeof judge
}

/** Codes: `exec-not-found`, `function-timeout`, `function-output-too-large`, and those of judge(). */
export async function runProgram(program: Program, list: ResourceList): Promise<Answer> {
  const input = writeListInWords(list)
  const outcome = await runProcess({ ...program, input })
  const own: Outcome = { ...outcome, stderr: program.withoutNoise?.(outcome.stderr) ?? outcome.stderr }
  if (own.fault) return refused(list, own, [explain(program, own.fault, own.stderr)])
  const answer = (program.judge ?? judge)(program.name, list, own)
  return failed(answer.results)
    ? answer
    : { ...answer, comments: addedComments(input, own.stdout.toString(), answer.items) }
}

function explain({ name, program, limits }: Program, fault: Fault, stderr: string) {
  if (fault.kind === 'timeout') {
    const hint = lastWords(stderr) ?? 'give it more time with --fn-timeout'
    return error('function-timeout', {}, `"${name}" was stopped after ${limits.timeoutSeconds} seconds`, hint)
  }
  if (fault.kind === 'output-too-large') {
    const message = `"${name}" was stopped: it wrote more than ${limits.outputBytes} bytes to stdout`
    return error('function-output-too-large', {}, message, 'a function writes one ResourceList and ends')
  }
  const hint = 'a relative path counts from the directory you are in; otherwise the program must be on PATH'
  return error('exec-not-found', {}, `cannot start "${program}": ${fault.reason}`, hint)
}
