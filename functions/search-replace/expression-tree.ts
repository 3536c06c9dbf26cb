/** What an expression is made of, and the limits that it must keep to. */

export type Tree =
  | { readonly is: 'character'; readonly test: (character: string) => boolean; readonly literal?: string }
  | { readonly is: 'sequence'; readonly parts: readonly Tree[] }
  | { readonly is: 'alternatives'; readonly parts: readonly Tree[] }
  | {
      readonly is: 'repeat'
      readonly part: Tree
      readonly least: number
      readonly most: number
      readonly lazy: boolean
    }
  | { readonly is: 'group'; readonly part: Tree; readonly number: number }
  | { readonly is: 'border'; readonly test: Border }

/** Whether a border lies before `at`. */
export type Border = (characters: readonly string[], at: number) => boolean

/** What the author of an expression can fix; `offset` is where it goes wrong. */
export class ExpressionError extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

export const MAX_LENGTH = 1000
/** Groups within groups. */
export const MAX_DEPTH = 50
/** RE2's own limit of a counted repetition. */
export const MAX_COUNT = 1000
/** Steps of the compiled expression; counted repetitions multiply them. */
export const MAX_SIZE = 5000
/** Steps taken by one run over all values: some seconds, and more for each character that is looked at. */
export const MAX_STEPS = 100_000_000
export const STEPS_PER_CHARACTER = 50
