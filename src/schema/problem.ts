/** What can be wrong between a value and its schema, as data; sentences are made of it in sentence.ts. */
import type { FieldPath } from '../krm/field-path.ts'
import type { Schema } from './schema.ts'

/** `secret` keeps its value out of messages. */
export type Problem = Broken & { readonly secret?: true }

type Broken =
  /** `path` is the object's, `key` the field's. */
  | { readonly rule: 'unknown'; readonly path: FieldPath; readonly key: string; readonly known: readonly string[] }
  /** Any one of `keys` would do. */
  | { readonly rule: 'missing'; readonly path: FieldPath; readonly keys: readonly string[] }
  | { readonly rule: 'type'; readonly path: FieldPath; readonly value: unknown; readonly schema: Schema }
  | { readonly rule: 'choice'; readonly path: FieldPath; readonly value: unknown; readonly allowed: readonly unknown[] }
  /** `must` completes "must be". */
  | { readonly rule: 'limit'; readonly path: FieldPath; readonly value: unknown; readonly must: string }
  /** `path` is the second item's, `first` the first one's; `keys` is empty where whole values must differ. */
  | {
      readonly rule: 'duplicate'
      readonly path: FieldPath
      readonly first: FieldPath
      readonly keys: readonly string[]
      readonly values: readonly unknown[]
    }
  /** More than one of the alternatives fits; `keys` are the fields that choose between them. */
  | { readonly rule: 'ambiguous'; readonly path: FieldPath; readonly keys: readonly string[] }
