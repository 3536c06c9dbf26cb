/** One result for each field that was found. Codes: `field-found`, `field-changed`, `regex-matches-part`. */
import { equal } from '../../src/krm/equal.ts'
import { type FieldPath, formatFieldPath } from '../../src/krm/field-path.ts'
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { info, place, type Result, warning } from '../../src/krm/result.ts'

/** A resource afterwards, and what there is to say. */
export interface Handled {
  readonly resource: KrmResource
  readonly results: readonly Result[]
}

function found(resource: KrmResource, path: FieldPath, value: unknown): Result {
  const message = `\`${formatFieldPath(path)}\` of ${describe(resource)} is ${shown(value)}`
  return { ...info('field-found', place(resource), message), field: { path, currentValue: value } }
}

export function changed(resource: KrmResource, path: FieldPath, old: unknown, value: unknown): Result {
  if (equal(old, value)) return found(resource, path, value)
  const was = old === undefined ? '' : `, it was ${shown(old)}`
  const message = `\`${formatFieldPath(path)}\` of ${describe(resource)} is now ${shown(value)}${was}`
  const field = { path, ...(old === undefined ? {} : { currentValue: old }), proposedValue: value }
  return { ...info('field-changed', place(resource), message), field }
}

const PART = 'regex-matches-part'

export function inPart(resource: KrmResource, path: FieldPath, value: unknown): Result {
  const message = `\`by-value-regex\` matches only a part of ${shown(value)} in \`${formatFieldPath(path)}\` of ${describe(resource)}, so it is left alone`
  const hint = 'it must match the whole value: write .* before and behind it to replace such values'
  return { ...warning('regex-matches-part', place(resource), message, hint), field: { path, currentValue: value } }
}

/** One warning for all the values of which only a part matches. */
export function summed(results: readonly Result[]): readonly Result[] {
  const [first, ...others] = results.filter(({ code }) => code === PART)
  const rest = results.filter(({ code }) => code !== PART)
  if (!first) return rest
  const more = others.length === 0 ? '' : `; the same with ${others.length} more`
  return [...rest, { ...first, message: `${first.message}${more}` }]
}

/** A whole file in one field would drown the report. */
const LONGEST = 100

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  const text = String(value)
  return `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}"`
}
