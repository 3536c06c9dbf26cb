/** What hydroam writes on a resource, and no patch may see or change: labels of the contract, inherited metadata, origin and place. */
import { asResource } from '../../src/krm/check.ts'
import { GENERATED_BY, GENERATED_FROM, isTracking } from '../../src/krm/origin.ts'
import {
  annotationsOf,
  type KrmResource,
  LOCAL_CONFIG,
  labelsOf,
  type StringMap,
  withoutAnnotations,
} from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import { RESOURCE_TYPE, TRAIT_RESOURCE, TRAIT_TYPE, WORKLOAD_TYPE } from '../../src/oam/contract.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'

const TYPES = [RESOURCE_TYPE, WORKLOAD_TYPE, TRAIT_TYPE, TRAIT_RESOURCE]

/** Without origin and place, so that a patch of the annotations finds those of the manifest. */
export function bare(item: KrmResource): KrmResource {
  return withoutAnnotations(item, isOurs)
}

function isOurs(key: string): boolean {
  return key === GENERATED_BY || key === GENERATED_FROM || isTracking(key)
}

/**
 * The patched resource with the contract's labels and what it inherits from its application as they were: an OAM runtime stamps
 * them last. A trait inherits the same ones, so it says which they are.
 */
export function restored(resource: KrmResource, before: KrmResource, trait: Trait): KrmResource {
  const [inheritedLabels, inherited] = [labelsOf(trait.resource), annotationsOf(trait.resource)]
  const labels = pick(labelsOf(before), (key) => TYPES.includes(key) || Object.hasOwn(inheritedLabels, key))
  const isStamped = (key: string) => isOurs(key) || (key !== LOCAL_CONFIG && Object.hasOwn(inherited, key))
  const annotations = pick(annotationsOf(before), isStamped)
  return {
    ...resource,
    metadata: {
      ...resource.metadata,
      labels: { ...resource.metadata.labels, ...labels },
      annotations: { ...resource.metadata.annotations, ...annotations },
    },
  }
}

function pick(map: StringMap, isWanted: (key: string) => boolean): StringMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => isWanted(key)))
}

/** Code `resource-unsound`: a patch may leave something that is no resource any more. */
export function checkResource(patched: unknown, trait: Trait): readonly Result[] {
  const checked = asResource(patched, {})
  if ('resource' in checked) return []
  const message = `${trait.title} leaves no sound resource: ${checked.result.message}`
  const hint = 'a resource needs its apiVersion, kind and name, and text in its labels and annotations'
  return [error('resource-unsound', trait.at(), message, hint)]
}
