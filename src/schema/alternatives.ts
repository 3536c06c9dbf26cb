/** anyOf and oneOf: the problems of the form that was most likely meant, not those of every form that it is not. */
import type { FieldPath } from '../krm/field-path.ts'
import type { Problem } from './problem.ts'
import { type Schema, typesOf } from './schema.ts'

type Attempt = readonly Problem[]

export function checkAlternatives(
  value: unknown,
  options: readonly Schema[],
  path: FieldPath,
  exclusive: boolean,
  attempt: (option: Schema) => Attempt,
): readonly Problem[] {
  const attempts = options.map(attempt)
  const fitting = options.filter((_, index) => attempts[index]?.length === 0)
  if (fitting.length === 0) return closest(value, attempts, path)
  if (fitting.length === 1 || !exclusive) return []
  return [{ rule: 'ambiguous', path, keys: fitting.flatMap(({ required = [] }) => required) }]
}

function closest(value: unknown, attempts: readonly Attempt[], path: FieldPath): Attempt {
  const missing = attempts.flatMap(([first]) => (first?.rule === 'missing' && isHere(first, path) ? first.keys : []))
  if (missing.length === attempts.length) return [{ rule: 'missing', path, keys: missing }]

  const sameType = attempts.filter(([first]) => !(first?.rule === 'type' && isHere(first, path)))
  if (sameType.length > 0) return sameType.reduce((best, each) => (each.length < best.length ? each : best))
  const types = attempts.flatMap(([first]) => (first?.rule === 'type' ? typesOf(first.schema) : []))
  return [{ rule: 'type', path, value, schema: { type: types } }]
}

/** Whether the problem is with the value itself and not with something inside it. */
function isHere(problem: Problem, path: FieldPath): boolean {
  return problem.path.length === path.length
}
