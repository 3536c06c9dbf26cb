/** Reading and writing one value of an object that is rendered, with the reason where that cannot be done before the cluster runs. */
import { type FieldPath, FieldPathError, formatFieldPath, getIn, parseFieldPath, setIn } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'
import { type Condition, unmet } from './v1alpha2-conditions.ts'

/** A value that cannot be had before the cluster runs, or that does not fit. */
export class DataProblem extends Error {
  readonly code: string
  readonly path: FieldPath
  readonly hint: string | undefined
  constructor(code: string, path: FieldPath, message: string, hint?: string) {
    super(message)
    this.code = code
    this.path = path
    this.hint = hint
  }
}

export function requireConditions(
  conditions: readonly Condition[] | undefined,
  object: unknown,
  value: string | undefined,
  source: KrmResource,
  path: FieldPath,
): void {
  for (const [i, condition] of (conditions ?? []).entries()) {
    const problem = unmet(condition, object, value, source)
    if (problem) throw new DataProblem('data-unresolved', [...path, i], problem, WAITS)
  }
}

const WAITS = 'in a cluster the runtime would wait; before the cluster a value must stand in the rendered object'

/** A path of an object that is rendered; what a controller will write there is not known yet. */
export function read(object: unknown, text: string, at: FieldPath, title: string): unknown {
  const path = parse(text, at)
  const value = getIn(object, path)
  if (value !== undefined && value !== null) return value
  const why =
    path[0] === 'status'
      ? 'which only its controller knows, in a live status'
      : 'which is not in the object as it is rendered'
  throw new DataProblem(
    'data-unresolved',
    at,
    `${title}: \`${text}\` is read, ${why}`,
    'write the value into the Component, or give it by `parameterValues`',
  )
}

export function parse(text: string, at: FieldPath): FieldPath {
  try {
    return parseFieldPath(text)
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    throw new DataProblem('data-path-invalid', at, `field path "${text}": ${cause.message}`)
  }
}

/** A list is appended to the list that stands there; every other value takes its place. */
export function append(object: object, text: string, value: unknown, at: FieldPath): object {
  const path = parse(text, at)
  const there = getIn(object, path)
  if (Array.isArray(value) && there !== undefined && there !== null && !Array.isArray(there))
    throw new DataProblem('data-path-invalid', at, `field path "${text}": ${formatFieldPath(path)} is not a list`)
  return put(object, path, Array.isArray(value) && Array.isArray(there) ? [...there, ...value] : value, text, at)
}

export function put(object: object, path: FieldPath, value: unknown, text: string, at: FieldPath): object {
  try {
    return setIn(object, path, value) as object
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    throw new DataProblem('data-path-invalid', at, `field path "${text}": ${cause.message}`)
  }
}
