/** Made from src/oam/parameters/*.schema.json: JSON Schemas as JSON text, by type name. */
export const definitions: Readonly<Record<string, string>>
