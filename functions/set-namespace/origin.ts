/** Where a resource came from upstream, which kpt notes down when it copies a package: `group|kind|namespace|name`. */
import { annotation, type KrmResource } from '../../src/krm/resource.ts'

const UPSTREAM = 'internal.kpt.dev/upstream-identifier'

export function originOf(resource: KrmResource): { readonly namespace: string; readonly name: string } | undefined {
  const [, , namespace, name, ...more] = annotation(resource, UPSTREAM)?.split('|') ?? []
  return namespace === undefined || name === undefined || more.length > 0 ? undefined : { namespace, name }
}
