/**
 * What a result is: something a user can fix, returned as data.
 * Shape of `Result` in the KRM Functions Specification; on the wire `code` and `hint` travel in `tags` (see wire.ts).
 */
import type { FieldPath } from './field-path.ts'
import { annotation, INDEX, type KrmResource, PACKAGE_PATH, PATH } from './resource.ts'

export type Severity = 'error' | 'warning' | 'info'

export interface ResourceRef {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

export interface Result {
  /** Stable, kebab-case; documented in the function's README. */
  readonly code: string
  readonly severity: Severity
  /** One sentence: what is, and what must be. Values in double quotes, fields in back-quotes, no final stop. */
  readonly message: string
  /** What to do about it. */
  readonly hint?: string
  readonly resourceRef?: ResourceRef
  readonly field?: { readonly path: FieldPath; readonly currentValue?: unknown; readonly proposedValue?: unknown }
  /** `path` is relative to the package; `index` is the document's place in the file, 0 if absent. */
  readonly file?: { readonly path: string; readonly index?: number }
  readonly tags?: Readonly<Record<string, string>>
}

/** The part of a result that says which resource, and which field of it, is meant. */
export type Place = Pick<Result, 'resourceRef' | 'file' | 'field'>

/** The place of a field of a resource; the file comes from the resource's path annotations. */
export function place(resource: KrmResource, path: FieldPath = []): Place {
  const { name = '', namespace } = resource.metadata
  const file = filePath(resource)
  const index = Number(annotation(resource, INDEX) ?? 0)
  return {
    resourceRef: { apiVersion: resource.apiVersion, kind: resource.kind, name, ...(namespace ? { namespace } : {}) },
    ...(file === undefined ? {} : { file: { path: file, index } }),
    ...(path.length === 0 ? {} : { field: { path } }),
  }
}

/** A file of a subpackage is named from the root package, unless the package is known by its absolute path alone: under kpt itself. */
function filePath(resource: KrmResource): string | undefined {
  const path = annotation(resource, PATH)
  const folder = annotation(resource, PACKAGE_PATH)
  return path === undefined || !folder || folder.startsWith('/') ? path : `${folder}/${path}`
}

export function error(code: string, at: Place, message: string, hint?: string): Result {
  return { code, severity: 'error', message, ...(hint ? { hint } : {}), ...at }
}

export function warning(code: string, at: Place, message: string, hint?: string): Result {
  return { ...error(code, at, message, hint), severity: 'warning' }
}

export function info(code: string, at: Place, message: string, hint?: string): Result {
  return { ...error(code, at, message, hint), severity: 'info' }
}

export function failed(results: readonly Result[]): boolean {
  return results.some((result) => result.severity === 'error')
}
