/** Made from each function's config.schema.json: JSON Schemas as JSON text, by function name. */
export const definitions: Readonly<Record<string, string>>
