/**
 * WorkloadDefinition, TraitDefinition and ScopeDefinition: what a platform says about the types that applications use.
 * core.oam.dev/v1alpha2 (oam-kubernetes-runtime `apis/core/v1alpha2/core_types.go`); a TraitDefinition of v1beta1 has the same fields.
 */
import { FieldPathError, parseFieldPath } from '../krm/field-path.ts'
import { describe, group, type KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { OAM_GROUP } from './application.ts'
import { checkShape } from './check.ts'
import { TRAIT_TYPE, WORKLOAD_TYPE } from './contract.ts'
import { type Kind, type Kinds, readKinds } from './custom-kinds.ts'
import { checkDefinition } from './schematic.ts'
import { definedTwice } from './twice.ts'

export interface Definition {
  readonly name: string
  readonly resource: KrmResource
  readonly definitionRef?: { readonly name: string; readonly version?: string }
}

export interface WorkloadDefinition extends Definition {
  readonly childResourceKinds?: readonly ChildKind[]
  readonly podSpecPath?: string
}

export interface ChildKind extends Kind {
  readonly selector?: Readonly<Record<string, string>>
}

export interface TraitDefinition extends Definition {
  readonly workloadRefPath?: string
  readonly revisionEnabled?: boolean
  readonly appliesToWorkloads?: readonly string[]
  readonly conflictsWith?: readonly string[]
}

export interface ScopeDefinition extends Definition {
  readonly workloadRefsPath?: string
  readonly allowComponentOverlap?: boolean
}

export interface Definitions {
  readonly workloads: ReadonlyMap<string, WorkloadDefinition>
  readonly traits: ReadonlyMap<string, TraitDefinition>
  readonly scopes: ReadonlyMap<string, ScopeDefinition>
  readonly kinds: Kinds
}

const KINDS = ['WorkloadDefinition', 'TraitDefinition', 'ScopeDefinition']

/** Codes: those of a document's shape, `definition-duplicate`, `definition-invalid`. */
export function readDefinitions(items: readonly KrmResource[]): {
  readonly value: Definitions
  readonly results: readonly Result[]
} {
  const all = items.filter((item) => group(item.apiVersion) === OAM_GROUP && KINDS.includes(item.kind))
  const shapes = new Map(all.filter(isOfAlpha).map((one) => [one, checkShape(one.kind, one)]))
  // What is wrong with one of v1beta1 is said where an application uses it.
  const sound = all.filter((one) => (shapes.get(one) ?? checkDefinition(one)).length === 0)
  const ofKind = <T extends Definition>(kind: string) =>
    new Map(
      byNamespace(sound.filter((one) => one.kind === kind)).map((one): [string, T] => [nameOf(one), read<T>(one)]),
    )
  const value: Definitions = {
    workloads: ofKind<WorkloadDefinition>('WorkloadDefinition'),
    traits: ofKind<TraitDefinition>('TraitDefinition'),
    scopes: ofKind<ScopeDefinition>('ScopeDefinition'),
    kinds: readKinds(items),
  }
  return {
    value,
    results: [
      ...[...shapes.values()].flat(),
      ...definedTwice(all, 'definition-duplicate'),
      ...sound.flatMap(checkPaths),
    ],
  }
}

function isOfAlpha({ apiVersion }: KrmResource): boolean {
  return apiVersion.endsWith('/v1alpha2')
}

/** The last one of a map's equal keys wins: here the one whose namespace comes first, whatever the order of the items. */
function byNamespace(all: readonly KrmResource[]): readonly KrmResource[] {
  const namespace = ({ metadata }: KrmResource) => metadata.namespace ?? ''
  return all.toSorted((a, b) => (namespace(a) < namespace(b) ? 1 : -1))
}

function nameOf({ metadata }: KrmResource): string {
  return metadata.name ?? ''
}

function read<T extends Definition>(resource: KrmResource): T {
  return { ...(resource.spec as object | undefined), name: nameOf(resource), resource } as T
}

const PATH_FIELDS = ['workloadRefPath', 'workloadRefsPath', 'podSpecPath']

function checkPaths(resource: KrmResource): readonly Result[] {
  const spec = (resource.spec ?? {}) as Readonly<Record<string, unknown>>
  return PATH_FIELDS.flatMap((field) => {
    const text = spec[field]
    if (typeof text !== 'string' || text === '') return []
    try {
      parseFieldPath(text)
      return []
    } catch (cause) {
      if (!(cause instanceof FieldPathError)) throw cause
      const message = `${describe(resource)}: \`${field}\` "${text}" is no field path: ${cause.message}`
      return [
        error('definition-invalid', place(resource, ['spec', field]), message, 'write a path such as spec.workloadRef'),
      ]
    }
  })
}

/** A resource's definition: the one that its label names, else the one that is named as its CRD, `<plural>.<group>`. */
function find<T extends Definition>(
  all: ReadonlyMap<string, T>,
  named: string | undefined,
  kind: Kind,
  kinds: Kinds,
): T | undefined {
  return all.size === 0 ? undefined : all.get(named ?? kinds.definitionName(kind))
}

export function workloadDefinitionOf(workload: KrmResource, { workloads, kinds }: Definitions) {
  return find(workloads, workload.metadata.labels?.[WORKLOAD_TYPE], workload, kinds)
}

export function traitDefinitionOf(trait: KrmResource, { traits, kinds }: Definitions) {
  return find(traits, trait.metadata.labels?.[TRAIT_TYPE], trait, kinds)
}

export function scopeDefinitionOf(scope: Kind, { scopes, kinds }: Definitions) {
  return find(scopes, undefined, scope, kinds)
}
