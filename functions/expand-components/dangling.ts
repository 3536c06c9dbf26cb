/** Selectors and references of bystanders that meant a workload which this run prunes, and now mean nothing. */
import { isObject } from '../../src/krm/check.ts'
import { getIn } from '../../src/krm/field-path.ts'
import { generatedBy } from '../../src/krm/origin.ts'
import { describe, group, identity, type KrmResource, type StringMap } from '../../src/krm/resource.ts'
import { place, type Result, warning } from '../../src/krm/result.ts'

/** Code `selector-dangling`. */
export function findDangling(before: readonly KrmResource[], after: readonly KrmResource[]): readonly Result[] {
  const workloads = before.filter((item) => generatedBy(item) && podLabels(item))
  if (workloads.length === 0) return []
  const still = new Set(after.map(identity))
  const pruned = workloads.filter((item) => !still.has(identity(item)))
  if (pruned.length === 0) return []
  const living = after.filter(podLabels)
  return after
    .filter((item) => !generatedBy(item))
    .flatMap((item) => {
      const lost = pruned.find((workload) => means(item, workload))
      if (!lost || living.some((workload) => means(item, workload))) return []
      const message = `${describe(item)} selects the pods of ${describe(lost)}, which is gone, and no others`
      return [
        warning('selector-dangling', place(item, ['spec']), message, 'let it select another workload, or remove it'),
      ]
    })
}

function podLabels(item: KrmResource): StringMap | undefined {
  const labels = getIn(item, ['spec', 'template', 'metadata', 'labels'])
  return isObject(labels) ? (labels as StringMap) : undefined
}

function means(item: KrmResource, workload: KrmResource): boolean {
  if ((item.metadata.namespace ?? '') !== (workload.metadata.namespace ?? '')) return false
  const target = getIn(item, ['spec', 'scaleTargetRef'])
  if (isObject(target)) return target.kind === workload.kind && target.name === workload.metadata.name
  const selector = selectorOf(item)
  const labels = podLabels(workload) ?? {}
  return selector !== undefined && Object.entries(selector).every(([key, value]) => labels[key] === value)
}

/** The labels that a selector asks for; undefined for none, and for one that asks for more than labels. */
function selectorOf({ apiVersion, kind, spec }: KrmResource): StringMap | undefined {
  const path = SELECTORS[`${group(apiVersion)}/${kind}`]
  const selector = path && getIn(spec, path)
  if (!isObject(selector) || Object.keys(selector).length === 0) return undefined
  if (kind === 'Service') return selector as StringMap
  return selector.matchExpressions === undefined && isObject(selector.matchLabels)
    ? (selector.matchLabels as StringMap)
    : undefined
}

const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  '/Service': ['selector'],
  'policy/PodDisruptionBudget': ['selector'],
  'networking.k8s.io/NetworkPolicy': ['podSelector'],
}
