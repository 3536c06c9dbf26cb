/** ApplicationConfiguration and Component, core.oam.dev/v1alpha2 (OAM specification v0.2.1), into the model. */
import { isObject } from '../krm/check.ts'
import { type FieldPath, textIn } from '../krm/field-path.ts'
import { type KrmResource, ownNamespace } from '../krm/resource.ts'
import { failed, type Result } from '../krm/result.ts'
import type { Application, Component, Properties } from './application.ts'
import { checkDuplicates, checkName, checkShape, isReadable, type ReadOptions } from './check.ts'
import { checkCompatibility } from './compatibility.ts'
import { checkParameters, checkValues, type ParameterValue, setValues, type Use } from './parameters.ts'
import { componentOf } from './revision-name.ts'
import { type Components, findComponent } from './v1alpha2-components.ts'
import { resolveData } from './v1alpha2-data.ts'
import type { DataEntry, DataNode } from './v1alpha2-data-node.ts'
import { type Definitions, workloadDefinitionOf } from './v1alpha2-definitions.ts'
import { readScopes, type ScopeEntry } from './v1alpha2-scopes.ts'
import { expandWorkload } from './v1alpha2-shorthand.ts'
import { draftTrait, nameTraits, readTrait, type TraitDraft, traitName, withMetadata } from './v1alpha2-trait.ts'
import { checkWorkload, nameWorkload } from './v1alpha2-workload.ts'

interface TraitEntry extends DataEntry {
  readonly trait: Properties
}

interface ComponentUse extends DataEntry {
  readonly componentName?: string
  readonly revisionName?: string
  readonly parameterValues?: readonly ParameterValue[]
  readonly traits?: readonly TraitEntry[]
  readonly scopes?: readonly ScopeEntry[]
}

/** What the package holds beside the ApplicationConfigurations. */
export interface Surroundings {
  readonly items: readonly KrmResource[]
  readonly components: Components
  readonly definitions: Definitions
  /** Scope objects by identity. */
  readonly scopes: ReadonlyMap<string, KrmResource>
  readonly options: ReadOptions
}

/** A component as far as it is known before data flows into it. */
interface Draft extends Use {
  readonly entry: ComponentUse
  readonly workload: KrmResource
  readonly traits: readonly TraitDraft[]
}

function uses(source: KrmResource): readonly ComponentUse[] {
  const spec = source.spec as { components?: readonly ComponentUse[] } | undefined
  return Array.isArray(spec?.components) ? spec.components.filter(isObject) : []
}

/** The components and revisions that ApplicationConfigurations name. */
export function namedIn(applications: readonly KrmResource[]): ReadonlySet<string> {
  const all = applications.flatMap(uses)
  const names = all.flatMap((use) => textIn(use, ['componentName']) ?? [])
  const revisions = all
    .flatMap((use) => textIn(use, ['revisionName']) || [])
    .flatMap((name) => [name, componentOf(name)])
  return new Set([...names, ...revisions])
}

export function readApplicationConfiguration(
  source: KrmResource,
  around: Surroundings,
): { readonly application?: Application; readonly results: readonly Result[] } {
  const shape = checkShape('ApplicationConfiguration', source)
  if (!isReadable(shape)) return { results: shape }
  const { name = '' } = source.metadata
  const namespace = ownNamespace(source)
  const drafts = uses(source).map((entry, i) => draft(entry, ['spec', 'components', i], source, around))
  const before = [
    ...shape,
    ...checkName('application', name, source, ['metadata', 'name']),
    ...checkNames(source),
    ...drafts.flatMap(({ results }) => results),
  ]
  const found = drafts.flatMap(({ value }) => value ?? [])
  // Data flows between whole objects; broken ones would only add to the errors.
  const flow = failed(before) ? { drafts: found, stores: [], results: [] } : withData(found, source, around.items)
  const read = flow.drafts.map((one) => finish(one, around))
  const application = { source, name, namespace, components: read.map(({ value }) => value), stores: flow.stores }
  return { application, results: [...before, ...flow.results, ...read.flatMap(({ results }) => results)] }
}

