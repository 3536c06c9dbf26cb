/**
 * Unification, as CUE does it and KubeVela's patches use it (kubevela/workflow `pkg/cue/model/sets/operation.go`): what only one side
 * says is there, what both say must be equal. The strategies of strategy.ts say where it is otherwise.
 */
import { isObject } from '../../krm/check.ts'
import { equal } from '../../krm/equal.ts'
import type { FieldPath } from '../../krm/field-path.ts'
import { type Key, mergeByIndex, mergeByKey } from './lists.ts'
import { settle } from './settle.ts'
import { Every, Keyed, Preferred, Replaced, Retained } from './strategy.ts'

/** Two values for one field. */
export interface Conflict {
  readonly path: FieldPath
  readonly base: unknown
  readonly patch: unknown
}

export interface Unified {
  /** With the defaults and constraints that a later patch must know of; `settle` takes them out. */
  readonly value: unknown
  readonly conflicts: readonly Conflict[]
}

export function unify(base: unknown, patch: unknown): Unified {
  const conflicts: Conflict[] = []
  const value = new Unification(conflicts).merge(base, patch, [], undefined)
  return { value, conflicts }
}

/** One run: every step adds what it finds to `conflicts`, and goes on with the value that is there. */
export class Unification {
  readonly conflicts: Conflict[]
  constructor(conflicts: Conflict[]) {
    this.conflicts = conflicts
  }

  /** `key` is that of the nearest list around, by which plain lists of objects are merged too. */
  merge(base: unknown, patch: unknown, path: FieldPath, key: Key | undefined): unknown {
    if (patch === undefined) return base
    if (patch instanceof Retained) return this.fresh(patch.value, path, key)
    if (patch instanceof Replaced) return this.constrained(base, this.freshItems(patch.items, path, key), path)
    if (base === undefined) return this.fresh(patch, path, key)
    if (base instanceof Preferred || patch instanceof Preferred) return this.prefer(base, patch, path, key)
    if (patch instanceof Every) return this.constrain(base, patch, path)
    if (patch instanceof Keyed || Array.isArray(patch)) return this.mergeLists(base, patch, path, key)
    if (isObject(patch) && isObject(base) && !(base instanceof Every)) return this.mergeMaps(base, patch, path, key)
    return equal(base, patch) ? base : this.conflict(base, patch, path)
  }

  /** What would come of it. */
  attempt(base: unknown, patch: unknown): Unified {
    return unify(base, patch)
  }

  /** A patch where nothing is yet. */
  private fresh(patch: unknown, path: FieldPath, key: Key | undefined): unknown {
    if (patch instanceof Retained) return this.fresh(patch.value, path, key)
    if (patch instanceof Replaced) return this.freshItems(patch.items, path, key)
    if (patch instanceof Keyed) return this.freshItems(patch.items, path, patch)
    if (Array.isArray(patch)) return this.freshItems(patch, path, key)
    if (patch instanceof Preferred || patch instanceof Every) return patch
    return isObject(patch) ? this.mergeMaps({}, patch, path, key) : patch
  }

  private freshItems(items: readonly unknown[], path: FieldPath, key: Key | undefined): unknown[] {
    return items.map((item, i) => this.fresh(item, [...path, i], key))
  }

  private mergeMaps(
    base: Readonly<Record<string, unknown>>,
    patch: Readonly<Record<string, unknown>>,
    path: FieldPath,
    key: Key | undefined,
  ): unknown {
    const merged = new Map(Object.entries(base))
    for (const [field, value] of Object.entries(patch)) {
      if (value !== undefined) merged.set(field, this.merge(merged.get(field), value, [...path, field], key))
    }
    return Object.fromEntries(merged)
  }

  private mergeLists(base: unknown, patch: Keyed | readonly unknown[], path: FieldPath, outer: Key | undefined) {
    if (!isList(base)) return this.conflict(base, patch, path)
    const key = patch instanceof Keyed ? patch : outer && { keys: outer.keys, retains: false }
    const items = patch instanceof Keyed ? patch.items : (patch as readonly unknown[])
    const merged = key
      ? mergeByKey(this, itemsOf(base), items, key, path)
      : mergeByIndex(this, itemsOf(base), items, path)
    return this.constrained(base, merged, path)
  }

  /** A default gives way to any other value; two different defaults leave no answer. */
  private prefer(base: unknown, patch: unknown, path: FieldPath, key: Key | undefined): unknown {
    if (!(patch instanceof Preferred)) return this.fresh(patch, path, key)
    if (!(base instanceof Preferred)) return base
    return equal(base.value, patch.value) ? base : this.conflict(base, patch, path)
  }

  private constrain(base: unknown, { constraint }: Every, path: FieldPath): unknown {
    if (!isList(base)) return this.conflict(base, [], path)
    const items = itemsOf(base).map((item, i) => this.merge(item, constraint, [...path, i], undefined))
    const both = base instanceof Every ? this.merge(base.constraint, constraint, path, undefined) : constraint
    return new Every(items, both)
  }

  /** `items` in place of those of `base`, under the constraint that `base` carries. */
  private constrained(base: unknown, items: readonly unknown[], path: FieldPath): unknown {
    if (!(base instanceof Every)) return items
    const { constraint } = base
    return new Every(
      items.map((item, i) => this.merge(item, constraint, [...path, i], undefined)),
      constraint,
    )
  }

  conflict(base: unknown, patch: unknown, path: FieldPath): unknown {
    this.conflicts.push({ path, base: settle(base), patch: settle(this.fresh(patch, path, undefined)) })
    return base
  }
}

function isList(value: unknown): value is readonly unknown[] | Every {
  return Array.isArray(value) || value instanceof Every
}

function itemsOf(list: readonly unknown[] | Every): readonly unknown[] {
  return list instanceof Every ? list.items : list
}
