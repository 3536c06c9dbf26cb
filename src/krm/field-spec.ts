/**
 * Field specs: kustomize's words for "this field of these kinds"; `api/types/fieldspec.go`, `api/filters/fieldspec/fieldspec.go`.
 * A path is written with slashes, a slash inside a name as `\/`. Lists on the way are entered, with or without `[]`.
 */
import { isObject } from './check.ts'
import { type FieldPath, formatFieldPath } from './field-path.ts'
import { group, type KrmResource, type StringMap } from './resource.ts'
import { error, place, type Result } from './result.ts'

/** What is empty or absent selects everything. */
export interface FieldSpec {
  readonly group?: string
  readonly version?: string
  readonly kind?: string
  readonly path: string
  /** Whether missing objects on the way appear, the field included. */
  readonly create?: boolean
}

/** What becomes of the value at a field; undefined where `create` has just made room for it. The same value: no change. */
export type Edit<Spec extends FieldSpec = FieldSpec> = (
  value: unknown,
  at: { readonly path: FieldPath; readonly spec: Spec; readonly resource: KrmResource },
) => unknown

/** A value that its author wrote in a shape in which the field cannot be. */
export class FieldShapeError extends Error {
  readonly path: FieldPath
  constructor(path: FieldPath, wanted: string) {
    super(`\`${formatFieldPath(path)}\` must be ${wanted}`)
    this.path = path
  }
}

export interface Edited {
  readonly resource: KrmResource
  readonly changes: number
  readonly results: readonly Result[]
}

/** Edits each field that a spec leads to. Code: `field-invalid`, where a spec leads through something that is no object or list. */
export function editFields<Spec extends FieldSpec>(
  resource: KrmResource,
  specs: readonly Spec[],
  edit: Edit<Spec>,
): Edited {
  let changes = 0
  const visit = (before: KrmResource, spec: Spec): KrmResource => {
    const counted = (value: unknown, path: FieldPath): unknown => {
      const after = edit(value, { path, spec, resource })
      if (after !== value) changes++
      return after
    }
    return walk(before, steps(spec.path), spec.create === true, counted, []) as KrmResource
  }
  try {
    return { resource: specs.filter((spec) => selects(spec, resource)).reduce(visit, resource), changes, results: [] }
  } catch (cause) {
    if (!(cause instanceof FieldShapeError)) throw cause
    return { resource, changes: 0, results: [error('field-invalid', place(resource, cause.path), cause.message)] }
  }
}

export function selects(spec: FieldSpec, { apiVersion, kind }: KrmResource): boolean {
  return (
    (!spec.kind || spec.kind === kind) &&
    (!spec.group || spec.group === group(apiVersion)) &&
    (!spec.version || spec.version === apiVersion.slice(apiVersion.indexOf('/') + 1))
  )
}

/** The edit that writes entries into a map of strings. */
export function withEntries(value: unknown, entries: StringMap, path: FieldPath): unknown {
  if (value !== undefined && value !== null && !isObject(value)) throw new FieldShapeError(path, 'an object')
  const map = value ?? {}
  const missing = Object.entries(entries).filter(([key, entry]) => !Object.hasOwn(map, key) || map[key] !== entry)
  return missing.length === 0 ? value : { ...map, ...Object.fromEntries(missing) }
}

interface Step {
  readonly name: string
  /** A name that ends in `[]` is never created. */
  readonly isList: boolean
}

const known = new Map<string, readonly Step[]>()

function steps(path: string): readonly Step[] {
  const read = known.get(path) ?? path.split(/(?<!\\)\//).map(step)
  known.set(path, read)
  return read
}

function step(text: string): Step {
  const name = text.replaceAll('\\/', '/')
  return name.endsWith('[]') ? { name: name.slice(0, -2), isList: true } : { name, isList: false }
}

type Visit = (value: unknown, path: FieldPath) => unknown

function walk(
  value: unknown,
  [next, ...rest]: readonly Step[],
  create: boolean,
  edit: Visit,
  path: FieldPath,
): unknown {
  if (!next) return edit(value, path)
  if (Array.isArray(value)) {
    const after = value.map((item, i) => walk(item, [next, ...rest], create, edit, [...path, i]))
    return after.some((item, i) => item !== value[i]) ? after : value
  }
  if (value !== undefined && value !== null && !isObject(value)) throw new FieldShapeError(path, 'an object or a list')
  const object = value ?? {}
  const child = Object.hasOwn(object, next.name) ? object[next.name] : undefined
  if ((child === undefined || child === null) && (!create || next.isList)) return value
  const after = walk(child, rest, create, edit, [...path, next.name])
  return after === child ? value : { ...object, [next.name]: after }
}
