/** What the generated validators answer; ajv's own form, with the paths that tools/validator-code.mjs gives it. */

export interface Validate {
  (value: unknown): boolean
  /** Of the last call. */
  readonly errors?: readonly SchemaError[] | null
}

export interface SchemaError {
  readonly keyword: string
  /** A JSON pointer into the value. */
  readonly instancePath: string
  /** The definition, and the way inside it to the keyword: "shared.env/items/required". */
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
}
