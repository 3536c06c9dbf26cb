/** Traits of an ApplicationConfiguration, core.oam.dev/v1alpha2. */
import { isObject } from '../krm/check.ts'
import type { FieldPath } from '../krm/field-path.ts'
import { group, type KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { MANUAL_SCALER, OAM_GROUP, type Properties, type TraitUse, traitTypes } from './application.ts'
import { checkProperties, type ReadOptions, unknownType } from './check.ts'
import { checkTrait } from './v1beta1.ts'

export interface Read<T> {
  readonly value?: T
  readonly results: readonly Result[]
}

/** Templates of workloads and traits need no metadata; resources do. */
export function withMetadata(template: Properties): KrmResource {
  return { ...template, metadata: template.metadata ?? {} } as unknown as KrmResource
}

/** A trait is an object, or the shorthand `{name, properties}` that the runtime's admission webhook expands. */
export function readTrait(
  trait: Properties,
  component: string,
  path: FieldPath,
  source: KrmResource,
  options: ReadOptions,
): Read<TraitUse> {
  const { apiVersion, kind, name, properties = {} } = trait
  if (typeof kind === 'string' && typeof apiVersion === 'string') {
    return readTraitObject(withMetadata(trait), component, path, source, options)
  }
  if (typeof name !== 'string' || !isObject(properties)) {
    const hint = 'write an object with `apiVersion` and `kind`, or `name` and `properties`'
    return {
      results: [error('trait-invalid', place(source, path), 'a trait must be an object or name a trait type', hint)],
    }
  }
  const results = checkTrait({ type: name, properties }, component, path, source, options)
  return { value: { type: name, properties, path }, results: results.map(atName) }
}

/** The shorthand says `name` where v1beta1 says `type`. */
function atName(result: Result): Result {
  if (!result.field || result.code !== 'trait-type-unknown') return result
  return { ...result, field: { ...result.field, path: [...result.field.path.slice(0, -1), 'name'] } }
}

function readTraitObject(
  object: KrmResource,
  component: string,
  path: FieldPath,
  source: KrmResource,
  options: ReadOptions,
): Read<TraitUse> {
  const { workloadRef: _, ...properties } = (isObject(object.spec) ? object.spec : {}) as Properties
  if (group(object.apiVersion) !== OAM_GROUP)
    return { value: { type: object.kind, properties, path, object }, results: [] }
  if (object.kind === MANUAL_SCALER) {
    const results = checkProperties(MANUAL_SCALER, properties, source, [...path, 'spec'], options)
    return { value: { type: MANUAL_SCALER, properties, path }, results }
  }
  const at = { source, path: [...path, 'kind'] }
  const known = [MANUAL_SCALER, ...traitTypes]
  return { results: [unknownType('trait-type-unknown', `component "${component}"`, object.kind, known, at)] }
}
