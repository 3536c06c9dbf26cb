/** Made from src/oam/parameters/*.schema.json, by type name. */
import type { Validate } from '../error.ts'

export const validators: Readonly<Record<string, Validate>>
/** The schemas by name, as JSON text. */
export const definitions: string
