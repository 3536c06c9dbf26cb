/** Comments as plain data: what stands behind a field on its line, for functions to which it means something (kpt's setters). */
import type { FieldPath } from './field-path.ts'
import type { KrmResource } from './resource.ts'

export interface FieldComment {
  /** The field or list item; for a map or list in block style, the one behind whose key or dash the comment stands. */
  readonly path: FieldPath
  /** From its `#` to the end of the line, without blanks at the end. */
  readonly text: string
  /** The value is written in quotes or as a block scalar: whatever is put there is text. Told when read, ignored when written. */
  readonly isText?: boolean
}

/** The comments of the resources that a function was given, as they fit them now. */
export interface Comments {
  readonly of: (item: KrmResource) => readonly FieldComment[]
}

export const NO_COMMENTS: Comments = { of: () => [] }

/** Comments to be written, by the item that the function returns; one that stands in their place is replaced. */
export type NewComments = ReadonlyMap<KrmResource, readonly FieldComment[]>

/** What is known of the texts from which a list was read. */
export interface Texts {
  readonly comments: Comments
  /**
   * The item in its own words, comments and styles, as it would be saved now; undefined for one that has no text of its own.
   * `known` is the item by which the text is found, where the item itself has lost what says so.
   */
  readonly textOf: (item: KrmResource, known?: KrmResource) => string | undefined
}

/** Texts for items that stand for others. */
export function textsThrough({ comments, textOf }: Texts, originals: ReadonlyMap<KrmResource, KrmResource>): Texts {
  const original = (item: KrmResource) => originals.get(item) ?? item
  return {
    comments: { of: (item) => comments.of(original(item)) },
    textOf: (item, known = item) => textOf(item, original(known)),
  }
}
