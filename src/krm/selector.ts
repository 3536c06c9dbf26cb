/**
 * Which resources a function gets. kpt `pkg/api/kptfile/v1` Selector: every field compares by exact equality, the fields of one selector
 * must all fit, and one of the selectors must. No selector selects everything; an empty exclusion excludes nothing.
 */
import type { KrmResource, StringMap } from './resource.ts'

export interface Selector {
  readonly apiVersion?: string
  readonly kind?: string
  readonly name?: string
  readonly namespace?: string
  readonly labels?: StringMap
  readonly annotations?: StringMap
}

export const SELECTOR_FIELDS = ['apiVersion', 'kind', 'name', 'namespace', 'labels', 'annotations'] as const

export function isSelected(
  item: KrmResource,
  selectors: readonly Selector[],
  exclusions: readonly Selector[],
): boolean {
  const selected = selectors.length === 0 || selectors.some((selector) => fits(item, selector))
  return selected && !exclusions.some((selector) => Object.keys(selector).length > 0 && fits(item, selector))
}

function fits({ apiVersion, kind, metadata }: KrmResource, selector: Selector): boolean {
  const { name, namespace, labels, annotations } = metadata
  const is = { apiVersion, kind, name, namespace }
  return (
    (['apiVersion', 'kind', 'name', 'namespace'] as const).every(
      (field) => !selector[field] || selector[field] === is[field],
    ) &&
    holds(labels ?? {}, selector.labels) &&
    holds(annotations ?? {}, selector.annotations)
  )
}

function holds(map: StringMap, wanted: StringMap = {}): boolean {
  return Object.entries(wanted).every(([key, value]) => map[key] === value)
}
