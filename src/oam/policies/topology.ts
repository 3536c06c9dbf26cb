/** Policy `topology`: the namespace is set here; which clusters a manifest goes to is up to who deploys it. */
import { info, type Result } from '../../krm/result.ts'
import { placeOf } from '../spot.ts'
import type { Policy } from './policy.ts'

export function namespaceOf({ properties }: Policy): string | undefined {
  const { namespace } = (properties ?? {}) as { readonly namespace?: string }
  return namespace || undefined
}

const CLUSTERS = ['clusters', 'clusterLabelSelector', 'clusterSelector']

/** Code `topology-clusters`. */
export function checkTopology({ name, properties = {}, propertiesAt }: Policy): readonly Result[] {
  return CLUSTERS.filter((field) => properties[field] !== undefined).map((field) => {
    const message = `topology "${name}": to which clusters the manifests go is decided where they are deployed from`
    return info('topology-clusters', placeOf(propertiesAt, field), message)
  })
}
