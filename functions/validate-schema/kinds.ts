/** What we can say about a kind that has no schema. */
import { group, type KrmResource } from '../../src/krm/resource.ts'
import { knownKinds } from '../../src/schema/kubernetes.ts'
import { nearest } from '../../src/schema/nearest.ts'

/** Whether the API group is Kubernetes' own, so that a kind missing from it does not exist. */
export function isBuiltIn(apiVersion: string): boolean {
  return split().some((known) => group(known.apiVersion) === group(apiVersion))
}

/** Where the kind is to be found, or how it is spelled. */
export function unknownKindHint({ apiVersion, kind }: KrmResource): string | undefined {
  const kinds = split()
  const homes = kinds.filter((known) => known.kind === kind).map((known) => `"${known.apiVersion}"`)
  if (homes.length > 0) return `${kind} is in ${homes.join(', ')}`
  const spelled = nearest(
    kind,
    kinds.filter((known) => known.apiVersion === apiVersion).map((known) => known.kind),
  )
  return spelled === undefined ? undefined : `did you mean "${spelled}"?`
}

function split(): { readonly apiVersion: string; readonly kind: string }[] {
  return knownKinds().map((key) => {
    const at = key.lastIndexOf('/')
    return { apiVersion: key.slice(0, at), kind: key.slice(at + 1) }
  })
}
