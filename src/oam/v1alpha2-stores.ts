/**
 * `outputStore` and `inputStore`: objects that hold data between components (KubeVela 1.0 `applicationconfiguration/{apply,render}.go`).
 * An output makes its store; an input reads one that an output made, or that stands in the package.
 */
import type { FieldPath } from '../krm/field-path.ts'
import { getIn } from '../krm/field-path.ts'
import { type KrmResource, ownNamespace } from '../krm/resource.ts'
import type { Condition } from './v1alpha2-conditions.ts'
import { DataProblem, parse, put, read, requireConditions } from './v1alpha2-data-value.ts'

export interface Store {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly operations?: readonly Operation[]
}

interface Operation {
  readonly type: 'jsonPatch'
  readonly op: 'add' | 'delete' | 'replace'
  readonly toFieldPath: string
  /** A path in the JSON text that stands at `toFieldPath`. */
  readonly toDataPath?: string
  readonly value?: string
  readonly valueFrom?: { readonly fieldPath: string }
  readonly conditions?: readonly Condition[]
}

export class Stores {
  readonly #made = new Map<string, object>()
  readonly #items: readonly KrmResource[]
  readonly #namespace: string | undefined

  constructor(items: readonly KrmResource[], source: KrmResource) {
    this.#items = items
    this.#namespace = ownNamespace(source)
  }

  made(): readonly KrmResource[] {
    return [...this.#made.values()] as KrmResource[]
  }

  fill(store: Store, from: object, source: KrmResource, path: FieldPath): void {
    const { apiVersion, kind, name } = store
    const target = this.#made.get(key(store)) ?? { apiVersion, kind, metadata: { name } }
    this.#made.set(key(store), applyOperations(target, store, from, source, path))
  }

  get(store: Store, path: FieldPath): object {
    const standing = this.#items.find(({ apiVersion, kind, metadata }) => {
      return (
        apiVersion === store.apiVersion &&
        kind === store.kind &&
        metadata.name === store.name &&
        (metadata.namespace || undefined) === this.#namespace
      )
    })
    const found = this.#made.get(key(store)) ?? standing
    if (found) return found
    const message = `the store ${store.kind} "${store.name}" is neither in this package nor filled by a data output`
    throw new DataProblem('data-unresolved', path, message, 'add it to the package, or an `outputStore` that fills it')
  }
}

function key({ apiVersion, kind, name }: Store): string {
  return `${apiVersion}/${kind}/${name}`
}

/** `target` with what the operations of `store` put there, or take away; their values come from `from`. Throws DataProblem. */
export function applyOperations(
  target: object,
  store: Store,
  from: object,
  source: KrmResource,
  path: FieldPath,
): object {
  return (store.operations ?? []).reduce((object, operation, i) => {
    const at: FieldPath = [...path, 'operations', i]
    const value = operation.op === 'delete' ? undefined : valueFor(operation, from, `${store.kind} "${store.name}"`, at)
    requireConditions(operation.conditions, from, typeof value === 'string' ? value : undefined, source, [
      ...at,
      'conditions',
    ])
    return operate(object, operation, value, at)
  }, target)
}

function valueFor({ value, valueFrom }: Operation, from: object, title: string, at: FieldPath): unknown {
  if (value !== undefined) return value
  if (valueFrom) return read(from, valueFrom.fieldPath, [...at, 'valueFrom', 'fieldPath'], title)
  throw new DataProblem(
    'data-path-invalid',
    at,
    'the operation has neither a `value` nor a `valueFrom`',
    'add one of the two',
  )
}

function operate(object: object, { op, toFieldPath, toDataPath }: Operation, value: unknown, at: FieldPath): object {
  const path = parse(toFieldPath, [...at, 'toFieldPath'])
  if (!toDataPath) return edited(object, path, op, value, toFieldPath, [...at, 'toFieldPath'])
  const data = json(getIn(object, path), [...at, 'toFieldPath'])
  const inner = edited(data, parse(toDataPath, [...at, 'toDataPath']), op, value, toDataPath, [...at, 'toDataPath'])
  return put(object, path, JSON.stringify(inner), toFieldPath, [...at, 'toFieldPath'])
}

function edited(
  object: object,
  path: FieldPath,
  op: Operation['op'],
  value: unknown,
  text: string,
  at: FieldPath,
): object {
  if (op === 'add') return put(object, path, value, text, at)
  if (getIn(object, path) === undefined) {
    throw new DataProblem('data-path-invalid', at, `field path "${text}": there is nothing to ${op}`, 'write `op: add`')
  }
  return op === 'replace' ? put(object, path, value, text, at) : without(object, path, text, at)
}

function without(object: object, path: FieldPath, text: string, at: FieldPath): object {
  const parent = path.length > 1 ? (getIn(object, path.slice(0, -1)) as object) : object
  const last = path.at(-1)
  const kept = Array.isArray(parent)
    ? parent.filter((_, i) => i !== last)
    : Object.fromEntries(Object.entries(parent).filter(([name]) => name !== last))
  return path.length > 1 ? put(object, path.slice(0, -1), kept, text, at) : kept
}

function json(value: unknown, at: FieldPath): object {
  if (value === undefined || value === null || value === '') return {}
  try {
    const read: unknown = JSON.parse(typeof value === 'string' ? value : '')
    if (typeof read === 'object' && read !== null) return read
  } catch {
    // Said below: whatever it is, it is no JSON object.
  }
  throw new DataProblem(
    'data-path-invalid',
    at,
    'a `toDataPath` needs JSON text in the field',
    'leave `toDataPath` out',
  )
}
