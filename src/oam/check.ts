/** Checks that both generations share. Each result names its place in the source, and the nearest name that is known. */
import { type FieldPath, getIn } from '../krm/field-path.ts'
import { isDnsSubdomain } from '../krm/name.ts'
import type { KrmResource } from '../krm/resource.ts'
import { error, failed, place, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import { type ParameterProblem, validateParameters } from '../schema/parameters.ts'
import type { Application, Component } from './application.ts'
import type { Definition } from './definitions.ts'
import { placeOf, type Spot } from './spot.ts'

export interface ReadOptions {
  /** KubeVela ignores parameters that a type does not declare; hydroam refuses them unless told otherwise. */
  readonly allowUndeclaredParameters?: boolean
  /** A deploy step or topology of an Application, or an ApplicationConfiguration. */
  readonly target?: string
  /** Every variant of an Application instead of the target's, to check them all. */
  readonly everyVariant?: boolean
  /** Renders a component, so that another may take a value of it; without it such values are not checked. */
  readonly render?: (application: Application, component: Component) => readonly KrmResource[]
  /** What `dependsOn` says reaches the manifests. */
  readonly isOrdered?: boolean
  /** Those of the package, once they are read. */
  readonly definitions?: readonly Definition[]
}

/** Codes: `parameter-missing`, `parameter-undeclared`, `parameter-invalid`. `path` is where `properties` stands in `source`. */
export function checkProperties(
  type: string,
  properties: unknown,
  source: KrmResource,
  path: FieldPath,
  options: ReadOptions,
): readonly Result[] {
  return parameterResults(validateParameters(type, properties), source, path, options)
}

/** The same against a definition of the package. */
export function checkDefined(
  { template }: Definition,
  properties: unknown,
  source: KrmResource,
  path: FieldPath,
  options: ReadOptions,
): readonly Result[] {
  return parameterResults(template?.check(properties) ?? [], source, path, options)
}

function parameterResults(
  problems: readonly ParameterProblem[],
  source: KrmResource,
  path: FieldPath,
  options: ReadOptions,
): readonly Result[] {
  return problems.map((problem): Result => {
    const result = error(problem.code, place(source, [...path, ...problem.path]), problem.message, problem.hint)
    const tolerated = problem.code === 'parameter-undeclared' && options.allowUndeclaredParameters
    return tolerated ? { ...result, severity: 'warning' } : result
  })
}

/**
 * A document against its kind's schema, or the part of it that stands at `root`.
 * Codes: `field-missing`, `field-unknown`, `field-invalid`.
 */
export function checkShape(kind: string, source: KrmResource, root: FieldPath = []): readonly Result[] {
  return validateParameters(kind, getIn(source, root)).map(({ code, path, message, hint }) => {
    return error(SHAPE_CODES[code], place(source, [...root, ...path]), message, hint)
  })
}

/** Whether nothing stands in the way of reading on: a field that nobody knows does not, so that one run shows what else is wrong. */
export function isReadable(results: readonly Result[]): boolean {
  return !failed(results.filter(({ code }) => code !== 'field-unknown'))
}

/** Names that become the names and labels of resources. Code `name-invalid`. */
export function checkName(what: string, name: string, source: KrmResource, path: FieldPath): readonly Result[] {
  if (isDnsSubdomain(name)) return []
  const shown = name.length > 80 ? `${name.slice(0, 77)}...` : name
  const message = `${what} ${JSON.stringify(shown)} cannot name resources: at most 63 lower-case letters, digits, "-" and "." fit, with a letter or digit at both ends`
  return [error('name-invalid', place(source, path), message, 'choose a shorter or simpler name')]
}

const SHAPE_CODES = {
  'parameter-missing': 'field-missing',
  'parameter-undeclared': 'field-unknown',
  'parameter-invalid': 'field-invalid',
} as const

/** Names that occur twice. Code `component-duplicate`. */
export function checkDuplicates(names: readonly string[], source: KrmResource, field: string): readonly Result[] {
  const firsts = new Map(names.map((name, i): [string, number] => [name, i]).reverse())
  return names.flatMap((name, i) => {
    const first = firsts.get(name)
    if (first === i) return []
    const message = `component "${name}" stands twice in ${source.kind} "${source.metadata.name}", first at \`spec.components[${first}]\``
    return [
      error(
        'component-duplicate',
        place(source, ['spec', 'components', i, field]),
        message,
        'give each component a name of its own',
      ),
    ]
  })
}

/** `what` reads like `component "cart"`, `definition` is what would define the type. */
export function unknownType(
  code: 'component-type-unknown' | 'trait-type-unknown' | 'policy-type-unknown',
  what: string,
  type: string,
  known: readonly string[],
  at: Spot,
  definition?: string,
): Result {
  const noun = code === 'trait-type-unknown' ? 'trait' : 'type'
  return error(
    code,
    placeOf(at),
    `${what} has the ${noun} "${type}", which is not known`,
    definition ? suggestOwn(type, known, definition) : suggest(type, known),
  )
}

/** Most names that nobody knows are those of definitions which stand in a cluster. */
export function suggestOwn(name: string, known: readonly string[], definition: string): string {
  return `${suggest(name, known)}; one of your own needs its ${definition} in the package`
}
