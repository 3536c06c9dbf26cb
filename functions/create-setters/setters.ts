/** Setters by what they stand for: a part of a text, or a whole list. Codes: `setters-missing`, `setter-invalid`. */
import type { StringMap } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import { readDocument } from '../../src/text/document.ts'

export interface Setters {
  /** Longer values first, so that none hides behind a part of itself. */
  readonly texts: readonly { readonly name: string; readonly value: string }[]
  readonly lists: readonly { readonly name: string; readonly items: readonly string[] }[]
}

export function readSetters(data: StringMap): Setters | { readonly results: readonly Result[] } {
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))
  if (entries.length === 0)
    return { results: [error('setters-missing', {}, 'create-setters has no setters to create', MISSING_HINT)] }
  const read = entries.map(([name, text]) => ({ name, text, value: readDocument({ text, line: 1 }).value }))
  const wrong = read.filter(({ value, text }) => text === '' || isMap(value)).map(({ name }) => invalid(name))
  if (wrong.length > 0) return { results: wrong }
  const texts = read.filter(({ value }) => !Array.isArray(value)).map(({ name, text }) => ({ name, value: text }))
  return {
    texts: texts.sort((a, b) => b.value.length - a.value.length),
    lists: read.flatMap(({ name, value }) => (Array.isArray(value) ? [{ name, items: listKey(value) }] : [])),
  }
}

const MISSING_HINT = 'write them under `data` of the ConfigMap: a name, and the value that fields have now'

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(name: string): Result {
  const hint = 'in quotes, what looks like a map is text'
  return error('setter-invalid', {}, `the value of setter "${name}" must be text or a list, not a map or nothing`, hint)
}

/** Lists are the same setter's in any order. */
export function listKey(items: readonly unknown[]): readonly string[] {
  return items.map((item) => (typeof item === 'object' ? '' : String(item))).sort()
}
