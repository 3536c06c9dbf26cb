/** The setter comments that the fields of a resource should have. */
import { isObject } from '../../src/krm/check.ts'
import type { FieldComment } from '../../src/krm/comment.ts'
import { equal } from '../../src/krm/equal.ts'
import type { FieldPath } from '../../src/krm/field-path.ts'
import { isTracking } from '../../src/krm/origin.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { reference, setterComment } from '../../src/krm/setter.ts'
import { listKey, type Setters } from './setters.ts'

export type Commenter = (resource: KrmResource) => readonly FieldComment[]

/** A comment ends with its line, and some characters cannot stand in one. */
const UNWRITABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/

export function commenter({ texts, lists }: Setters): Commenter {
  const replace = replacer(texts)
  const visit = (value: unknown, path: FieldPath): readonly FieldComment[] => {
    if (Array.isArray(value)) {
      const list = typeof path.at(-1) === 'number' ? undefined : lists.find(({ items }) => equal(items, listKey(value)))
      return [
        ...(list ? [{ path, text: setterComment(reference(list.name)) }] : []),
        ...value.flatMap((item, i) => visit(item, [...path, i])),
      ]
    }
    if (isObject(value)) return Object.entries(value).flatMap(([key, child]) => visit(child, [...path, key]))
    const text = String(value ?? '')
    if (text === '' || UNWRITABLE.test(text) || isOrchestrators(path)) return []
    const pattern = replace(text)
    return pattern === text ? [] : [{ path, text: setterComment(pattern) }]
  }
  return (resource) => visit(resource, [])
}

/** At each place the longest value that stands there; what was replaced is not looked at again. */
function replacer(texts: Setters['texts']): (text: string) => string {
  if (texts.length === 0) return (text) => text
  const names = new Map(texts.toReversed().map(({ name, value }) => [value, name]))
  const values = texts.map(({ value }) => value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  const anyValue = new RegExp(values.join('|'), 'g')
  return (text) => text.replace(anyValue, (value) => reference(names.get(value) ?? ''))
}

function isOrchestrators(path: FieldPath): boolean {
  return path.length === 3 && path[0] === 'metadata' && path[1] === 'annotations' && isTracking(String(path[2]))
}
