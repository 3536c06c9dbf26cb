/** Made from each function's config.schema.json, by function name. */
import type { Validate } from '../error.ts'

export const validators: Readonly<Record<string, Validate>>
/** The schemas by name, as JSON text. */
export const definitions: string
