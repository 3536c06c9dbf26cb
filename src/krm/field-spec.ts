/**
 * Field specs: kustomize's words for "this field of these kinds"; `api/types/fieldspec.go`, `api/filters/fieldspec/fieldspec.go`.
 * A path is written with slashes, a slash inside a name as `\/`. Lists on the way are entered, with or without `[]`.
 */
import { isObject } from './check.ts'
import { formatFieldPath } from './field-path.ts'
import { FieldShapeError, type Step, stepsOf, type Walk, walkSteps } from './field-walk.ts'
import { group, type KrmResource, type StringMap } from './resource.ts'
import { error, place, type Result } from './result.ts'
import { withFields } from './with-fields.ts'

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
  const walk: Walk = { spec: first.spec, edit: edit as Edit, resource, changes: 0 }
  try {
    let edited: unknown = resource
    for (let i = 0; i < chosen.length; i++) {
      const { spec, steps } = chosen[i] as Selected<Spec>
      walk.spec = spec
      edited = walkSteps(edited, steps, walk)
    }
    return { resource: edited as KrmResource, changes: walk.changes, results: NO_RESULTS }
  } catch (cause) {
    if (!(cause instanceof FieldShapeError)) throw cause
    const message = `\`${formatFieldPath(cause.path)}\` must be ${cause.message}`
    return { resource, changes: 0, results: [error('field-invalid', place(resource, cause.path), message)] }
  }
}

const NO_RESULTS: readonly Result[] = []

interface Selected<Spec extends FieldSpec> {
  readonly spec: Spec
  readonly steps: Step | undefined
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
  const chosen = specs.filter((spec) => selects(spec, resource)).map((spec) => ({ spec, steps: stepsOf(spec) }))
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
  const map = (value ?? NOTHING) as StringMap
  const after = withFields(map, entries)
  return after === map ? value : after
}

const NOTHING = {}
