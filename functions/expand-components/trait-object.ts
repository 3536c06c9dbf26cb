/** A trait that is an object with a controller of its own passes through, with its workload reference set where its definition says. */
import { getIn, parseFieldPath, setIn } from '../../src/krm/field-path.ts'
import { group, type KrmResource } from '../../src/krm/resource.ts'
import type { Component } from '../../src/oam/application.ts'
import { isOam } from '../../src/oam/application.ts'

export function renderTraitObject(
  object: KrmResource,
  component: Component,
  workload: KrmResource,
  items: readonly KrmResource[],
): KrmResource {
  const name = object.metadata.name ?? `${component.name}-${object.kind.toLowerCase()}`
  const named = { ...object, metadata: { ...object.metadata, name } }
  return withWorkloadReference(named, workload, workloadRefPath(object, items))
}

export function withWorkloadReference(
  object: KrmResource,
  workload: KrmResource,
  path: string | undefined,
): KrmResource {
  if (!path) return object
  const { apiVersion, kind, metadata } = workload
  return setIn(object, parseFieldPath(path), { apiVersion, kind, name: metadata.name }) as KrmResource
}

/** `workloadRefPath` of the TraitDefinition whose `definitionRef` names the object's CRD, `<plural>.<group>`. */
function workloadRefPath(object: KrmResource, items: readonly KrmResource[]): string | undefined {
  const names = plurals(object.kind.toLowerCase()).map((plural) => `${plural}.${group(object.apiVersion)}`)
  const definition = items.find((item) => {
    return (
      isOam(item) &&
      item.kind === 'TraitDefinition' &&
      names.includes(String(getIn(item, ['spec', 'definitionRef', 'name'])))
    )
  })
  return getIn(definition, ['spec', 'workloadRefPath']) as string | undefined
}

/** Kubernetes' own guess at a plural (apimachinery `meta.UnsafeGuessKindToResource`), and the word itself. */
function plurals(kind: string): readonly string[] {
  if (/s$/.test(kind)) return [`${kind}es`, kind]
  return [kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`, kind]
}