/** A component may stand beside a revision of itself. */
function checkNames(source: KrmResource): readonly Result[] {
  const names = uses(source).map(({ componentName, revisionName = '' }) => componentName ?? revisionName)
  return checkDuplicates(names, source, 'componentName').filter(({ field }) => names[Number(field?.path[2])] !== '')
}

function draft(
  entry: ComponentUse,
  path: FieldPath,
  source: KrmResource,
  { components, definitions }: Surroundings,
): { readonly value?: Draft; readonly results: readonly Result[] } {
  const found = findComponent(entry, path, source, components)
  if ('result' in found) return { results: [found.result] }
  const expansion = expandWorkload(found.value, definitions)
  if ('result' in expansion) return { results: [expansion.result] }
  const use = { component: { ...found.value, workload: expansion.object }, source, path }
  const values = entry.parameterValues ?? []
  const { workload, results } = setValues(expansion.object, values, use)
  const drafts = (entry.traits ?? []).map(({ trait }, i) =>
    draftTrait(trait, [...path, 'traits', i, 'trait'], source, definitions),
  )
  const traits = drafts.flatMap((one) => ('value' in one ? [one.value] : []))
  const named = nameWorkload(withMetadata(workload as Properties), use, traits)
  return {
    value: { ...use, entry, workload: named.value, traits: nameTraits(traits, use.component.name) },
    results: [
      ...checkParameters(use.component),
      ...checkValues(values, use),
      ...results,
      ...drafts.flatMap((one) => ('result' in one ? [one.result] : [])),
      ...named.results,
    ],
  }
}

/** The drafts with the values of their data inputs. */
function withData(drafts: readonly Draft[], source: KrmResource, items: readonly KrmResource[]) {
  const nodes = drafts.map((one) => ({
    one,
    workload: workloadNode(one),
    traits: one.traits.map((_, i) => traitNode(one, i)),
  }))
  const { objects, stores, results } = resolveData(
    nodes.flatMap(({ workload, traits }) => [workload, ...traits]),
    source,
    items,
  )
  const of = (node: DataNode) => objects.get(node) ?? node.object
  const filled = nodes.map(({ one, workload, traits }) => ({
    ...one,
    workload: of(workload) as KrmResource,
    traits: one.traits.map((trait, i) => ({ ...trait, body: of(traits[i] as DataNode) as Properties })),
  }))
  return { drafts: filled, stores, results }
}

function workloadNode({ component, workload, path, entry }: Draft): DataNode {
  const { dataInputs = [], dataOutputs = [] } = entry
  return { title: `component "${component.name}"`, object: workload, path, dataInputs, dataOutputs }
}

function traitNode({ component, traits, entry }: Draft, i: number): DataNode {
  const { body, path: at } = traits[i] as TraitDraft
  const { dataInputs = [], dataOutputs = [] } = entry.traits?.[i] ?? {}
  const title = `trait "${body.kind ?? body.name}" of component "${component.name}"`
  return { title, object: body, path: at.slice(0, -1), dataInputs, dataOutputs }
}

function finish(one: Draft, around: Surroundings): { readonly value: Component; readonly results: readonly Result[] } {
  const { component, source, path, workload, entry } = one
  const { definitions, options } = around
  const { name } = component
  const traits = one.traits.map((trait) => readTrait(trait, name, source, options, definitions))
  const scopes = readScopes(entry.scopes ?? [], path, source, around.scopes, definitions)
  return {
    value: {
      name,
      type: workload.kind,
      properties: (workload.spec ?? {}) as Properties,
      path,
      workload,
      traits: traits.flatMap(({ value }) => value ?? []),
      scopes: scopes.value,
      ...(component.revision ? { revision: component.revision } : {}),
    },
    results: [
      ...checkWorkload(workload, component, around),
      ...traits.flatMap(({ results }) => results),
      ...checkCompatibility(
        name,
        workloadName(workload, definitions),
        one.traits.map((trait) => traitName(trait, source, definitions)),
      ),
      ...scopes.results,
    ],
  }
}

function workloadName(workload: KrmResource, definitions: Definitions) {
  const crd = definitions.kinds.definitionName(workload)
  const definition = workloadDefinitionOf(workload, definitions)
  const gvk = `${workload.apiVersion}.${workload.kind}`
  return { name: definition?.name ?? crd, crd: definition?.definitionRef?.name ?? crd, gvk }
}
