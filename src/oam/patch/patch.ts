/** What a trait changes in an object that something else made. */

export type Patch =
  /** Unified with the object: what differs is a conflict, unless a strategy beside it says otherwise (strategy.ts). */
  | { readonly type: 'unify'; readonly value: Readonly<Record<string, unknown>> }
  /** RFC 7396. */
  | { readonly type: 'json-merge-patch'; readonly value: Readonly<Record<string, unknown>> }
  /** RFC 6902. */
  | { readonly type: 'json-patch'; readonly operations: readonly Readonly<Record<string, unknown>>[] }
