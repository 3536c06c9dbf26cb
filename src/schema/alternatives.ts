/** anyOf and oneOf: the problems of the form that was most likely meant, not those of every form that it is not. */
import type { FieldPath } from '../krm/field-path.ts'
import type { SchemaError } from './error.ts'
import type { Problem } from './problem.ts'
import { type Schema, typesOf } from './schema.ts'

/** What an error speaks of. */
export interface Place {
  readonly path: FieldPath
  readonly value: unknown
  /** The schema that holds the keyword. */
  readonly schema: Schema
}

export interface Found {
  readonly error: SchemaError
  readonly problem: Problem
}

/** Whether the error is one of an alternative, and the other one that of the choice. */
export function isInside(error: SchemaError, choice: SchemaError): boolean {
  return (
    `${error.instancePath}/`.startsWith(`${choice.instancePath}/`) &&
    error.schemaPath.startsWith(`${choice.schemaPath}/`)
  )
}

/** What remains of the problems inside a choice. */
export function chosen(inside: readonly Found[], error: SchemaError, place: Place): readonly Found[] {
  const { path, value, schema } = place
  const options = schema[error.keyword as 'anyOf' | 'oneOf'] ?? []
  const one = (problem: Problem) => [{ error, problem }]
  const fitting = error.params.passingSchemas as readonly number[] | undefined
  if (fitting) return one({ rule: 'ambiguous', path, keys: fitting.flatMap((index) => options[index]?.required ?? []) })

  const attempts = options
    .map((_, index) => inside.filter((each) => each.error.schemaPath.startsWith(`${error.schemaPath}/${index}/`)))
    .filter((attempt) => attempt.length > 0)
  const firsts = attempts.flatMap(([first]) => (first?.problem.path.length === path.length ? first.problem : []))
  const missing = firsts.flatMap((problem) => (problem.rule === 'missing' ? [problem.keys] : []))
  if (missing.length === attempts.length) return one({ rule: 'missing', path, keys: missing.flat() })

  const types = firsts.flatMap((problem) => (problem.rule === 'type' ? [problem] : []))
  if (types.length === attempts.length)
    return one({ rule: 'type', path, value, schema: { type: types.flatMap((problem) => typesOf(problem.schema)) } })
  const sameType = attempts.filter(([first]) => !types.some((problem) => problem === first?.problem))
  return sameType.reduce((best, each) => (each.length < best.length ? each : best))
}
