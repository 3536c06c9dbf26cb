/** How many steps an expression may take at worst: found from its form and the size of what it looks at, so that the same input always passes or fails. */

/** A node of the syntax tree, as far as it is looked at here. */
export interface Node {
  readonly op: string
  readonly args: unknown
}

export interface Sizes {
  /** How many resources there are. */
  readonly resources: number
  /** How long the longest list, map or string in them is. */
  readonly longest: number
}

const LOOPS: readonly unknown[] = ['all', 'exists', 'exists_one', 'map', 'filter']

export function worstCase(node: Node, sizes: Sizes): number {
  // A sum of lists is as long as both; many sums can double again and again.
  return steps(node, { ...sizes, longest: sizes.longest * 2 ** count(node, '+') })
}

function steps(node: Node, sizes: Sizes): number {
  const isCall = node.op === 'rcall' && LOOPS.includes((node.args as readonly unknown[])[0])
  if (!isCall) return children(node).reduce((sum, child) => sum + steps(child, sizes), 1)
  const [, range, args] = node.args as readonly [string, Node, readonly Node[]]
  const body = args.reduce((sum, child) => sum + steps(child, sizes), 1)
  return steps(range, sizes) + length(range, sizes) * body
}

/** How many turns a loop over `range` can take. */
function length(range: Node, sizes: Sizes): number {
  if (range.op === 'id' && range.args === 'resources') return sizes.resources
  if (range.op === 'list' && Array.isArray(range.args)) return range.args.length
  if (range.op !== 'rcall') return Math.max(sizes.longest, literal(range))
  const [name, inner] = range.args as readonly [string, Node]
  return name === 'filter' || name === 'map' ? length(inner, sizes) : Math.max(sizes.longest, literal(range))
}

/** The longest list or map that is written in the expression. */
function literal(node: Node): number {
  const own = (node.op === 'list' || node.op === 'map') && Array.isArray(node.args) ? node.args.length : 0
  return Math.max(own, ...children(node).map(literal))
}

function count(node: Node, op: string): number {
  return children(node).reduce((sum, child) => sum + count(child, op), node.op === op ? 1 : 0)
}

export function children(node: Node): readonly Node[] {
  return [node.args].flat(3).filter((arg): arg is Node => typeof arg === 'object' && arg !== null && 'op' in arg)
}

/** The longest list, map or string in a value. */
export function longestIn(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  const parts = Object.values(value)
  return parts.reduce((longest: number, part) => Math.max(longest, longestIn(part)), parts.length)
}
