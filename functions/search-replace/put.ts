/** Sets one field, and makes it where it is missing. */
import { isObject } from '../../src/krm/check.ts'
import { type FieldPath, FieldPathError, formatFieldPath, getIn, setIn } from '../../src/krm/field-path.ts'
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { error, place } from '../../src/krm/result.ts'
import { newValue } from './new-value.ts'
import { changed, type Handled } from './report.ts'

export function putInto(resource: KrmResource, keys: FieldPath, text: string): Handled {
  const path = concrete(resource, keys)
  const old = getIn(resource, path)
  if (isObject(old) || Array.isArray(old)) return blocked(resource, keys, path, Array.isArray(old) ? A_LIST : A_MAP)
  const value = newValue(text, old, resource.kind, path)
  if (old === value) return { resource, results: [changed(resource, path, old, value)] }
  try {
    const next = setIn(resource, path, value) as KrmResource
    return { resource: next, results: [changed(resource, path, old, value)] }
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    return blocked(resource, keys, path, {
      why: cause.message,
      hint: 'a field is made in an object only; an element of a list is written `a[0]`',
    })
  }
}

interface Reason {
  readonly why: string
  readonly hint: string
}

const A_LIST: Reason = {
  why: 'a list stands there',
  hint: 'name an element of the list, as in `a[0]`, or a field of one',
}
const A_MAP: Reason = { why: 'a map stands there', hint: 'name a field of the map: the path is too short' }

/** The catalogue: wrong node kind. */
function blocked(resource: KrmResource, keys: FieldPath, path: FieldPath, { why, hint }: Reason): Handled {
  const message = `\`${formatFieldPath(keys)}\` cannot be set in ${describe(resource)}: ${why}`
  return { resource, results: [error('path-blocked', place(resource, path), message, hint)] }
}

/** A number is an index where a list stands, as in the catalogue. */
function concrete(resource: KrmResource, keys: FieldPath): FieldPath {
  const path: (string | number)[] = []
  for (const key of keys) {
    const list = getIn(resource, path)
    const isIndex = Array.isArray(list) && /^\d+$/.test(String(key)) && Number(key) < list.length
    path.push(isIndex ? Number(key) : key)
  }
  return path
}
