/** One patch on one object, whatever its kind. */
import type { FieldPath } from '../../krm/field-path.ts'
import { mergePatch } from './json-merge-patch.ts'
import { jsonPatch } from './json-patch.ts'
import type { Patch } from './patch.ts'
import { settle } from './settle.ts'
import { type Conflict, unify } from './unify.ts'

export type Applied =
  /** May carry defaults and constraints for the next patch: `settle` gives the plain object. */
  | { readonly value: unknown }
  | { readonly conflicts: readonly Conflict[] }
  /** The path of the operation within the patch, and why it failed. */
  | { readonly path: FieldPath; readonly message: string }

/** `object` as an earlier patch left it, or a plain object. */
export function applyPatch(object: unknown, patch: Patch): Applied {
  switch (patch.type) {
    case 'unify': {
      const { value, conflicts } = unify(object, patch.value)
      return conflicts.length > 0 ? { conflicts } : { value }
    }
    case 'json-merge-patch':
      return { value: mergePatch(settle(object), patch.value) }
    case 'json-patch': {
      const patched = jsonPatch(settle(object), patch.operations)
      return 'value' in patched ? patched : { path: ['operations', patched.operation], message: patched.message }
    }
  }
}
