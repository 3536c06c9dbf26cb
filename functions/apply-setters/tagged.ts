/** The fields of a resource whose comments ask for one of the setters that are given. */
import { isObject } from '../../src/krm/check.ts'
import type { FieldComment } from '../../src/krm/comment.ts'
import { type FieldPath, getIn } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { patternOf, settersIn } from '../../src/krm/setter.ts'

export interface Tagged {
  readonly path: FieldPath
  readonly pattern: string
  readonly value: unknown
  /** Whatever is put there is text. */
  readonly isText: boolean
}

/** A whole list is meant by the comment behind its key; a comment behind the key of a map means nothing. */
export function taggedFields(
  resource: KrmResource,
  comments: readonly FieldComment[],
  isGiven: (setter: string) => boolean,
): readonly Tagged[] {
  const tagged = comments.flatMap(({ path, text, isText = false }): Tagged[] => {
    const pattern = patternOf(text)
    const value = getIn(resource, path)
    if (pattern === undefined || value === undefined || isObject(value)) return []
    if (Array.isArray(value) && typeof path.at(-1) === 'number') return []
    return settersIn(pattern).some(isGiven) ? [{ path, pattern, value, isText }] : []
  })
  // A list that is set has no items of before.
  const lists = tagged.filter(({ value }) => Array.isArray(value)).map(({ path }) => path)
  return tagged.filter(({ path }) => !lists.some((list) => path.length > list.length && begins(path, list)))
}

function begins(path: FieldPath, ancestor: FieldPath): boolean {
  return ancestor.every((key, i) => path[i] === key)
}
