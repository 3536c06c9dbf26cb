/** The Deployment around the pod of a v1beta1 component. */
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'
import type { Application, Component } from '../../src/oam/application.ts'
import { APP_NAME, COMPONENT } from '../../src/oam/contract.ts'
import { present } from './rendering.ts'

/**
 * KubeVela's selector is the component alone. A selector is immutable, so a running application could not be taken over with any other.
 */
export function selector(component: Component): StringMap {
  return { [COMPONENT]: component.name }
}

/** Without `replicas`: how many pods run is a trait's to say. */
export function deployment(
  component: Component,
  application: Application,
  spec: object,
  pod: { readonly labels?: StringMap | undefined; readonly annotations?: StringMap | undefined } = {},
): KrmResource {
  const labels = { ...pod.labels, [APP_NAME]: application.name, [COMPONENT]: component.name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {},
    spec: {
      selector: { matchLabels: selector(component) },
      template: { metadata: present({ labels, annotations: pod.annotations }), spec },
    },
  }
}
