/** What the author of a replacement can fix; caught where its place is known, and turned into a result. */
export class Refusal extends Error {
  readonly hint?: string
  constructor(message: string, hint?: string) {
    super(message)
    if (hint !== undefined) this.hint = hint
  }
}
