/** Brings every reference to a renamed resource up to date; kustomize `api/filters/nameref/nameref.go`. */
import { isObject } from '../../src/krm/check.ts'
import { type EditedItems, editItems } from '../../src/krm/edit-items.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { NamespaceOf } from '../../src/krm/scope.ts'
import { grouped } from './grouped.ts'
import { REFERENCE_FIELDS } from './reference-fields.ts'
import { byKindAndName, candidates, type Renamed } from './renamed.ts'

type Find = (name: string) => readonly Renamed[]

export function followReferences(
  items: readonly KrmResource[],
  renamed: readonly Renamed[],
  namespaceOf: NamespaceOf,
): EditedItems {
  const index = byKindAndName(renamed)
  const kinds = new Set(renamed.map(({ before }) => before.kind))
  const byReferrer = grouped(
    REFERENCE_FIELDS.filter(({ target }) => kinds.has(target.kind)),
    ({ kind }) => kind,
  )
  return editItems(
    items,
    ({ kind }) => byReferrer.get(kind) ?? [],
    (value, spec, resource) => {
      return follow(value, spec.target.kind, (name) => candidates(index, name, spec, resource, namespaceOf))
    },
  )
}

/** A name, an object with a name and perhaps a namespace, or a list of such. */
function follow(value: unknown, kind: string, find: Find): unknown {
  if (typeof value === 'string') return find(value)[0]?.name ?? value
  if (isObject(value)) return followObject(value, kind, find)
  if (!Array.isArray(value)) return value
  const after = value.map((item) => follow(item, kind, find))
  return after.some((item, i) => item !== value[i]) ? after : value
}

/** A user who is called like an account is somebody else. */
function followObject(value: Readonly<Record<string, unknown>>, kind: string, find: Find): unknown {
  if (typeof value.name !== 'string' || (value.kind !== undefined && value.kind !== kind)) return value
  const found = find(value.name).filter(({ namespace }) => !value.namespace || value.namespace === namespace)
  const [first, ...others] = found
  if (!first) return value
  const { namespace } = first.before.metadata
  return { ...value, name: first.name, ...(namespace && others.length === 0 ? { namespace } : {}) }
}
