/** Made from src/schema/kubernetes/*.json; by minor, such as "1.37". */
import type { Validate } from '../error.ts'

export const catalogues: Readonly<Record<string, Catalogue>>

export interface Catalogue {
  readonly version: string
  /** By apiVersion/kind, such as "apps/v1/Deployment". */
  readonly kinds: Readonly<Record<string, Kind>>
  /** The schemas by the names that errors use, as JSON text: needed to tell what is wrong. */
  load(): Promise<{ readonly definitions: string }>
}

export interface Kind {
  readonly namespaced: boolean
  load(): Promise<{ readonly default: Validate }>
}
