/** Traits of an ApplicationConfiguration, core.oam.dev/v1alpha2: objects, and names of trait types. */
import { isObject } from '../krm/check.ts'
import { type FieldPath, FieldPathError, parseFieldPath, requireSettable } from '../krm/field-path.ts'
import { boundedName } from '../krm/name.ts'
import { group, type KrmResource, labelsOf } from '../krm/resource.ts'
import { error, info, place, type Result } from '../krm/result.ts'
import { nativeTraitKinds, OAM_GROUP, type Properties, type TraitUse, traitTypes } from './application.ts'
import { checkProperties, type ReadOptions, unknownType } from './check.ts'
import type { TraitName } from './compatibility.ts'
import { TRAIT_TYPE } from './contract.ts'
import { OAM_TRAITS } from './custom-kinds.ts'
import { type Definitions, type TraitDefinition, traitDefinitionOf } from './v1alpha2-definitions.ts'
import { expandTrait } from './v1alpha2-shorthand.ts'
import { checkTrait } from './v1beta1.ts'

/** A trait as far as it is known before data flows into it. */
export interface TraitDraft {
  readonly path: FieldPath
  /** An object with a name; or `{name, properties}` of a built-in type. */
  readonly body: Properties
  readonly definition?: TraitDefinition
  /** `properties` where the source writes that word for `spec`. */
  readonly specField: string
}

/** Templates of workloads and traits need no metadata; resources do. */
export function withMetadata(template: Properties): KrmResource {
  return { ...template, metadata: template.metadata ?? {} } as unknown as KrmResource
}

function isTraitObject({ apiVersion, kind }: Properties): boolean {
  return typeof apiVersion === 'string' && typeof kind === 'string'
}

/** Codes: `trait-invalid`, `definition-kind-unknown`, `shorthand-ambiguous`. */
export function draftTrait(
  trait: Properties,
  path: FieldPath,
  source: KrmResource,
  definitions: Definitions,
): { readonly value: TraitDraft } | { readonly result: Result } {
  const specField = trait.properties === undefined ? 'spec' : 'properties'
  if (isTraitObject(trait)) return { value: draftObject(trait, path, specField, definitions) }
  const expansion = expandTrait(trait, path, source, definitions)
  if (expansion)
    return 'result' in expansion ? expansion : { value: draftObject(expansion.object, path, specField, definitions) }
  if (typeof trait.name === 'string' && isObject(trait.properties ?? {})) {
    const definition = definitions.traits.get(trait.name)
    return { value: { path, body: trait, specField, ...(definition ? { definition } : {}) } }
  }
  const hint = 'write an object with `apiVersion` and `kind`, or `name` and `properties`'
  return { result: error('trait-invalid', place(source, path), 'a trait must be an object or name a trait type', hint) }
}

function draftObject(body: Properties, path: FieldPath, specField: string, definitions: Definitions): TraitDraft {
  const definition = traitDefinitionOf(withMetadata(body), definitions)
  return { path, body, specField, ...(definition ? { definition } : {}) }
}

/**
 * Names for trait objects without one: `<component>-<kind>`, and from the second of a kind on `<component>-<kind>-2`.
 * oam-kubernetes-runtime appends a hash of Go's memory layout; a number says the same in every run.
 */
export function nameTraits(drafts: readonly TraitDraft[], component: string): readonly TraitDraft[] {
  const count = new Map<string, number>()
  return drafts.map((draft) => {
    if (!isTraitObject(draft.body)) return draft
    const object = withMetadata(draft.body)
    if (object.metadata.name) return draft
    const name = `${component}-${object.kind.toLowerCase()}`
    const ordinal = (count.get(name) ?? 0) + 1
    count.set(name, ordinal)
    const metadata = { ...object.metadata, name: boundedName(ordinal === 1 ? name : `${name}-${ordinal}`) }
    return { ...draft, body: { ...draft.body, metadata } }
  })
}

