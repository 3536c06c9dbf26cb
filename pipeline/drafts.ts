/**
 * Comments that functions add on the way. A resource that gets some has a draft from then on: its text with them, from which all later
 * changes are edits, so that a comment follows its field as those of the files do.
 */

import type { FieldComment, NewComments, Texts } from '../src/krm/comment.ts'
import { equal } from '../src/krm/equal.ts'
import { annotation, INDEX, type KrmResource, withAnnotations } from '../src/krm/resource.ts'
import { readComments, withComments } from '../src/text/comments.ts'
import { editDocument } from '../src/text/document.ts'
import { DRAFT, type Drafts, persistent, placeKey, type Source, type SourceOf, textOf } from './output.ts'

export function withDrafts(drafts: Drafts, comments: NewComments | undefined, source: SourceOf): Drafts {
  if (!comments || comments.size === 0) return drafts
  const fresh = [...comments].flatMap(([item, wanted]): [string, Source][] => {
    const text = textOf(item, source(item))
    const missing = missingIn(text, wanted)
    if (missing.length === 0) return []
    const document = { text: withComments(text, missing), line: 1 }
    return [[placeKey(item), { document, value: persistent(item) }]]
  })
  return fresh.length === 0 ? drafts : new Map([...drafts, ...fresh])
}

/** New resources that have drafts, so that these are found again when a name or namespace changes. */
export function followed(items: readonly KrmResource[], drafts: Drafts): readonly KrmResource[] {
  if (drafts.size === 0) return items
  return items.map((item) => {
    const isKnown = annotation(item, INDEX) !== undefined || annotation(item, DRAFT) !== undefined
    return isKnown || !drafts.has(placeKey(item)) ? item : withAnnotations(item, { [DRAFT]: placeKey(item) })
  })
}

function missingIn(text: string, wanted: readonly FieldComment[]): readonly FieldComment[] {
  if (wanted.length === 0) return wanted
  const known = readComments(text)
  return wanted.filter((one) => !known.some((other) => other.text === one.text && equal(other.path, one.path)))
}

/** What functions may ask about the texts that resources come from. Each text is looked at when it is asked for, and once. */
export function textsFrom(source: SourceOf): Texts {
  const known = new WeakMap<KrmResource, readonly FieldComment[]>()
  const read = (item: KrmResource) => {
    const from = source(item)
    return from ? readComments(textOf(item, from)) : []
  }
  return {
    comments: {
      of: (item) => {
        const comments = known.get(item) ?? read(item)
        known.set(item, comments)
        return comments
      },
    },
    textOf: (item, known = item) => {
      const from = source(known)
      return from && editDocument(from.document, from.value, item)
    },
  }
}
