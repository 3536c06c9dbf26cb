/**
 * Regular expressions in RE2's syntax (golang.org/s/re2syntax) and in time linear to the text, whatever the expression.
 * Go's functions match so; JavaScript's own engine backtracks and could run for years.
 */
import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js'

export interface Matcher {
  /** How many numbered groups the expression has. */
  readonly groups: number
  /** The groups by number, from 1, of the whole text; an absent one is ''. Undefined where the whole text does not match. */
  readonly match: (text: string) => readonly string[] | undefined
  /** Whether any part of the text matches. */
  readonly matchesPart: (text: string) => boolean
}

/** What the author of an expression can fix. */
export class ExpressionError extends Error {}

/** An expression was asked of too much text. */
export class TooExpensive extends Error {}

/** Characters of an expression. */
export const MAX_LENGTH = 1000
/** Steps of the compiled expression; counted repetitions multiply them. */
const MAX_SIZE = 5000
/** An expression of no more steps may be asked of any text. */
const FREE_SIZE = 50
/** Steps beyond those, times characters, for one matcher: half a minute at worst, mostly far less. */
const MAX_WORK = 1_000_000_000

/** Throws ExpressionError, and its functions TooExpensive. */
export function matcherOf(expression: string): Matcher {
  const compiled = compile(expression)
  const groups = compiled.groupCount()
  const work = Math.max(0, compiled.programSize() - FREE_SIZE)
  let left = MAX_WORK
  const spend = (text: string) => {
    left -= work * text.length
    if (left < 0) throw new TooExpensive()
  }
  return {
    groups,
    match(text) {
      spend(text)
      if (!compiled.testExact(text)) return undefined
      return groups === 0 ? [] : captured(compiled, text)
    },
    matchesPart(text) {
      spend(text)
      return compiled.test(text)
    },
  }
}

function compile(expression: string): RE2JS {
  if (expression.length > MAX_LENGTH) throw new ExpressionError(`longer than ${MAX_LENGTH} characters`)
  try {
    const compiled = RE2JS.compile(expression)
    if (compiled.programSize() <= MAX_SIZE) return compiled
  } catch (cause) {
    throw cause instanceof RE2JSException ? new ExpressionError(problem(cause)) : cause
  }
  throw new ExpressionError(`more than ${MAX_SIZE} steps; count fewer repetitions`)
}

function problem(cause: RE2JSException): string {
  if (!(cause instanceof RE2JSSyntaxException)) return cause.message
  const at = cause.getPattern()
  return at === null ? cause.getDescription() : `${cause.getDescription()}: \`${at}\``
}

function captured(compiled: RE2JS, text: string): readonly string[] {
  const matcher = compiled.matcher(text)
  matcher.matches()
  return Array.from({ length: compiled.groupCount() }, (_, i) => matcher.group(i + 1) ?? '')
}
