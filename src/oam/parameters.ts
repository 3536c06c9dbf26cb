/** Parameter values into a workload template: Component `spec.parameters` and ApplicationConfiguration `parameterValues` (v1alpha2). */
import { type FieldPath, FieldPathError, parseFieldPath, setIn } from '../krm/field-path.ts'
import { describe, type KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { suggest } from './check.ts'

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
  readonly component: KrmResource
  readonly source: KrmResource
  readonly path: FieldPath
}

/** Every value must be declared, every required parameter supplied. Codes: `parameter-undeclared`, `parameter-missing`. */
export function checkValues(
  declared: readonly Parameter[],
  values: readonly ParameterValue[],
  use: Use,
): readonly Result[] {
  const names = declared.map(({ name }) => name)
  const undeclared = values.flatMap(({ name }, i) => {
    if (names.includes(name)) return []
    const at = place(use.source, [...use.path, 'parameterValues', i, 'name'])
    return [
      error(
        'parameter-undeclared',
        at,
        `${describe(use.component)} declares no parameter "${name}"`,
        suggest(name, names),
      ),
    ]
  })
  const missing = declared.flatMap(({ name, required }) => {
    if (!required || values.some((value) => value.name === name)) return []
    const at = place(use.source, [...use.path, 'parameterValues'])
    const hint = `add \`- name: ${name}\` with its \`value\` to \`parameterValues\``
    return [error('parameter-missing', at, `${describe(use.component)} requires the parameter "${name}"`, hint)]
  })
  return [...undeclared, ...missing]
}

/**
 * The workload with the values at their field paths, in declared order, so that two parameters on one path have one winner.
 * Code: `parameter-path-invalid`.
 */
export function setValues(
  workload: KrmResource,
  declared: readonly Parameter[],
  values: readonly ParameterValue[],
  use: Use,
): { readonly workload: KrmResource; readonly results: readonly Result[] } {
  const results: Result[] = []
  let result: unknown = workload
  for (const [i, parameter] of declared.entries()) {
    const given = values.findLast(({ name }) => name === parameter.name)
    for (const [j, text] of parameter.fieldPaths.entries()) {
      try {
        const path = parseFieldPath(text)
        if (given) result = setIn(result, path, given.value)
      } catch (cause) {
        if (!(cause instanceof FieldPathError)) throw cause
        const at = place(use.component, ['spec', 'parameters', i, 'fieldPaths', j])
        results.push(
          error('parameter-path-invalid', at, `parameter "${parameter.name}": field path "${text}": ${cause.message}`),
        )
      }
    }
  }
  return { workload: result as KrmResource, results }
}
