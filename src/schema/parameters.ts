/** Properties of OAM components, traits and documents against the schema of their type. */
import type { FieldPath } from '../krm/field-path.ts'
import { check } from './check.ts'
import { definitions } from './compiled/parameters.js'
import type { Problem } from './problem.ts'
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

const definition = library(definitions)

/** The types that have a schema: the built-in ones, as src/oam/parameters names them. */
export function hasParameters(typeName: string): boolean {
  return Object.hasOwn(definitions, typeName)
}

/** Absent properties are checked as empty ones. Throws on a type that has no schema: ask `hasParameters` first. */
export function validateParameters(typeName: string, value: unknown): readonly ParameterProblem[] {
  if (!hasParameters(typeName)) throw new Error(`no parameters schema of "${typeName}"`)
  const problems = check(value ?? {}, definition(typeName), { definition })
  return problems.map((problem) => ({
    code: CODES[problem.rule],
    ...sentence(problem, { root: `"${typeName}"` }),
  }))
}
