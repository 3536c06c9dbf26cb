/** What everything rendered for a component gets: a name, a namespace, the labels of the OAM contract, its origin. */
import { generated } from '../../src/krm/origin.ts'
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'
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

/** `name` is for a resource that has none of its own. */
export type Stamp = (resource: KrmResource, name: string, labels: StringMap, trait?: TraitUse) => KrmResource

/** v1beta1: the application's labels win, the resource's own namespace does; v1alpha2: the other way round. */
export function stamper(application: Application, component: Component, { namespaceOf }: Surroundings): Stamp {
  const { source, name: appName, namespace: appNamespace } = application
  const isAlpha = component.workload !== undefined
  const inherited = { labels: inheritedLabels(source), annotations: inheritedAnnotations(source) }
  const merge = (own: StringMap = {}, theirs: StringMap) => (isAlpha ? { ...theirs, ...own } : { ...own, ...theirs })
  const contract = {
    [APP_NAME]: appName,
    ...(appNamespace && !isAlpha ? { [APP_NAMESPACE]: appNamespace } : {}),
    [COMPONENT]: component.name,
    ...(component.revision ? { [REVISION]: component.revision } : {}),
  }
  return (resource, fallback, labels, trait) => {
    const { apiVersion, kind, metadata: given, ...body } = resource
    const { name = fallback, namespace: ownNamespace, ...own } = given
    const namespace = isAlpha ? appNamespace : (ownNamespace ?? appNamespace)
    const annotations = merge(own.annotations, inherited.annotations)
    const metadata = {
      name,
      ...(namespace && namespaceOf(resource) !== undefined ? { namespace } : {}),
      ...own,
      labels: { ...merge(own.labels, inherited.labels), ...contract, ...labels },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    }
    const from = [source.kind, appName, component.name, ...(trait ? [trait.type] : [])].join('/')
    return generated({ apiVersion, kind, metadata, ...body }, 'expand-components', from)
  }
}
