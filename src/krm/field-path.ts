/**
 * Field paths: arrays inside, text at the edge.
 * Grammar: `spec.containers[0].env`, and `metadata.annotations[example.com/x]` for keys that hold dots
 * (crossplane-runtime v0.10 `pkg/fieldpath`, which OAM v1alpha2 parameters use; the KRM specification shows the same form).
 */
import { withField } from './with-fields.ts'

export type FieldPath = readonly (string | number)[]

/** A path that its author can fix; `offset` is the 0-based character where it goes wrong. */
export class FieldPathError extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** Crossplane allocated the array up to any index it was given (CVE-2023-27483); no real list is longer than this. */
const MAX_INDEX = 1000

const SEGMENT = /(?:\[([^[\]]*)\]|([^.[\]]+))/y

/** Reads the text form. Throws FieldPathError. */
export function parseFieldPath(text: string): FieldPath {
  const path: (string | number)[] = []
  for (let at = 0; at < text.length; ) {
    if (text[at] === '.') {
      if (at === 0 || text[at + 1] === '[') throw new FieldPathError('unexpected "."', at)
      at++
    } else if (at > 0 && text[at] !== '[') throw new FieldPathError('expected "." or "["', at)
    SEGMENT.lastIndex = at
    const match = SEGMENT.exec(text)
    if (!match) throw new FieldPathError('expected a field name', at)
    path.push(match[1] === undefined ? (match[2] as string) : bracketed(match[1], at))
    at += match[0].length
  }
  if (path.length === 0) throw new FieldPathError('a field path must not be empty', 0)
  return path
}

function bracketed(text: string, at: number): string | number {
  if (/^\d+$/.test(text)) {
    if (Number(text) > MAX_INDEX) throw new FieldPathError(`index ${text} is above the limit of ${MAX_INDEX}`, at)
    return Number(text)
  }
  const name = text.replace(/^(['"])(.*)\1$/, '$2')
  if (name === '') throw new FieldPathError('empty brackets', at)
  return name
}

export function formatFieldPath(path: FieldPath): string {
  return path.map(segmentText).join('')
}

function segmentText(segment: string | number, position: number): string {
  if (typeof segment === 'number' || /[.[\]]/.test(segment)) return `[${segment}]`
  return position === 0 ? segment : `.${segment}`
}

/** The value at `path`, or undefined where the path leads nowhere. */
export function getIn(value: unknown, path: FieldPath): unknown {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = (current as Record<string | number, unknown>)[key]
  }
  return current
}

/** The text at a path; undefined for anything else, which may not even have a text. */
export function textIn(value: unknown, path: FieldPath): string | undefined {
  const found = getIn(value, path)
  return typeof found === 'string' ? found : undefined
}

/**
 * A copy of `value` with `leaf` at `path`: missing objects and lists appear, lists grow with null.
 * Throws FieldPathError where the path meets a value of the other shape.
 */
export function setIn(value: unknown, path: FieldPath, leaf: unknown, depth = 0): unknown {
  const key = path[depth]
  if (key === undefined) return leaf
  if (typeof key === 'number') {
    if (value !== undefined && value !== null && !Array.isArray(value)) throw notA('a list', path, depth)
    const list: unknown[] = Array.isArray(value) ? [...value] : []
    while (list.length < key) list.push(null)
    list[key] = setIn(list[key], path, leaf, depth + 1)
    return list
  }
  if (value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value)))
    throw notA('an object', path, depth)
  const object = (value ?? {}) as Record<string, unknown>
  const child = setIn(Object.hasOwn(object, key) ? object[key] : undefined, path, leaf, depth + 1)
  return withField(object, key, child)
}

/** Throws the FieldPathError of `setIn` at this path, and copies nothing. */
export function requireSettable(value: unknown, path: FieldPath): void {
  let current = value
  for (const [depth, key] of path.entries()) {
    const isThere = current !== undefined && current !== null
    if (typeof key === 'number') {
      if (isThere && !Array.isArray(current)) throw notA('a list', path, depth)
    } else if (isThere && (typeof current !== 'object' || Array.isArray(current))) throw notA('an object', path, depth)
    current = getIn(current, [key])
  }
}

function notA(shape: string, path: FieldPath, depth: number): FieldPathError {
  return new FieldPathError(`${formatFieldPath(path.slice(0, depth)) || 'the value'} is not ${shape}`, depth)
}
