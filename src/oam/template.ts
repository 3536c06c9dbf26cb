/** What a definition's schematic is read into, whatever language it is written in. */
import type { KrmResource } from '../krm/resource.ts'
import type { Result } from '../krm/result.ts'
import type { ParameterProblem } from '../schema/parameters.ts'
import type { Properties } from './application.ts'
import type { Evaluate } from './definition.ts'

export interface Template {
  readonly check: (parameters: unknown) => readonly ParameterProblem[]
  /** Parameters have passed the check. */
  readonly evaluate: Evaluate
  /** A policy of Application scope makes no objects: it says what becomes of the application (policies/transform.ts). */
  readonly transform?: (parameters: Properties) => unknown
}

/**
 * Reads `spec.schematic.<language>` of a definition. A language that hydroam evaluates is one such function in schematic.ts.
 * Results are about the definition, and have its place.
 */
export type ReadSchematic = (
  schematic: unknown,
  definition: KrmResource,
) => { readonly template: Template } | { readonly results: readonly Result[] }
