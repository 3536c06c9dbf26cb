/**
 * `schematic.kube`: a Kubernetes object as template, and parameters that are set at field paths in it.
 * KubeVela up to v1.8, `apis/core.oam.dev/common/types.go` and `pkg/appfile`; the default of a parameter is what the template holds.
 * The template of a policy of Application scope is no object, but what a CUE template calls its `output`.
 */
import { type FieldPath, FieldPathError, parseFieldPath, setIn } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { asParameterProblem, type ParameterProblem, validateParameters } from '../schema/parameters.ts'
import type { Problem } from '../schema/problem.ts'
import { typeOf } from '../schema/schema.ts'
import type { Properties } from './application.ts'
import type { Evaluation } from './definition.ts'
import { isApplicationScoped } from './policies/scope.ts'
import type { ReadSchematic } from './template.ts'

const AT: FieldPath = ['spec', 'schematic', 'kube']

interface KubeSchematic {
  readonly template: Properties
  readonly parameters?: readonly Declared[]
}

interface Declared {
  readonly name: string
  readonly type: 'string' | 'number' | 'boolean'
  readonly fieldPaths: readonly string[]
  readonly required?: boolean
}

interface Parameter extends Declared {
  readonly paths: readonly FieldPath[]
}

/** Code `definition-invalid`. */
export const readKube: ReadSchematic = (schematic, definition) => {
  const isTransform = isApplicationScoped(definition)
  const shape = validateParameters(isTransform ? 'schematic.kube.policy' : 'schematic.kube', schematic)
  if (shape.length > 0)
    return { results: shape.map(({ path, message, hint }) => invalid(definition, path, message, hint)) }
  const { template, parameters: declared = [] } = schematic as KubeSchematic
  const object = isTransform ? template : { ...template, metadata: template.metadata ?? {} }
  const read = declared.map((parameter, i) => readPaths(parameter, i, object, definition))
  const results = [...twice(declared, definition), ...read.flatMap((one) => one.results)]
  if (results.length > 0) return { results }
  const parameters = read.map(({ parameter }) => parameter)
  const name = definition.metadata.name ?? ''
  const filled = (values: Properties) => setAll(object, values, parameters)
  return {
    template: {
      check: (values) => check(name, (values ?? {}) as Properties, parameters),
      ...(isTransform
        ? { evaluate: () => ({}), transform: filled }
        : { evaluate: (values) => asEvaluation(filled(values) as unknown as KrmResource, definition, name) }),
    },
  }
}

/** The definition of a component or policy makes the main object, a trait's one that stands beside it, under the trait's name. */
function asEvaluation(object: KrmResource, { kind }: KrmResource, name: string): Evaluation {
  return kind === 'TraitDefinition' ? { outputs: { [name]: object } } : { output: object }
}

function readPaths(declared: Declared, i: number, object: Properties, definition: KrmResource) {
  const results: Result[] = []
  const paths = declared.fieldPaths.map((text, j) => {
    try {
      const path = parseFieldPath(text)
      setIn(object, path, null)
      return path
    } catch (cause) {
      if (!(cause instanceof FieldPathError)) throw cause
      const message = `parameter "${declared.name}": field path "${text}": ${cause.message}`
      results.push(invalid(definition, ['parameters', i, 'fieldPaths', j], message))
      return []
    }
  })
  const parameter: Parameter = { ...declared, paths }
  return { parameter, results }
}

function twice(declared: readonly Declared[], definition: KrmResource): readonly Result[] {
  return declared.flatMap(({ name }, i) => {
    if (declared.findIndex((other) => other.name === name) === i) return []
    return [invalid(definition, ['parameters', i, 'name'], `parameter "${name}" is declared twice`)]
  })
}

function invalid(definition: KrmResource, path: FieldPath, message: string, hint?: string): Result {
  return error('definition-invalid', place(definition, [...AT, ...path]), message, hint)
}

function check(type: string, values: Properties, parameters: readonly Parameter[]): readonly ParameterProblem[] {
  const known = parameters.map(({ name }) => name)
  const unknown = Object.keys(values)
    .filter((key) => !known.includes(key))
    .map((key): Problem => ({ rule: 'unknown', path: [], key, known }))
  const missing = parameters
    .filter(({ name, required }) => required && !Object.hasOwn(values, name))
    .map(({ name }): Problem => ({ rule: 'missing', path: [], keys: [name] }))
  const mistyped = parameters
    .filter(({ name, type }) => Object.hasOwn(values, name) && !isOfType(values[name], type))
    .map(({ name, type }): Problem => ({ rule: 'type', path: [name], value: values[name], schema: { type } }))
  return [...unknown, ...missing, ...mistyped].map((problem) => asParameterProblem(type, problem))
}

function isOfType(value: unknown, type: Declared['type']): boolean {
  const own = typeOf(value)
  return own === type || (type === 'number' && own === 'integer')
}

/** In declared order, so that two parameters on one path have one winner. */
function setAll(object: Properties, values: Properties, parameters: readonly Parameter[]): Properties {
  const given = parameters.filter(({ name }) => Object.hasOwn(values, name))
  const writes = given.flatMap(({ name, paths }) => paths.map((path) => ({ path, value: values[name] })))
  return writes.reduce<unknown>((tree, { path, value }) => setIn(tree, path, value), object) as Properties
}
