/**
 * A list as text in which each item keeps its own words: comments, quotes, order. kpt's functions get the files so, and some live by comments.
 */

import { withComments } from '../text/comments.ts'
import { splitDocuments, writeDocument } from '../text/document.ts'
import { headLength } from '../text/head.ts'
import { isJson } from '../text/json-writer.ts'
import type { NewComments } from './comment.ts'
import type { ResourceList } from './function.ts'
import type { KrmResource } from './resource.ts'
import { commentsByItem, toWire } from './wire.ts'

/** Who will read the list: programs read YAML 1.1 or 1.2, hydroam and kpt what Kubernetes reads. */
export type Readers = 'any' | 'kubernetes'

/** `config.kubernetes.io/v1`, as writeResourceList writes it where nothing is known of the texts. */
export function writeListInWords(list: ResourceList, readers: Readers = 'any'): string {
  const { items, ...rest } = toWire(list) as { readonly items: readonly object[] }
  const { apiVersion, kind, ...behind } = rest as { readonly apiVersion: string; readonly kind: string }
  if (items.length === 0 || !list.texts) return writeDocument({ apiVersion, kind, items, ...behind })
  const texts = items.map((item, i) => asListItem(itemText(item, list.items[i] as KrmResource, list, readers)))
  const tail = Object.keys(behind).length > 0 ? writeDocument(behind) : ''
  return `${writeDocument({ apiVersion, kind })}items:\n${texts.join('')}${tail}`
}

/** Ends in a line break. */
function itemText(value: object, item: KrmResource, { texts }: ResourceList, readers: Readers): string {
  const body = bodyOf(texts?.textOf(item) ?? '')
  return isPortable(body, readers) ? `${body}\n` : withComments(writeDocument(value), texts?.comments.of(item) ?? [])
}

/** A document's lines without its separator, and without the blank ones around them. */
function bodyOf(text: string): string {
  const unix = text.replaceAll('\r\n', '\n')
  return unix.slice(headLength(unix)).replace(/^(?:[ \t]*\n)+|(?<!\n)\n+$/g, '')
}

/** What one YAML reads so and another otherwise, as key or value: `yes`, `0644`, `1_000`, `1:30`, dates, `<<`, tags. */
const ODD_WORD =
  /(?:^[ \t]*|[-:,?[{][ \t]+|[,[{])(?:!|(?:y|yes|n|no|on|off|<<|[-+]?0[0-9_box][0-9a-f_]*|[-+]?[0-9][0-9.]*[_:][0-9_:.]+|[0-9]{4}-[0-9]+-[0-9]\S*)[ \t]*(?:[#,\]}]|:(?:[ \t]|$)|$))/im
/** What cannot stand in a list: directives, document ends, and blank lines at an end that count. */
const OWN_DOCUMENT = /^(?:%|---|\.\.\.(?:\s|$))|[|>][0-9]*\+/m

function isPortable(body: string, readers: Readers): boolean {
  if (!/^\S/.test(body) || isJson(body) || OWN_DOCUMENT.test(body)) return false
  return readers === 'kubernetes' || !ODD_WORD.test(body)
}

function asListItem(text: string): string {
  return `  - ${text.slice(0, -1).replace(/\n(?=[^\n])/g, '\n    ')}\n`
}

/** The comments that a program may have added to the list that it was sent: all of its answer's, or none where it has no comment of its own. */
export function addedComments(sent: string, answered: string, items: readonly KrmResource[]): NewComments {
  if (!hasMore(answered, sent)) return new Map()
  const list = splitDocuments(answered).find(({ text }) => /^items:/m.test(text))
  return list ? commentsByItem(list.text, items) : new Map()
}

/** Whether some text that may be a comment stands in `text` more often than in `other`. */
function hasMore(text: string, other: string): boolean {
  if (!text.includes('#')) return false
  const counts = new Map<string, number>()
  for (const hit of hits(other)) counts.set(hit, (counts.get(hit) ?? 0) + 1)
  return hits(text).some((hit) => {
    const left = counts.get(hit) ?? 0
    counts.set(hit, left - 1)
    return left <= 0
  })
}

function hits(text: string): readonly string[] {
  return (text.match(/(?:^|[ \t])#.*$/gm) ?? []).map((hit) => hit.trim())
}
