/**
 * Conditions on a list of resources, in the Common Expression Language: the door of this room.
 * The variable `resources` is the list; the language as kpt gives it (`pkg/lib/runneroptions/celenv.go`), with matches() in linear time.
 */
import { Environment, EvaluationError, ParseError, serialize, TypeError as TypeProblem } from '@marcbachmann/cel-js'
import { ExpressionError, matcherOf, TooExpensive } from '../regex/expression.ts'
import { children, longestIn, type Node, worstCase } from './cost.ts'

/** Characters of an expression. */
const MAX_LENGTH = 10_000
/** Steps that an expression may take at worst. */
const MAX_STEPS = 10_000_000

/** What the author of a condition can fix. */
export class ConditionError extends Error {}

/** Throws ConditionError. */
export function readCondition(text: string): (resources: readonly unknown[]) => boolean {
  return explained(() => {
    if (text.length > MAX_LENGTH) throw new ConditionError(`it is longer than ${MAX_LENGTH} characters`)
    const { ast } = environment().parse(text)
    refuseForeign(ast as Node)
    const condition = environment().parse(serialize(withLinearMatches(ast as Node) as unknown as typeof ast))
    const { valid, type, error } = condition.check()
    if (!valid) throw error ?? new ConditionError('it is not valid')
    if (type !== 'bool' && type !== 'dyn') throw new ConditionError(`it must give true or false, not ${type}`)
    return (resources) => evaluate(condition, ast as Node, resources)
  })
}

function evaluate(condition: (context: object) => unknown, tree: Node, resources: readonly unknown[]): boolean {
  const steps = worstCase(tree, { resources: resources.length, longest: longestIn(resources) })
  if (steps > MAX_STEPS) {
    const count = steps.toLocaleString('en-US', { maximumFractionDigits: 0 })
    throw new ConditionError(`it may take ${count} steps on ${resources.length} resources, more than the ${MAX_STEPS}`)
  }
  const answer = explained(() => condition({ resources: resources.map(celValue) }))
  if (typeof answer === 'boolean') return answer
  throw new ConditionError(`it must give true or false, not ${typeof answer}`)
}

/** Whole numbers are CEL's integers. */
function celValue(value: unknown): unknown {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(celValue)
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, celValue(field)]))
}

const LINEAR_MATCHES = 'matchesInLinearTime'

function environment(): Environment {
  const limits = { maxAstNodes: 2000, maxDepth: 100, maxListElements: 1000, maxMapEntries: 1000 }
  return new Environment({ enableOptionalTypes: true, limits })
    .registerVariable('resources', 'list<dyn>')
    .registerFunction(`string.${LINEAR_MATCHES}(string): bool`, (text: string, expression: string) =>
      matcherOf(expression).matchesPart(text),
    )
}

/** The library's own matches() backtracks, and could run for years. */
function withLinearMatches(node: Node): Node {
  return { ...node, args: renamed(node.args, node.op === 'rcall') }
}

function renamed(args: unknown, isCall: boolean): unknown {
  if (Array.isArray(args))
    return args.map((arg, i) => (isCall && i === 0 && arg === 'matches' ? LINEAR_MATCHES : renamed(arg, false)))
  return typeof args === 'object' && args !== null && 'op' in args ? withLinearMatches(args as Node) : args
}

/** `cel.bind` is no part of kpt's language, and would hide how often something is evaluated. */
function refuseForeign(node: Node): void {
  if (node.op === 'id' && node.args === 'cel') throw new ConditionError('`cel.bind` is not available')
  for (const child of children(node)) refuseForeign(child)
}

function explained<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof ConditionError) throw cause
    if (cause instanceof TooExpensive) throw new ConditionError('its matches() are too much work')
    if (cause instanceof ExpressionError || cause instanceof RangeError) throw new ConditionError(cause.message)
    if (cause instanceof ParseError || cause instanceof EvaluationError || cause instanceof TypeProblem)
      throw new ConditionError(cause.node ? `${cause.summary}, at character ${cause.node.pos + 1}` : cause.summary)
    throw cause
  }
}
