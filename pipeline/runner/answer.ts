/** What a runner gives back, and whether what a program said is an answer. */
import { isUtf8 } from 'node:buffer'
import { type FunctionAnswer, readAnswer, type Unreadable } from '../../src/krm/answer.ts'
import type { NewComments } from '../../src/krm/comment.ts'
import type { ResourceList } from '../../src/krm/function.ts'
import { identity, type KrmResource } from '../../src/krm/resource.ts'
import { error, failed, type Result } from '../../src/krm/result.ts'
import { KILLED, type Outcome } from './process.ts'

/** What a function leaves behind; with an error among the results, its items are those that it was given. */
export interface Answer {
  readonly items: readonly KrmResource[]
  readonly results: readonly Result[]
  /** What is to be written behind fields of the items. */
  readonly comments?: NewComments
  /** It depends on nothing but the list: no program made it. */
  readonly isPure?: boolean
  readonly stderr: string
  /** -1 for a program that was killed, as kpt counts. */
  readonly exitCode: number
}

export type Runner = (list: ResourceList) => Promise<Answer>

/** The answer of a function that left none: everything stays as it was. An exit code of 0 would hide that. */
export function refused(list: ResourceList, { stderr, exitCode }: Outcome, results: readonly Result[]): Answer {
  return { items: list.items, results, stderr, exitCode: exitCode === 0 ? 1 : exitCode }
}

/**
 * The answer of a program that ran to its end; one that died, said nothing or said something else is an error, never an empty package.
 * `name` is how the user wrote it. Codes: `function-crashed`, `function-silent`, `function-output-invalid`.
 */
export function judge(name: string, list: ResourceList, outcome: Outcome): Answer {
  const { stdout, stderr, exitCode } = outcome
  const refuse = (...results: readonly Result[]) => refused(list, outcome, results)
  const read = readOutput(stdout, list)
  const results = read && 'results' in read ? read.results : []
  if (failed(results)) return { items: list.items, results, stderr, exitCode }
  if (exitCode !== 0) return refuse(...results, crashed(name, outcome))
  if (!read) return refuse(silent(name, stderr))
  const complete = 'problem' in read ? read : withItems(read, list)
  if ('problem' in complete) return refuse(...results, invalid(name, complete.problem, stderr))
  return { items: complete.items, results, stderr, exitCode }
}

function readOutput(stdout: Buffer, { items }: ResourceList): ReturnType<typeof readAnswer> {
  return isUtf8(stdout) ? readAnswer(stdout.toString('utf8'), items) : { problem: 'its output is not UTF-8' }
}

/** Items may only be missing where there were none. */
function withItems(
  { items, isResourceList }: FunctionAnswer,
  { items: before }: ResourceList,
): Pick<Answer, 'items'> | Unreadable {
  if (before.length === 0) return { items: items ?? [] }
  if (!items) return { problem: 'the list has no `items`' }
  if (isResourceList || keepsAny(before, items)) return { items }
  return { problem: 'it wrote none of the resources that it was given' }
}

/** A program that prints manifests of its own, and knows nothing of functions, must not replace a whole package by them. */
function keepsAny(before: readonly KrmResource[], after: readonly KrmResource[]): boolean {
  const known = new Set(before.map(identity))
  return after.some((item) => known.has(identity(item)))
}

function silent(name: string, stderr: string): Result {
  const hint = lastWords(stderr) ?? 'a function must write a ResourceList to stdout, also when it changes nothing'
  return error('function-silent', {}, `"${name}" answered nothing, a ResourceList was expected`, hint)
}

function crashed(name: string, { stderr, exitCode }: Outcome): Result {
  const how = exitCode === KILLED ? 'was killed by a signal' : `failed with exit code ${exitCode}`
  const hint = lastWords(stderr) ?? 'it said nothing on stderr; run it by itself to see why'
  return error('function-crashed', {}, `"${name}" ${how}`, hint)
}

function invalid(name: string, why: string, stderr: string): Result {
  const hint = lastWords(stderr) ?? 'a function writes one ResourceList to stdout, and everything for people to stderr'
  return error('function-output-invalid', {}, `"${name}" answered no ResourceList: ${why}`, hint)
}

const SHOWN_LINES = 5

/** What a program said last, as a hint. */
export function lastWords(stderr: string): string | undefined {
  const lines = stderr.trim().split('\n').slice(-SHOWN_LINES)
  return lines.join('') === '' ? undefined : `it said: ${lines.join(' | ')}`
}
