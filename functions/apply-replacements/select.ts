/** Which resources a selector means; kyaml `resid/resid.go` (exact names, no expressions) and kustomize `api/filters/replacement`. */
import { group, type KrmResource } from '../../src/krm/resource.ts'
import { parseLabelSelector } from './label-selector.ts'
import type { Id, Selector } from './replacement.ts'

type Predicate = (resource: KrmResource) => boolean

const ID_FIELDS = ['group', 'version', 'kind', 'name', 'namespace'] as const

export function hasId(id: Id): Predicate {
  const version = (apiVersion: string) => apiVersion.slice(apiVersion.indexOf('/') + 1)
  return ({ apiVersion, kind, metadata }) =>
    (!id.group || id.group === group(apiVersion)) &&
    (!id.version || id.version === version(apiVersion)) &&
    (!id.kind || id.kind === kind) &&
    (!id.name || id.name === metadata.name) &&
    (!id.namespace || id.namespace === (metadata.namespace || 'default'))
}

/** Throws Refusal. A rejection by identity and one by labels each suffice, even where one selector has both. */
export function isTarget(select: Selector, reject: readonly Selector[] = []): Predicate {
  const wanted = [hasId(select), hasLabels(select)]
  const unwanted = reject.flatMap((one) => [
    ...(ID_FIELDS.some((field) => one[field]) ? [hasId(one)] : []),
    ...(one.labelSelector || one.annotationSelector ? [hasLabels(one)] : []),
  ])
  return (resource) => wanted.every((test) => test(resource)) && !unwanted.some((test) => test(resource))
}

function hasLabels({ labelSelector = '', annotationSelector = '' }: Selector): Predicate {
  const labels = parseLabelSelector(labelSelector)
  const annotations = parseLabelSelector(annotationSelector)
  return ({ metadata }) => labels(metadata.labels ?? {}) && annotations(metadata.annotations ?? {})
}
