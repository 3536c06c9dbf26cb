/** The way of a field spec through a resource, to the values at its end. Every package is walked once for each of its functions. */
import type { Edit, FieldSpec } from './field-spec.ts'
import type { KrmResource } from './resource.ts'
import { withField } from './with-fields.ts'

/** A value that its author wrote in a shape in which the field cannot be. */
export class FieldShapeError extends Error {
  /** Where it stands: filled from its end, as the error passes what is around it. */
  readonly path: (string | number)[] = []
}

/** One object on the way; lists are entered without a step. */
export interface Step {
  readonly name: string
  /** Whether every object has such a field, like `toString`, if no other. */
  readonly isInherited: boolean
  /** Whether the field appears where it is missing. */
  readonly isMade: boolean
  readonly rest: Step | undefined
}

const NOTHING = {}

/** The steps of a path. A slash inside a name is written `\/`, and a name that ends in `[]` is never made. */
export function stepsOf({ path, create }: FieldSpec): Step | undefined {
  return path.split(/(?<!\\)\//).reduceRight<Step | undefined>((rest, text) => {
    const name = text.replaceAll('\\/', '/')
    const isList = name.endsWith('[]')
    const key = asKey(isList ? name.slice(0, -2) : name)
    return { name: key, isInherited: key in NOTHING, isMade: create === true && !isList, rest }
  }, undefined)
}

/** The same text, as V8 keeps the names of fields: any other it looks up anew at each access. */
function asKey(name: string): string {
  return Object.keys({ [name]: true })[0] as string
}

/** Mutable, and one per resource. */
export interface Walk {
  readonly edit: Edit
  readonly resource: KrmResource
  spec: FieldSpec
  changes: number
}

const { hasOwn } = Object
const { isArray } = Array

/** The value with what `walk.edit` made of the fields at the end of the way; the same value where nothing changed. Throws FieldShapeError. */
export function walkSteps(value: unknown, step: Step | undefined, walk: Walk): unknown {
  if (step === undefined) return editValue(value, walk)
  if (isArray(value)) return walkList(value, step, walk)
  if (value !== null && typeof value !== 'object' && value !== undefined)
    throw new FieldShapeError('an object or a list')
  const object = (value ?? NOTHING) as Readonly<Record<string, unknown>>
  const { name } = step
  const child = !step.isInherited || hasOwn(object, name) ? object[name] : undefined
  if ((child === undefined || child === null) && !step.isMade) return value
  try {
    const after = walkSteps(child, step.rest, walk)
    return after === child ? value : withField(object, name, after)
  } catch (cause) {
    throw within(cause, name)
  }
}

function walkList(list: readonly unknown[], step: Step, walk: Walk): readonly unknown[] {
  const after = list.map((item, i) => {
    try {
      return walkSteps(item, step, walk)
    } catch (cause) {
      throw within(cause, i)
    }
  })
  return after.some((item, i) => item !== list[i]) ? after : list
}

function within(cause: unknown, name: string | number): unknown {
  if (cause instanceof FieldShapeError) cause.path.unshift(name)
  return cause
}

function editValue(value: unknown, walk: Walk): unknown {
  const after = walk.edit(value, walk.spec, walk.resource)
  if (after !== value) walk.changes++
  return after
}
