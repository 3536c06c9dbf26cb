/**
 * Regular expressions in time linear to the text, whatever the expression: Pike's machine, as in RE2, on which the catalogue's function
 * stands. JavaScript's own engine backtracks and could run for years.
 */
import { parseExpression } from './expression-parser.ts'
import { compile, type Step } from './expression-program.ts'
import { MAX_STEPS, STEPS_PER_CHARACTER, type Tree } from './expression-tree.ts'

export interface Matcher {
  /** How many numbered groups the expression has. */
  readonly groups: number
  /** The groups by number, from 1, of the whole text; an absent one is ''. Undefined where the whole text does not match. */
  readonly match: (text: string) => readonly string[] | undefined
  /** Whether any part of the text matches. */
  readonly matchesPart: (text: string) => boolean
}

/** The expressions of a run took too many steps together. */
export class TooExpensive extends Error {}

/** Throws ExpressionError. */
export function matcherOf(expression: string): Matcher {
  const { tree, groups } = parseExpression(expression)
  const steps = compile(tree)
  const machine: Machine = { steps, left: MAX_STEPS, round: 0, rounds: new Float64Array(steps.length) }
  const needed = longestLiteral(tree)
  return {
    groups,
    match: (text) => (text.includes(needed) ? run(machine, [...text], false, groups) : undefined),
    matchesPart: (text) => text.includes(needed) && run(machine, [...text], true, 0) !== undefined,
  }
}

/** Text that must be in whatever matches: most values lack it, and need not be looked at closely. */
function longestLiteral(tree: Tree): string {
  let longest = ''
  let current = ''
  for (const part of tree.is === 'sequence' ? tree.parts : [tree]) {
    current = part.is === 'character' && part.literal !== undefined ? current + part.literal : ''
    if (current.length > longest.length) longest = current
  }
  return longest
}

interface Machine {
  readonly steps: readonly Step[]
  /** Steps that may still be taken. */
  left: number
  /** The round in which a step was last reached; a round is one character of one value. */
  round: number
  readonly rounds: Float64Array
}

interface Thread {
  readonly step: number
  readonly saved: readonly number[]
}

/** All threads advance by one character at a time, the preferred ones first. */
function run(
  machine: Machine,
  text: readonly string[],
  anywhere: boolean,
  groups: number,
): readonly string[] | undefined {
  machine.left += text.length * STEPS_PER_CHARACTER
  let threads = reach(machine, [START], text, 0)
  for (let at = 0; ; at++) {
    const accepted = threads.find(({ step }) => machine.steps[step]?.do === 'accept')
    if (accepted && (anywhere || at === text.length)) return captured(accepted.saved, text, groups)
    if (at === text.length || (threads.length === 0 && !anywhere)) return undefined
    const moved = advance(machine, threads, text[at] as string)
    if (anywhere) moved.push(START)
    threads = reach(machine, moved, text, at + 1)
  }
}

const START: Thread = { step: 0, saved: [] }

function advance(machine: Machine, threads: readonly Thread[], character: string): Thread[] {
  const moved: Thread[] = []
  for (const { step, saved } of threads) {
    const action = machine.steps[step] as Step
    if (action.do === 'read' && action.test(character)) moved.push({ step: step + 1, saved })
  }
  return moved
}

/** The threads that stand before a character or at the end, after every step that reads nothing; each step once. */
function reach(machine: Machine, from: readonly Thread[], text: readonly string[], at: number): readonly Thread[] {
  const reached: Thread[] = []
  const round = ++machine.round
  for (const thread of from) {
    const waiting = [thread]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { step, saved } = next
      if (machine.rounds[step] === round) continue
      machine.rounds[step] = round
      if (--machine.left < 0) throw new TooExpensive()
      const action = machine.steps[step] as Step
      if (action.do === 'split') waiting.push({ step: action.second, saved }, { step: action.first, saved })
      else if (action.do === 'save') waiting.push({ step: step + 1, saved: withSlot(saved, action.slot, at) })
      else if (action.do !== 'border') reached.push(next)
      else if (action.test(text, at)) waiting.push({ step: step + 1, saved })
    }
  }
  return reached
}

function withSlot(saved: readonly number[], slot: number, at: number): readonly number[] {
  const copy = [...saved]
  copy[slot] = at
  return copy
}

function captured(saved: readonly number[], text: readonly string[], groups: number): readonly string[] {
  return Array.from({ length: groups }, (_, i) => text.slice(saved[2 * i + 2] ?? 0, saved[2 * i + 3] ?? 0).join(''))
}
