/** The words of a replacement; kustomize `api/types/replacement.go`, `replacementfield.go` and `selector.go`. */
import type { KrmResource } from '../../src/krm/resource.ts'

export interface Id {
  readonly group?: string
  readonly version?: string
  readonly kind?: string
  readonly name?: string
  readonly namespace?: string
}

export interface Selector extends Id {
  readonly labelSelector?: string
  readonly annotationSelector?: string
}

export interface Options {
  readonly delimiter?: string
  readonly index?: number
  readonly create?: boolean
}

export interface Source extends Id {
  readonly fieldPath?: string
  readonly options?: Options
}

export interface Target {
  readonly select: Selector
  readonly reject?: readonly Selector[]
  readonly fieldPaths?: readonly string[]
  readonly options?: Options
}

export interface Replacement {
  readonly source: Source
  readonly targets: readonly Target[]
}

export interface Config {
  readonly replacements: readonly Replacement[]
  /** The functionConfig itself and where the replacements stand in it, so that results can point there. */
  readonly written: { readonly resource: KrmResource; readonly path: readonly string[] }
}

export const DEFAULT_FIELD = 'metadata.name'
