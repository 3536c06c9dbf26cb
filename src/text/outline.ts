/** Where the entries of a document and their values stand: found by its indentation (line-outline.ts), or in the library's tree (tree-outline.ts). */

/** The lines of a block collection. */
export interface Region {
  readonly start: number
  /** After the last line that belongs to it: blank lines and shallower comments behind it do not. */
  readonly end: number
  /** Column of its entries. */
  readonly indent: number
  /** Begins behind a dash, on its line, and not on a line of its own. */
  readonly isCompact: boolean
}

/** One key with its value, or one list item. */
export interface Entry {
  /** Where it begins, comments right above it included: the start of a line, or the start of a compact region. */
  readonly from: number
  /** Its first character that is no space or comment. */
  readonly at: number
  /** Where the next one begins, or the region ends. */
  readonly to: number
}

/** What stands behind a key or dash. */
export interface Value {
  /** Behind the colon or dash, and behind anchor and tag. */
  readonly head: number
  /** Where its text begins; there is none between the same `at` and `end`. */
  readonly at: number
  /** Behind its last character; of a block, in front of the line break. */
  readonly end: number
  /** Of a block collection. */
  readonly region?: Region
  /** Behind the header of a block scalar, with the blanks in front of it. */
  readonly comment?: string
  /** Inside of a flow collection. */
  readonly inner?: readonly string[]
  /** An alias says what its anchor says: it is edited when that has been. */
  readonly isAlias?: boolean
  /** From and to: a tag, which says nothing true of another value. */
  readonly tag?: readonly [number, number]
  /** The text of a flow collection of several lines with another value; undefined where it cannot be edited so. */
  readonly editFlow?: (before: unknown, after: unknown) => string | undefined
}

export interface Outline {
  readonly isList: (region: Region) => boolean
  /** In their order, up to the one for which `isLast` says so; `rest` is where the text behind them begins. */
  readonly entriesOf: (
    region: Region,
    isLast?: (at: number) => boolean,
  ) => { readonly entries: readonly Entry[]; readonly rest: number }
  /** The key of the entry at an offset; undefined for a merge key, and one that is no text. */
  readonly keyAt: (at: number) => string | undefined
  /** `before` is what the value says. */
  readonly valueOf: (entry: Entry, indent: number, isItem: boolean, before: unknown) => Value
}
