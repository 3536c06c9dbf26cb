/** Properties of OAM components, traits and documents against the schema of their type. */
import type { FieldPath } from '../krm/field-path.ts'
import { definitions, validators } from './compiled/parameters.js'
import type { Problem } from './problem.ts'
import { problemsOf } from './problems.ts'
import { library } from './schema.ts'
import { sentence } from './sentence.ts'

export interface ParameterProblem {
  readonly code: 'parameter-missing' | 'parameter-undeclared' | 'parameter-invalid'
  readonly path: FieldPath
  readonly message: string
  readonly hint?: string
}

const CODES: Readonly<Record<Problem['rule'], ParameterProblem['code']>> = {
  unknown: 'parameter-undeclared',
  missing: 'parameter-missing',
  type: 'parameter-invalid',
  choice: 'parameter-invalid',
  limit: 'parameter-invalid',
  ambiguous: 'parameter-invalid',
  duplicate: 'parameter-invalid',
}

const schemas = library(definitions)

/** The types that have a schema: the built-in ones, as src/oam/parameters names them. */
export function hasParameters(typeName: string): boolean {
  return Object.hasOwn(validators, typeName)
}

/** Absent properties are checked as empty ones. Throws on a type that has no schema: ask `hasParameters` first. */
export function validateParameters(typeName: string, value: unknown): readonly ParameterProblem[] {
  const validate = hasParameters(typeName) ? validators[typeName] : undefined
  if (!validate) throw new Error(`no parameters schema of "${typeName}"`)
  const properties = value ?? {}
  if (validate(properties)) return []
  const problems = problemsOf(validate.errors ?? [], properties, schemas)
  return problems.map((problem) => asParameterProblem(typeName, problem))
}

export function asParameterProblem(typeName: string, problem: Problem): ParameterProblem {
  return { code: CODES[problem.rule], ...sentence(problem, { root: `"${typeName}"` }) }
}
