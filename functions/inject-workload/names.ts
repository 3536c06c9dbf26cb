/** A patch may rename its workload: then the traits that are still to come must find it under its new name. */
import { equal } from '../../src/krm/equal.ts'
import { describe, identity, type KrmResource, ownNamespace } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Played } from './component.ts'

/** `items` with the workload references of traits of renamed workloads as they are now. */
export function followNames(items: readonly KrmResource[], played: readonly Played[]): readonly KrmResource[] {
  const renamed = played.filter(isRenamed)
  return renamed.length === 0 ? items : items.map((item) => renamed.reduce(follow, item))
}

function isRenamed({ workload: { before, after } }: Played): boolean {
  return identity(before) !== identity(after)
}

function follow(item: KrmResource, { trait, workload: { after } }: Played): KrmResource {
  const spec = item.spec as { readonly workloadRef?: unknown } | undefined
  const isSibling = item.apiVersion === trait.resource.apiVersion && item.kind === trait.resource.kind
  if (!isSibling || ownNamespace(item) !== ownNamespace(trait.resource)) return item
  if (!equal(spec?.workloadRef, trait.workloadRef)) return item
  const { apiVersion, kind, metadata } = after
  return { ...item, spec: { ...spec, workloadRef: { apiVersion, kind, name: metadata.name } } }
}

/** Code `workload-name-taken`. */
export function checkNames(played: readonly Played[], items: readonly KrmResource[]): readonly Result[] {
  return played.filter(isRenamed).flatMap(({ trait, workload: { before, after } }) => {
    const rivals = [...items, ...played.map(({ workload }) => workload.after)]
    const rival = rivals.find((item) => item !== after && item !== before && identity(item) === identity(after))
    if (!rival) return []
    const message = `the traits of component "${trait.component}" rename its workload to ${describe(after)}, which is there already`
    return [error('workload-name-taken', trait.at(), message, 'give it another name')]
  })
}
