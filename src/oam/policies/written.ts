/** An Application, and where each part of it was written: a policy of Application scope may have put another in its place. */
import type { FieldPath } from '../../krm/field-path.ts'
import type { KrmResource } from '../../krm/resource.ts'
import type { Result } from '../../krm/result.ts'
import { below, placeOf, type Spot } from '../spot.ts'

/** What a policy may replace. */
export const PARTS = ['components', 'policies', 'workflow'] as const

export type Part = (typeof PARTS)[number]

export interface Written extends Readonly<Record<Part, Spot>> {
  /** As it is to be rendered. */
  readonly source: KrmResource
  /** Where the source itself says what its components are: there, or at the policy that brings them in. */
  readonly componentsIn: FieldPath
}

export function asWritten(source: KrmResource): Written {
  const at = (part: Part): Spot => ({ source, path: ['spec', part] })
  const components = at('components')
  return { source, components, policies: at('policies'), workflow: at('workflow'), componentsIn: components.path }
}

/** Whether its author wrote the components. */
export function hasOwnComponents({ source, components }: Written): boolean {
  return components.source === source
}

/** A result about the source, at the place where that part of it was written. */
export function relocated(result: Result, written: Written): Result {
  const [spec, part, ...rest] = result.field?.path ?? []
  const spot = spec === 'spec' ? PARTS.find((one) => one === part) : undefined
  if (!spot || !isAbout(result, written.source) || written[spot].source === written.source) return result
  const at = below(written[spot], ...rest)
  const { resourceRef: _, file: __, field, ...what } = result
  return { ...what, ...placeOf(at), field: { ...field, path: at.path } }
}

/** Results name what they are about by kind and name. */
export function isAbout({ resourceRef }: Result, { kind, metadata }: KrmResource): boolean {
  return resourceRef?.kind === kind && resourceRef.name === metadata.name
}