/** How rules of definitions name a trait. */
export function traitName(
  { body, path, definition }: TraitDraft,
  source: KrmResource,
  { kinds }: Definitions,
): TraitName {
  const crd = isTraitObject(body) ? kinds.definitionName(withMetadata(body)) : ''
  const name = definition?.name ?? (isTraitObject(body) ? crd : String(body.name))
  const labels = definition ? labelsOf(definition.resource) : {}
  const known = definition ? { definition } : {}
  return { name, crd: definition?.definitionRef?.name ?? crd, labels, at: place(source, path), ...known }
}

export function readTrait(
  draft: TraitDraft,
  component: string,
  source: KrmResource,
  options: ReadOptions,
  definitions: Definitions,
): { readonly value?: TraitUse; readonly results: readonly Result[] } {
  const { body, path } = draft
  if (isTraitObject(body)) return readTraitObject(draft, component, source, options, definitions)
  const type = String(body.name)
  const properties = (body.properties ?? {}) as Properties
  const results = checkTrait({ type, properties }, component, path, source, options)
  return { value: { type, properties, path }, results: results.map(atName) }
}

/** The shorthand says `name` where v1beta1 says `type`. */
function atName(result: Result): Result {
  if (!result.field || result.code !== 'trait-type-unknown') return result
  return { ...result, field: { ...result.field, path: [...result.field.path.slice(0, -1), 'name'] } }
}

function readTraitObject(
  { body, path, definition, specField }: TraitDraft,
  component: string,
  source: KrmResource,
  options: ReadOptions,
  { kinds }: Definitions,
): { readonly value?: TraitUse; readonly results: readonly Result[] } {
  const object = withMetadata(body)
  const { workloadRef: _, ...properties } = (isObject(object.spec) ? object.spec : {}) as Properties
  const ofOam = group(object.apiVersion) === OAM_GROUP
  const native = ofOam && Object.hasOwn(nativeTraitKinds, object.kind) ? nativeTraitKinds[object.kind] : undefined
  if (native) {
    const results = checkProperties(native, properties, source, [...path, specField], options)
    return { value: { type: object.kind, properties, path }, results }
  }
  const known = OAM_TRAITS.includes(object.kind)
  if (ofOam && !known && !definition && !kinds.isDefined(object)) {
    const all = [...OAM_TRAITS, ...traitTypes]
    const at = { source, path: [...path, 'kind'] }
    return { results: [unknownType('trait-type-unknown', `component "${component}"`, object.kind, all, at)] }
  }
  const refPath = definition?.workloadRefPath ?? (ofOam && known ? 'spec.workloadRef' : undefined)
  const type = object.metadata.labels?.[TRAIT_TYPE] ?? object.kind
  const alone = !definition && !refPath && !kinds.isKubernetes(object)
  if (!refPath)
    return { value: { type, properties, path, object }, results: alone ? [unlinked(object, source, path)] : [] }
  return withRefPath({ type, properties, path, object }, refPath, source)
}

/** oam-kubernetes-runtime makes up an empty definition, and says nothing. */
function unlinked(object: KrmResource, source: KrmResource, path: FieldPath): Result {
  const message = `no TraitDefinition of this package says where ${object.kind} wants the reference to its workload, so it gets none`
  return info(
    'trait-definition-missing',
    place(source, path),
    message,
    'add the TraitDefinition with its `workloadRefPath`',
  )
}

/** Code `trait-invalid` where the trait holds something else on the way to its workload reference. */
function withRefPath(trait: TraitUse, text: string, source: KrmResource) {
  try {
    const workloadRefPath = parseFieldPath(text)
    requireSettable(trait.object, workloadRefPath)
    return { value: { ...trait, workloadRefPath }, results: [] }
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    const message = `the reference to the workload cannot be written at \`${text}\`: ${cause.message}`
    return { results: [error('trait-invalid', place(source, trait.path), message, 'remove what stands there')] }
  }
}
