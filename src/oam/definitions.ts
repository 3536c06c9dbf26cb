/**
/**
 * The definitions that a package brings: ComponentDefinition, TraitDefinition and PolicyDefinition of core.oam.dev/v1beta1, and
 * DefinitionRevisions of them. KubeVela `apis/core.oam.dev/v1beta1/{componentdefinition,core,policy_definition}*.go`.
 * `extension`, `status`, `childResourceKinds`, `revisionLabel`, `revisionEnabled`, `podDisruptive`, `stage` and `manageHealthCheck` are
 * for a cluster and not read.
 */
import { isObject } from '../krm/check.ts'
import { getIn } from '../krm/field-path.ts'
import { annotation, describe, type KrmResource, ownNamespace } from '../krm/resource.ts'
import { info, place, type Result } from '../krm/result.ts'
import { readScope, type Scope } from './policies/scope.ts'
import { readTemplate } from './schematic.ts'
import type { Template } from './template.ts'
import { twice } from './twice.ts'

export type DefinitionKind = 'ComponentDefinition' | 'TraitDefinition' | 'PolicyDefinition'

export interface Definition {
  readonly kind: DefinitionKind
  /** The type that it defines. */
  readonly name: string
  readonly source: KrmResource
  /** What may stand behind `@`, without a leading "v". */
  readonly version: string | undefined
  /** Only to be had with its version: a DefinitionRevision. */
  readonly isRevision: boolean
  /** Undefined when `problems` say why. */
  readonly template: Template | undefined
  /** Why the type cannot be used; codes `definition-unsupported`, `definition-invalid`, and those of its shape. */
  readonly problems: readonly Result[]
  /** It has no schematic. */
  readonly isBare: boolean
  /** What to say where a built-in type gives way to it; code `definition-overrides`. */
  readonly override: Result
  /** What of it acts in a cluster only; code `topology-clusters`. */
  readonly notes: readonly Result[]
  /** ComponentDefinition: where the pods stand in the workload, if not at `spec.template.spec`. */
  readonly podSpecPath?: string
  /** TraitDefinition: where the trait's objects name the workload. */
  readonly workloadRefPath?: string
  /** PolicyDefinition: present where it acts on the application itself. */
  readonly scope?: Scope
}

const API_VERSION = 'core.oam.dev/v1beta1'
const REVISION_NAME = 'definitionrevision.oam.dev/name'

export function readDefinitions(items: readonly KrmResource[]): readonly Definition[] {
  return withoutTwins(items.filter(({ apiVersion }) => apiVersion === API_VERSION).flatMap(readOne))
}

/** Which of two definitions of one type in one namespace is meant, nobody can know. Code `definition-duplicate`. */
function withoutTwins(definitions: readonly Definition[]): readonly Definition[] {
  const keyOf = ({ kind, name, source, isRevision, version }: Definition) =>
    JSON.stringify([kind, name, ownNamespace(source), isRevision && version])
  const last = new Map(definitions.map((definition) => [keyOf(definition), definition]))
  const first = new Map(definitions.toReversed().map((definition) => [keyOf(definition), definition]))
  return definitions.map((definition) => {
    const other = [first, last].map((map) => map.get(keyOf(definition))).find((one) => one && one !== definition)
    if (!other) return definition
    const problem = twice(definition.source, other.source, 'definition-duplicate', 'remove one of the two')
    return { ...definition, problems: [problem] }
  })
}

function readOne(source: KrmResource): readonly Definition[] {
  if (Object.values(REVISED).includes(source.kind)) {
    const version = getIn(source, ['spec', 'version']) ?? annotation(source, REVISION_NAME)
    return [readDefinition(source, typeof version === 'string' ? version : undefined, false)]
  }
  return source.kind === 'DefinitionRevision' ? readRevision(source) : []
}

/** What a DefinitionRevision may hold, by its field. */
const REVISED: Readonly<Record<string, string>> = {
  componentDefinition: 'ComponentDefinition',
  traitDefinition: 'TraitDefinition',
  policyDefinition: 'PolicyDefinition',
}

/** A DefinitionRevision holds the definition that it was made of, and is named `<type>-v<version>`. */
function readRevision(revision: KrmResource): readonly Definition[] {
  return Object.entries(REVISED).flatMap(([field, kind]) => {
    const held = getIn(revision, ['spec', field])
    const name = getIn(held, ['metadata', 'name'])
    if (!isObject(held) || typeof name !== 'string') return []
    const metadata = { ...revision.metadata, name }
    const version = (revision.metadata.name ?? '').slice(name.length + 1)
    const definition = readDefinition({ ...held, apiVersion: API_VERSION, kind, metadata }, version, true)
    const placed = (results: readonly Result[]) => results.map((one) => inRevision(one, revision, field))
    return [{ ...definition, problems: placed(definition.problems), notes: placed(definition.notes) }]
  })
}

function inRevision(problem: Result, revision: KrmResource, field: string): Result {
  return { ...problem, ...place(revision, ['spec', field, ...(problem.field?.path ?? [])]) }
}

function readDefinition(source: KrmResource, version: string | undefined, isRevision: boolean): Definition {
  const { workloadRefPath, podSpecPath } = (isObject(source.spec) ? source.spec : {}) as Readonly<
    Record<string, string>
  >
  const { template, problems } = readTemplate(source)
  const { scope, results } = readScope(source)
  return {
    kind: source.kind as DefinitionKind,
    name: source.metadata.name ?? '',
    source,
    version: version?.replace(/^v/, ''),
    isRevision,
    template,
    problems: [...problems, ...results],
    override: override(source),
    notes: noteClusters(source),
    isBare: getIn(source, ['spec', 'schematic']) === undefined,
    ...(podSpecPath ? { podSpecPath } : {}),
    ...(workloadRefPath ? { workloadRefPath } : {}),
    ...(scope ? { scope } : {}),
  }
}

const NOUNS: Readonly<Record<DefinitionKind, string>> = {
  ComponentDefinition: 'component type',
  TraitDefinition: 'trait',
  PolicyDefinition: 'policy',
}

function override(source: KrmResource): Result {
  const { name = '' } = source.metadata
  const noun = NOUNS[source.kind as DefinitionKind]
  const message = `${describe(source)} takes the place of hydroam's own ${noun} "${name}"`
  return info('definition-overrides', place(source, ['metadata', 'name']), message)
}

function noteClusters(source: KrmResource): readonly Result[] {
  if (getIn(source, ['spec', 'controlPlaneOnly']) !== true) return []
  const message = `${describe(source)} is for the control plane only: to which clusters the manifests go is decided where they are deployed from`
  return [info('topology-clusters', place(source, ['spec', 'controlPlaneOnly']), message)]
}
