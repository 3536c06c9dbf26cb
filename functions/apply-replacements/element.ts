/** The `x` of `[name=x]` in a target: an expression that may match any part of the element's value, as in kyaml `yaml/match.go`. */
import { ExpressionError, matcherOf, TooExpensive } from '../../src/regex/expression.ts'
import { Refusal } from './refusal.ts'

/** Throws Refusal, and so does the test. */
export function elementTest(expression: string): (text: string) => boolean {
  const { matchesPart } = refusing(expression, () => matcherOf(expression))
  return (text) => refusing(expression, () => matchesPart(text))
}

function refusing<T>(expression: string, ask: () => T): T {
  try {
    return ask()
  } catch (cause) {
    const hint = 'a plain name does, as in [name=web]'
    if (cause instanceof ExpressionError)
      throw new Refusal(`the expression "${expression}" is not valid: ${cause.message}`, hint)
    if (cause instanceof TooExpensive)
      throw new Refusal(`the expression "${expression}" is too complicated for so much text`, hint)
    throw cause
  }
}
