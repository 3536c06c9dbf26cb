/** What everything rendered for a component gets: a name, a namespace, the labels of the OAM contract, its origin. */
import { originOf } from '../../src/krm/origin.ts'
import { annotationsOf, type KrmResource, labelsOf, type StringMap } from '../../src/krm/resource.ts'
import type { Application, Component, TraitUse } from '../../src/oam/application.ts'
import {
  APP_NAME,
  APP_NAMESPACE,
  COMPONENT,
  inheritedAnnotations,
  inheritedLabels,
  REVISION,
} from '../../src/oam/contract.ts'
import type { Surroundings } from './surroundings.ts'

export interface Stamper {
  /** `name` is for a resource that has none of its own. */
  readonly stamp: (resource: KrmResource, name: string, labels: StringMap, trait?: TraitUse) => KrmResource
  /** What a resource without labels of its own gets besides `labels`. */
  readonly labelled: (labels: StringMap) => StringMap
  /** What every resource inherits. */
  readonly annotations: StringMap
}

/** v1beta1: the application's labels win, the resource's own namespace does; v1alpha2: the other way round. */
export function stamper(application: Application, component: Component, { namespaceOf }: Surroundings): Stamper {
  const { source, name: appName, namespace: appNamespace } = application
  const isAlpha = component.workload !== undefined
  const inherited = { labels: inheritedLabels(source), annotations: inheritedAnnotations(source) }
  const merge = (own: StringMap, theirs: StringMap) => (isAlpha ? { ...theirs, ...own } : { ...own, ...theirs })
  const contract = {
    [APP_NAME]: appName,
    ...(appNamespace && !isAlpha ? { [APP_NAMESPACE]: appNamespace } : {}),
    [COMPONENT]: component.name,
    ...(component.revision ? { [REVISION]: component.revision } : {}),
  }
  const from = [source.kind, appName, component.name].join('/')
  return {
    annotations: inherited.annotations,
    labelled: (labels) => ({ ...inherited.labels, ...contract, ...labels }),
    stamp: (resource, fallback, labels, trait) => {
      const { apiVersion, kind, metadata: given, ...body } = resource
      const { name = fallback, namespace: ownNamespace, ...own } = given
      const namespace = isAlpha ? appNamespace : (ownNamespace ?? appNamespace)
      const origin = originOf('expand-components', trait ? `${from}/${trait.type}` : from)
      const metadata = {
        name,
        ...(namespace && namespaceOf(resource) !== undefined ? { namespace } : {}),
        ...own,
        labels: { ...merge(labelsOf(resource), inherited.labels), ...contract, ...labels },
        annotations: { ...merge(annotationsOf(resource), inherited.annotations), ...origin },
      }
      return { apiVersion, kind, metadata, ...body }
    },
  }
}
