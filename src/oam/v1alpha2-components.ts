/** Where the Components of v1alpha2 come from: their own documents, and ControllerRevisions that hold an earlier state of one. */

import { isObject } from '../krm/check.ts'
import { type FieldPath, textIn } from '../krm/field-path.ts'
import { annotation, group, type KrmResource } from '../krm/resource.ts'
import { error, type Place, place, type Result, warning } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import { OAM_GROUP, type Properties } from './application.ts'
import { checkName, checkShape } from './check.ts'
import { REVISION } from './contract.ts'
import type { Parameter } from './parameters.ts'
import { componentOf } from './revision-name.ts'
import { placeOf, type Spot } from './spot.ts'
import { definedTwice } from './twice.ts'

export interface ComponentDocument {
  readonly name: string
  readonly revision?: string
  /** The document of the package: a Component, or a ControllerRevision. */
  readonly document: KrmResource
  /** Where the Component stands in it. */
  readonly root: FieldPath
  readonly workload: Properties
  readonly parameters: readonly Parameter[]
}

export interface Components {
  readonly byName: ReadonlyMap<string, ComponentDocument>
  readonly byRevision: ReadonlyMap<string, ComponentDocument>
}

/** A place in a Component, wherever that stands. */
export function placeIn({ document, root }: ComponentDocument, path: FieldPath): Place {
  return place(document, [...root, ...path])
}

/** Components by name and by revision. Codes: those of a document's shape, `component-duplicate`, `name-invalid`. */
export function readComponents(items: readonly KrmResource[]): {
  readonly value: Components
  readonly results: readonly Result[]
} {
  const components = items.filter(isComponent)
  const revisions = items.filter(isRevision)
  const results = [
    ...components.flatMap((source) => checkShape('Component', source)),
    ...revisions.flatMap((source) => checkShape('Component', source, DATA)),
    ...components.flatMap((source) => checkName('component', source.metadata.name ?? '', source, ['metadata', 'name'])),
    ...definedTwice([...components, ...revisions], 'component-duplicate', keyOf),
  ]
  const documents = [...components.map((source) => read(source, [])), ...revisions.map((source) => read(source, DATA))]
  const value = {
    byName: new Map(components.map((source) => [source.metadata.name ?? '', read(source, [])])),
    byRevision: new Map(documents.toReversed().flatMap((one) => revisionNames(one).map((name) => [name, one]))),
  }
  return { value, results }
}

function keyOf({ kind, metadata }: KrmResource): string {
  return `${kind}/${metadata.name ?? ''}`
}

const DATA: FieldPath = ['data']

function isComponent(item: KrmResource): boolean {
  return item.apiVersion === `${OAM_GROUP}/v1alpha2` && item.kind === 'Component'
}

/** oam-kubernetes-runtime keeps each state of a Component in the `data` of a ControllerRevision. */
export function isRevision({ apiVersion, kind, data }: KrmResource): boolean {
  if (group(apiVersion) !== 'apps' || kind !== 'ControllerRevision' || !isObject(data)) return false
  return group(textIn(data, ['apiVersion']) ?? '') === OAM_GROUP && data.kind === 'Component'
}

function read(document: KrmResource, root: FieldPath): ComponentDocument {
  const component = (root.length === 0 ? document : document.data) as Properties
  const { workload = {}, parameters = [] } = (component.spec ?? {}) as {
    workload?: Properties
    parameters?: readonly Parameter[]
  }
  const name = document.metadata.name ?? ''
  const said = root.length > 0 ? name : (document.metadata.labels?.[REVISION] ?? annotation(document, REVISION))
  return {
    name: root.length > 0 ? componentOf(name) : name,
    ...(said ? { revision: said } : {}),
    document,
    root,
    workload,
    parameters,
  }
}

/** A Component answers to the revision that its label or annotation says, and to its own name. */
function revisionNames({ revision, document }: ComponentDocument): readonly string[] {
  return [...new Set([revision, document.metadata.name])].filter((name): name is string => name !== undefined)
}

/** A Component that no ApplicationConfiguration names renders nothing. Code `component-unused`. */
export function unused({ byName }: Components, named: ReadonlySet<string>): readonly Result[] {
  return [...byName].flatMap(([name, { document, revision = '' }]) => {
    if (named.has(name) || named.has(revision)) return []
    const message = `no ApplicationConfiguration names component "${name}"`
    return [warning('component-unused', place(document, ['metadata', 'name']), message)]
  })
}

export interface ComponentName {
  readonly componentName?: string
  readonly revisionName?: string
}

type Found = { readonly value: ComponentDocument } | { readonly result: Result }

/**
 * The component that an ApplicationConfiguration names.
 * Codes: `field-missing`, `component-name-ambiguous`, `component-undefined`, `revision-unresolved`.
 */
export function findComponent(
  { componentName, revisionName }: ComponentName,
  path: FieldPath,
  source: KrmResource,
  components: Components,
): Found {
  const at: Spot = { source, path }
  if (componentName && revisionName) {
    const message = '`componentName` and `revisionName` exclude each other'
    const hint = 'keep `componentName` for the newest state, `revisionName` for an earlier one'
    return { result: error('component-name-ambiguous', placeOf(at, 'revisionName'), message, hint) }
  }
  if (componentName) return findNamed(componentName, at, components)
  if (revisionName) return findRevision(revisionName, at, components)
  const message = '`componentName` is missing'
  return { result: error('field-missing', placeOf(at), message, 'name a Component of this package') }
}

function findNamed(name: string, at: Spot, { byName }: Components): Found {
  const value = byName.get(name)
  if (value) return { value }
  const message = `no Component "${name}" is defined in this package`
  const hint = suggest(name, [...byName.keys()])
  return { result: error('component-undefined', placeOf(at, 'componentName'), message, hint) }
}

function findRevision(revision: string, at: Spot, { byRevision }: Components): Found {
  const value = byRevision.get(revision)
  const problem = revisionProblem(revision, value)
  if (value && !problem) return { value: { ...value, name: componentOf(revision), revision } }
  const hint = `add the ControllerRevision "${revision}" with the component in \`data\`, or name the component with \`componentName\``
  return { result: error('revision-unresolved', placeOf(at, 'revisionName'), problem ?? '', hint) }
}

function revisionProblem(revision: string, found: ComponentDocument | undefined): string | undefined {
  if (!found) return `this package holds no revision "${revision}"`
  const { name } = ((found.document.data as Properties | undefined)?.metadata ?? {}) as { name?: unknown }
  if (found.root.length === 0 || name === undefined || name === componentOf(revision)) return undefined
  return `revision "${revision}" holds the component "${name}", but its own name says "${componentOf(revision)}"`
}
