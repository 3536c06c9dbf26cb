/** A value, and what is wrong with what it was made from. */
import type { Result } from '../../src/krm/result.ts'

export interface Checked<T> {
  readonly value: T
  readonly results: readonly Result[]
}

export function all<T>(checked: readonly Checked<T>[]): Checked<readonly T[]> {
  return { value: checked.map(({ value }) => value), results: checked.flatMap(({ results }) => results) }
}
