/**
 * The `x` of `[name=x]` in a target: a regular expression that may match any part of the element's value, as in kyaml `yaml/match.go`.
 * JavaScript's engine backtracks and RE2, kustomize's, does not: what could take long is refused, and long values do not match.
 */
import { Refusal } from './refusal.ts'

const MAX_EXPRESSION = 253
const MAX_VALUE = 256
const MAX_REPEATS = 2
const MAX_CHOICES = 3
const MAX_ALTERNATIVES = 9

/** An escaped character, a class, or a single one. */
const ATOM = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|./gs

/** Throws Refusal. */
export function elementTest(expression: string): (text: string) => boolean {
  if (/^[\w/ -]*$/.test(expression)) return (text) => text.includes(expression)
  const problem = problemOf(expression)
  if (problem) throw new Refusal(`the expression "${expression}" ${problem}`, 'a plain name does, as in [name=web]')
  const compiled = compile(expression)
  return (text) => text.length <= MAX_VALUE && compiled.test(text)
}

function problemOf(expression: string): string | undefined {
  if (expression.length > MAX_EXPRESSION) return `must be at most ${MAX_EXPRESSION} characters long`
  const atoms = expression.match(ATOM) ?? []
  if (atoms.some((atom) => /^\\[1-9kpPQ]$/.test(atom))) return 'must have no back-reference, \\p or \\Q'
  if (atoms.some((atom, i) => atom === '(' && atoms[i + 1] === '?')) return 'must have no (? ) group'
  if (atoms.some((atom, i) => atom === ')' && /^[*+?{]/.test(atoms[i + 1] ?? ''))) return 'must not repeat a group'
  if (atoms.filter((atom) => /^[*+{]$/.test(atom)).length > MAX_REPEATS)
    return `must repeat at most ${MAX_REPEATS} times`
  if (atoms.filter((atom) => atom === '(' || atom === '?').length > MAX_CHOICES)
    return `must have at most ${MAX_CHOICES} groups and question marks`
  if (atoms.filter((atom) => atom === '|').length > MAX_ALTERNATIVES)
    return `must have at most ${MAX_ALTERNATIVES} alternatives`
  return undefined
}

function compile(expression: string): RegExp {
  try {
    return new RegExp(expression)
  } catch (cause) {
    throw new Refusal(`the expression "${expression}" is not valid: ${(cause as Error).message}`)
  }
}
