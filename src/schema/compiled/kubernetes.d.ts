/** Made from src/schema/kubernetes/*.json; by minor, such as "1.37". */
export const catalogues: Readonly<Record<string, Catalogue>>

export interface Catalogue {
  readonly version: string
  /** By apiVersion/kind, such as "apps/v1/Deployment". */
  readonly kinds: Readonly<Record<string, Kind>>
  /** JSON Schemas as JSON text, parsed when first needed. */
  readonly definitions: Readonly<Record<string, string>>
}

export interface Kind {
  readonly definition: string
  readonly namespaced: boolean
}
