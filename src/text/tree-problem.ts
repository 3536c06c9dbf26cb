/** What Kubernetes would not read of the library's tree, or what is over a budget. */
import { isNode } from 'yaml'

export interface TreeProblem {
  readonly message: string
  readonly offset: number
}

/** A node that is refused has no value. */
export function refuse({ problems }: { readonly problems: TreeProblem[] }, node: unknown, message: string): undefined {
  problems.push({ message, offset: offsetOf(node) })
}

export function offsetOf(node: unknown): number {
  return (isNode(node) && node.range?.[0]) || 0
}
