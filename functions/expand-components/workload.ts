/** What workloads of v1beta1 components have in common: how they know their pods, and the pods' template. */
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'
import { APP_NAME, COMPONENT, REVISION } from '../../src/oam/contract.ts'
import type { Context } from '../../src/oam/definition.ts'
import { present } from './rendering.ts'

export interface PodMetadata {
  readonly labels?: StringMap
  readonly annotations?: StringMap
  /** Of no effect without a revision: KubeVela counts them, a package does not. */
  readonly addRevisionLabel?: boolean
}

/**
 * KubeVela's selector is the component alone. A selector is immutable, so a running application could not be taken over with any other.
 */
export function selector({ name }: Context): StringMap {
  return { [COMPONENT]: name }
}

export function podMetadata({ appName, name, revision }: Context, metadata: PodMetadata): object {
  const { labels, annotations, addRevisionLabel } = metadata
  const revised = addRevisionLabel && revision ? { [REVISION]: revision } : {}
  return present({ labels: { ...labels, [APP_NAME]: appName, [COMPONENT]: name, ...revised }, annotations })
}

/** A workload that keeps pods running. Without `replicas`: how many pods run is a trait's to say. */
export function controller(kind: string, context: Context, metadata: PodMetadata, spec: object): KrmResource {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: context.name },
    spec: {
      selector: { matchLabels: selector(context) },
      template: { metadata: podMetadata(context, metadata), spec },
    },
  }
}
