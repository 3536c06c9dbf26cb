/**
 * Field specs: kustomize's words for "this field of these kinds"; `api/types/fieldspec.go`, `api/filters/fieldspec/fieldspec.go`.
 * A path is written with slashes, a slash inside a name as `\/`. Lists on the way are entered, with or without `[]`.
 */
import { isObject } from './check.ts'
import { formatFieldPath } from './field-path.ts'
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
export type Edit<Spec extends FieldSpec = FieldSpec> = (value: unknown, spec: Spec, resource: KrmResource) => unknown

/** A value that its author wrote in a shape in which the field cannot be. */
export class FieldShapeError extends Error {}

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
  const chosen = selected(specs, resource)
  const [first] = chosen
  if (!first) return { resource, changes: 0, results: NO_RESULTS }
  const walking: Walk = { spec: first.spec, edit: edit as Edit, resource, changes: 0, path: [] }
  try {
    let edited: unknown = resource
    for (const { spec, steps } of chosen) {
      walking.spec = spec
      edited = walk(edited, steps, 0, walking)
    }
    return { resource: edited as KrmResource, changes: walking.changes, results: NO_RESULTS }
  } catch (cause) {
    if (!(cause instanceof FieldShapeError)) throw cause
    const message = `\`${formatFieldPath(walking.path)}\` must be ${cause.message}`
    return { resource, changes: 0, results: [error('field-invalid', place(resource, walking.path), message)] }
  }
}

const NO_RESULTS: readonly Result[] = []

interface Selected<Spec extends FieldSpec> {
  readonly spec: Spec
  readonly steps: readonly Step[]
}

type Selections = Map<string, Map<string, readonly Selected<FieldSpec>[]>>

/** By list of specs, then by kind and apiVersion: a package has few kinds. */
const selections = new WeakMap<readonly FieldSpec[], Selections>()

function selected<Spec extends FieldSpec>(specs: readonly Spec[], resource: KrmResource): readonly Selected<Spec>[] {
  const known = selections.get(specs)?.get(resource.kind)?.get(resource.apiVersion)
  return (known ?? select(specs, resource)) as readonly Selected<Spec>[]
}

function select(specs: readonly FieldSpec[], resource: KrmResource): readonly Selected<FieldSpec>[] {
  const { kind, apiVersion } = resource
  const chosen = specs
    .filter((spec) => selects(spec, resource))
    .map((spec) => ({ spec, steps: spec.path.split(/(?<!\\)\//).map(step) }))
  const byKind: Selections = selections.get(specs) ?? new Map()
  selections.set(specs, byKind)
  byKind.set(kind, (byKind.get(kind) ?? new Map()).set(apiVersion, chosen))
  return chosen
}

function selects(spec: FieldSpec, { apiVersion, kind }: KrmResource): boolean {
  return (
    (!spec.kind || spec.kind === kind) &&
    (!spec.group || spec.group === group(apiVersion)) &&
    (!spec.version || spec.version === apiVersion.slice(apiVersion.indexOf('/') + 1))
  )
}

/** The edit that writes entries into a map of strings. */
export function withEntries(value: unknown, entries: StringMap): unknown {
  if (value !== undefined && value !== null && !isObject(value)) throw new FieldShapeError('an object')
  const map = value ?? {}
  const isThere = (key: string) => Object.hasOwn(map, key) && map[key] === entries[key]
  return Object.keys(entries).every(isThere) ? value : { ...map, ...entries }
}

interface Step {
  readonly name: string
  /** A name that ends in `[]` is never created. */
  readonly isList: boolean
}

function step(text: string): Step {
  const name = text.replaceAll('\\/', '/')
  return name.endsWith('[]') ? { name: name.slice(0, -2), isList: true } : { name, isList: false }
}

/** Mutable, and one per resource. */
interface Walk {
  readonly edit: Edit
  readonly resource: KrmResource
  spec: FieldSpec
  changes: number
  /** Where the walk is: what throws leaves it there. */
  readonly path: (string | number)[]
}

function walk(value: unknown, way: readonly Step[], done: number, walking: Walk): unknown {
  const next = way[done]
  if (!next) return editValue(value, walking)
  if (Array.isArray(value)) return walkList(value, way, done, walking)
  if (value !== undefined && value !== null && !isObject(value)) throw new FieldShapeError('an object or a list')
  const object = value ?? {}
  const child = Object.hasOwn(object, next.name) ? object[next.name] : undefined
  if ((child === undefined || child === null) && (walking.spec.create !== true || next.isList)) return value
  walking.path.push(next.name)
  const after = walk(child, way, done + 1, walking)
  walking.path.pop()
  return after === child ? value : { ...object, [next.name]: after }
}

function editValue(value: unknown, walking: Walk): unknown {
  const after = walking.edit(value, walking.spec, walking.resource)
  if (after !== value) walking.changes++
  return after
}

function walkList(list: readonly unknown[], way: readonly Step[], done: number, walking: Walk): readonly unknown[] {
  const after = list.map((item, i) => {
    walking.path.push(i)
    const walked = walk(item, way, done, walking)
    walking.path.pop()
    return walked
  })
  return after.some((item, i) => item !== list[i]) ? after : list
}
