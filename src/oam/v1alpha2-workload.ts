/** The workload of a v1alpha2 component: its name, and whether it is one that can be rendered. */
import { isObject } from '../krm/check.ts'
import type { FieldPath } from '../krm/field-path.ts'
import { getIn, parseFieldPath } from '../krm/field-path.ts'
import { describe, group, type KrmResource } from '../krm/resource.ts'
import { error, place, type Result, warning } from '../krm/result.ts'
import { CONTAINERIZED_WORKLOAD, OAM_GROUP } from './application.ts'
import { checkName, checkProperties, type ReadOptions, unknownType } from './check.ts'
import { checkContainerized } from './containerized.ts'
import type { Use } from './parameters.ts'
import { type ComponentDocument, placeIn } from './v1alpha2-components.ts'
import { type Definitions, workloadDefinitionOf } from './v1alpha2-definitions.ts'
import type { TraitDraft } from './v1alpha2-trait.ts'

/**
 * An explicit name, else the component's; the revision's where a trait says `revisionEnabled`, so that revisions run side by side.
 * Codes: `workload-name-explicit`, `revision-unknown`, `name-invalid`.
 */
export function nameWorkload(
  workload: KrmResource,
  { component, source, path }: Use,
  traits: readonly TraitDraft[],
): { readonly value: KrmResource; readonly results: readonly Result[] } {
  const { name: own } = workload.metadata
  const revising = traits.find(({ definition }) => definition?.revisionEnabled)
  const named = (name: string) => ({ ...workload, metadata: { ...workload.metadata, name } })
  if (!revising)
    return {
      value: named(own ?? component.name),
      results: own === undefined ? [] : checkOwnName(own, workload, component),
    }
  const title = `${describe(component.document)} gets its workload's name from its revision, because ${describeDefinition(revising)} says \`revisionEnabled\``
  if (own !== undefined) {
    const message = `${title}; the name "${own}" cannot stay`
    const at = placeIn(component, ['spec', 'workload', 'metadata', 'name'])
    return {
      value: workload,
      results: [error('workload-name-explicit', at, message, 'remove the name from the workload')],
    }
  }
  if (component.revision) return { value: named(component.revision), results: [] }
  const message = `${title}; a package does not count revisions`
  const hint = `say the revision: \`revisionName\`, or the annotation \`app.oam.dev/revision: ${component.name}-v1\` on the Component`
  return { value: named(component.name), results: [error('revision-unknown', place(source, path), message, hint)] }
}

/** Any other kind has rules of its own for names, which are its API's to check. */
function checkOwnName(name: string, { kind }: KrmResource, { document, root }: ComponentDocument): readonly Result[] {
  const path = [...root, 'spec', 'workload', 'metadata', 'name']
  return kind === CONTAINERIZED_WORKLOAD ? checkName('workload', String(name), document, path) : []
}

function describeDefinition({ definition }: TraitDraft): string {
  return definition ? describe(definition.resource) : ''
}

/** A workload is a ContainerizedWorkload, or any object that is its own rendering; those of OAM's group must be known to the package. */
export function checkWorkload(
  workload: KrmResource,
  component: ComponentDocument,
  { definitions, options }: { readonly definitions: Definitions; readonly options: ReadOptions },
): readonly Result[] {
  const definition = workloadDefinitionOf(workload, definitions)
  if (group(workload.apiVersion) === OAM_GROUP && workload.kind === CONTAINERIZED_WORKLOAD)
    return checkContainers(workload, component, options)
  if (group(workload.apiVersion) === OAM_GROUP && !definition && !definitions.kinds.isDefined(workload)) {
    const at = { source: component.document, path: [...component.root, 'spec', 'workload', 'kind'] }
    const known = [CONTAINERIZED_WORKLOAD]
    return [
      unknownType(
        'component-type-unknown',
        describe(component.document),
        workload.kind,
        known,
        at,
        'WorkloadDefinition',
      ),
    ]
  }
  const { podSpecPath } = definition ?? {}
  if (!podSpecPath || isObject(getIn(workload, readPath(podSpecPath)))) return []
  const message = `the workload of ${describe(component.document)} has no pod at \`${podSpecPath}\`, where ${describe(definition?.resource as KrmResource)} says that it is`
  return [warning('pod-missing', placeIn(component, ['spec', 'workload']), message)]
}

/** A path that cannot be read is a result of its definition. */
function readPath(text: string): FieldPath {
  try {
    return parseFieldPath(text)
  } catch {
    return []
  }
}

function checkContainers(workload: KrmResource, component: ComponentDocument, options: ReadOptions): readonly Result[] {
  const written = component.document
  const field =
    getIn(written, [...component.root, 'spec', 'workload', 'properties']) === undefined ? 'spec' : 'properties'
  const root: FieldPath = [...component.root, 'spec', 'workload', field]
  const { spec = {} } = workload
  const results = checkProperties(CONTAINERIZED_WORKLOAD, spec, written, root, options)
  if (results.some(({ severity }) => severity === 'error')) return results
  const { containers } = spec as { containers: Parameters<typeof checkContainerized>[0] }
  return [...results, ...checkContainerized(containers, (path) => place(written, [...root, ...path]))]
}
