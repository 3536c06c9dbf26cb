/** Parameter values into a workload template: Component `spec.parameters` and ApplicationConfiguration `parameterValues` (v1alpha2). */
import { isObject } from '../krm/check.ts'
import {
  type FieldPath,
  FieldPathError,
  formatFieldPath,
  getIn,
  parseFieldPath,
  requireSettable,
  setIn,
} from '../krm/field-path.ts'
import { describe, type KrmResource } from '../krm/resource.ts'
import { error, place, type Result, warning } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import { type ComponentDocument, placeIn } from './v1alpha2-components.ts'

export interface Parameter {
  readonly name: string
  readonly fieldPaths: readonly string[]
  readonly required?: boolean
}

export interface ParameterValue {
  readonly name: string
  readonly value: string | number
}

/** The component and where it is used: the ApplicationConfiguration and the path of the component in it. */
export interface Use {
  readonly component: ComponentDocument
  readonly source: KrmResource
  readonly path: FieldPath
}

/**
 * Every value must be declared, every required parameter supplied, and no name stand twice.
 * Codes: `parameter-undeclared`, `parameter-missing`, `parameter-duplicate`.
 */
export function checkValues(values: readonly ParameterValue[], use: Use): readonly Result[] {
  const { component, source, path } = use
  const declared = component.parameters
  const names = declared.map(({ name }) => name)
  const undeclared = values.flatMap(({ name }, i) => {
    if (names.includes(name)) return []
    const at = place(source, [...path, 'parameterValues', i, 'name'])
    const message = `${describe(component.document)} declares no parameter "${name}"`
    return [error('parameter-undeclared', at, message, suggest(name, names))]
  })
  const missing = declared.flatMap(({ name, required }) => {
    if (!required || values.some((value) => value.name === name)) return []
    const at = place(source, [...path, 'parameterValues'])
    const hint = `add \`- name: ${name}\` with its \`value\` to \`parameterValues\``
    return [error('parameter-missing', at, `${describe(component.document)} requires the parameter "${name}"`, hint)]
  })
  const twice = repeated(values).map((i) => {
    const message = `the parameter "${values[i]?.name}" has two values`
    return error('parameter-duplicate', place(source, [...path, 'parameterValues', i]), message, 'keep one of the two')
  })
  return [...undeclared, ...missing, ...twice]
}

function repeated(list: readonly { readonly name: string }[]): readonly number[] {
  const names = list.map(({ name }) => name)
  return names.flatMap((name, i) => (names.indexOf(name) === i ? [] : [i]))
}

/**
 * What a Component declares: paths that can be read, and targets that are scalars of one type (OAM specification v0.2.1, `4.component.md`).
 * Codes: `parameter-duplicate`, `parameter-path-invalid`, `parameter-target-invalid`.
 */
export function checkParameters(component: ComponentDocument): readonly Result[] {
  const { parameters } = component
  const twice = repeated(parameters).map((i) => {
    const message = `${describe(component.document)} declares the parameter "${parameters[i]?.name}" twice`
    return error(
      'parameter-duplicate',
      placeIn(component, ['spec', 'parameters', i, 'name']),
      message,
      'rename one of the two',
    )
  })
  return [...twice, ...parameters.flatMap((_, i) => checkTargets(component, i))]
}

function checkTargets(component: ComponentDocument, i: number): readonly Result[] {
  const { name, fieldPaths } = component.parameters[i] as Parameter
  let firstType: string | undefined
  return fieldPaths.flatMap((text, j) => {
    const at = placeIn(component, ['spec', 'parameters', i, 'fieldPaths', j])
    try {
      const path = parseFieldPath(text)
      requireSettable(component.workload, path)
      const type = typeAt(component.workload, path)
      const problem = targetProblem(type, firstType)
      firstType ??= type
      if (!problem) return []
      const message = `parameter "${name}": the target \`${text}\` ${problem}`
      return [error('parameter-target-invalid', at, message, 'give each type of target a parameter of its own')]
    } catch (cause) {
      if (!(cause instanceof FieldPathError)) throw cause
      return [error('parameter-path-invalid', at, `parameter "${name}": field path "${text}": ${cause.message}`)]
    }
  })
}

/** What stands at a path; undefined for nothing, which fits every value. */
function typeAt(workload: unknown, path: FieldPath): string | undefined {
  const value = getIn(workload, path)
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return 'a list'
  if (isObject(value)) return 'an object'
  return typeof value === 'bigint' ? 'a number' : `a ${typeof value}`
}

function targetProblem(type: string | undefined, first: string | undefined): string | undefined {
  if (type === 'a list' || type === 'an object') return `is ${type}, and a parameter sets single values`
  if (type === 'a boolean') return 'is a boolean, which `parameterValues` cannot express'
  return type && first && type !== first ? `holds ${type}, but an earlier target holds ${first}` : undefined
}

/**
 * The workload with the values at their field paths, in declared order, so that two parameters on one path have one winner.
 * Paths that cannot be set are left to `checkParameters`. Code: `parameter-overlap`.
 */
export function setValues(
  workload: unknown,
  values: readonly ParameterValue[],
  use: Use,
): { readonly workload: unknown; readonly results: readonly Result[] } {
  const writers = new Map<string, { readonly name: string; readonly value: unknown }>()
  const results: Result[] = []
  let result = workload
  for (const { name, fieldPaths } of use.component.parameters) {
    const given = values.findLast((one) => one.name === name)
    for (const text of given ? fieldPaths : []) {
      const path = readable(text, result)
      if (!path || !given) continue
      const key = formatFieldPath(path)
      const earlier = writers.get(key)
      if (earlier && earlier.value !== given.value) results.push(overlap(earlier.name, name, key, use))
      writers.set(key, given)
      result = setIn(result, path, given.value)
    }
  }
  return { workload: result, results }
}

function readable(text: string, workload: unknown): FieldPath | undefined {
  try {
    const path = parseFieldPath(text)
    requireSettable(workload, path)
    return path
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    return undefined
  }
}

function overlap(earlier: string, later: string, path: string, { component, source, path: at }: Use): Result {
  const message = `the parameters "${earlier}" and "${later}" both set \`${path}\` of ${describe(component.document)}; "${later}" wins, which is declared later`
  return warning(
    'parameter-overlap',
    place(source, [...at, 'parameterValues']),
    message,
    `give only "${later}" a value`,
  )
}
