/**
 * An item of a list that a program wrote. kpt takes the text of every annotation, and many generators write `index: 0`: what the annotations of
 * the function contract say in numbers and truth values is text to it, and null is nothing. Other annotations must be text, or Kubernetes refuses them.
 */
import { asResource, isObject } from './check.ts'
import type { Place } from './result.ts'

/** KRM Functions Specification, "internal annotations", kpt's `internal.config.k8s.io` and what both replaced. */
const CONTRACT = /^(?:internal\.)?config\.(?:kubernetes|k8s)\.io\//

/** Codes: those of asResource. */
export function asItem(value: unknown, at: Place): ReturnType<typeof asResource> {
  const read = asResource(value, at)
  if ('resource' in read || !isObject(value) || !isObject(value.metadata)) return read
  const { metadata } = value
  const annotations = isObject(metadata.annotations) ? withTexts(metadata.annotations) : undefined
  return annotations ? asResource({ ...value, metadata: { ...metadata, annotations } }, at) : read
}

function withTexts(annotations: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(annotations).flatMap(([key, value]): [string, unknown][] => {
    if (typeof value === 'object' ? value !== null : typeof value === 'string') return [[key, value]]
    if (!CONTRACT.test(key)) return [[key, value]]
    return value === null ? [] : [[key, String(value)]]
  })
  return Object.fromEntries(entries)
}
