/** Edits of flow collections: entries keep their text, and the comments between them. Found in the library's tree. */
import { type CST, isAlias, isCollection, isMap, isScalar, type Node, Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { equal } from '../krm/equal.ts'
import { align } from './alignment.ts'
import { flowNode, flowScalar } from './flow-writer.ts'
import { restyle, SHORT } from './inline-editor.ts'
import { textOfKey } from './library-reader.ts'
import { type Fields, isFields } from './map-changes.ts'
import { isMergeKey } from './tree-value.ts'
import { Unsupported, unsupported } from './unsupported.ts'
import { isBlock } from './writer.ts'

type Collection = YAMLMap | YAMLSeq

/** What stands between two entries is a comma, and what goes with the one or the other. */
interface Piece {
  /** Line breaks, blanks and comments in front of it. */
  readonly lead: string
  readonly text: string
  /** Its comment, on its line behind the comma. */
  readonly comment: string
}

interface FlowEntry {
  readonly key: string | undefined
  readonly at: number
  readonly end: number
  readonly node: Node | null
}

interface Flow {
  readonly text: string
  readonly isSettled: boolean
  /** Inside of the braces of what is new, as the outermost collection says on one line; undefined where each says its own. */
  readonly gap?: string
}

/** The text of a collection with another value of the same kind; undefined where it cannot be edited so, or would be too long. */
export function editFlow(
  text: string,
  node: Collection,
  before: unknown,
  after: unknown,
  isSettled: boolean,
): string | undefined {
  try {
    const old = oldText(text, node)
    const edited = collection(
      { text, isSettled, ...(old.includes('\n') ? {} : { gap: gapIn(text, node) }) },
      node,
      before,
      after,
    )
    return edited.includes('\n') || edited.length <= Math.max(SHORT, old.length * 2) ? edited : undefined
  } catch (cause) {
    if (cause instanceof Unsupported) return undefined
    throw cause
  }
}

/** From the opening bracket to the closing one: the comment behind that is among its tokens too. */
export function commentsIn(node: Collection): readonly string[] {
  const found: string[] = []
  const end = node.range?.[1] ?? 0
  const look = (token: CST.Token | null | undefined): void => {
    if (!token) return
    if (token.type === 'comment' && token.offset < end) found.push(token.source)
    if (!('items' in token)) return
    for (const { start, key, sep = [], value } of token.items)
      for (const one of [...start, key, ...sep, value]) look(one)
    if (token.type === 'flow-collection') token.end.forEach(look)
  }
  look(node.srcToken)
  return found
}

function oldText(text: string, { range }: Collection): string {
  return range ? text.slice(range[0], range[1]) : unsupported('a node without a place')
}

function collection(flow: Flow, node: Collection, before: unknown, after: unknown): string {
  if (isMap(node) && isFields(before) && isFields(after)) return fields(flow, node, before, after)
  if (!isMap(node) && Array.isArray(before) && Array.isArray(after)) return items(flow, node as YAMLSeq, before, after)
  return unsupported('a flow collection of another kind')
}

function fields(flow: Flow, node: YAMLMap, before: Fields, after: Fields): string {
  const entries = entriesOf(node)
  if (entries.some(({ key }) => key === undefined)) return unsupported('a key that is no text')
  const written = new Map(entries.map((entry, i) => [entry.key, i]))
  const present = Object.keys(after).filter((key) => after[key] !== undefined)
  const isPresent = new Set(present)
  const texts = entries.map((entry) => {
    const { key = '' } = entry
    return Object.hasOwn(after, key) ? entryText(flow, entry, before[key], after[key]) : ''
  })
  const behind = new Map<string | undefined, string[]>()
  let anchor: string | undefined
  for (const key of present) {
    if (written.has(key)) anchor = key
    else behind.set(anchor, [...(behind.get(anchor) ?? []), key])
  }
  const kept = entries.flatMap(({ key = '' }) => (isPresent.has(key) ? [key] : []))
  const order = [undefined, ...kept].flatMap((key) => [...(key === undefined ? [] : [key]), ...(behind.get(key) ?? [])])
  const fresh = (key: string) => `${flowScalar(key)}: ${flowNode(after[key], gapOf(flow, node))}`
  return assembled(
    flow,
    node,
    entries,
    texts,
    order.map((key) => written.get(key) ?? { fresh: fresh(key) }),
  )
}

function items(flow: Flow, node: YAMLSeq, before: readonly unknown[], after: readonly unknown[]): string {
  const entries = entriesOf(node)
  if (entries.length !== before.length) return unsupported('a list that reads differently')
  const texts = entries.map(() => '')
  const order = align(before, after).map((origin, i) => {
    if (origin === undefined) return { fresh: flowNode(after[i], gapOf(flow, node)) }
    texts[origin] = entryText(flow, entries[origin] as FlowEntry, before[origin], after[i])
    return origin
  })
  return assembled(flow, node, entries, texts, order)
}

function gapOf({ text, gap }: Flow, node: Collection): string {
  return gap ?? gapIn(text, node)
}

function gapIn(text: string, { range }: Collection): string {
  return text[(range?.[0] ?? 0) + 1] === ' ' ? ' ' : ''
}

/** An entry with a new value. */
function entryText(flow: Flow, { at, end, node }: FlowEntry, before: unknown, after: unknown): string {
  const { text } = flow
  if (equal(before, after) || (isAlias(node) && !flow.isSettled)) return text.slice(at, end)
  if (!node?.range || (isScalar(node) && node.source === '')) return unsupported('a value that is not written')
  const [from, to] = node.range
  if (node.tag !== undefined) return unsupported('a tag')
  return text.slice(at, from) + valueText(flow, node, before, after) + text.slice(to, end)
}

function valueText(flow: Flow, node: Node, before: unknown, after: unknown): string {
  if (isCollection(node) && isBlock(after) && Array.isArray(before) === Array.isArray(after))
    return collection(flow, node as Collection, before, after)
  const isQuoted = isScalar(node) && node.type !== Scalar.PLAIN
  const old = node.range ? flow.text.slice(node.range[0], node.range[1]) : ''
  return (isQuoted && typeof after === 'string' ? restyle(old, after) : undefined) ?? flowNode(after, flow.gap ?? '')
}

function entriesOf(node: Collection): readonly FlowEntry[] {
  const { srcToken } = node
  if (srcToken?.type !== 'flow-collection') return unsupported('a collection without a place')
  const written = srcToken.items.filter(({ start, key, sep, value }) => key || sep || value || start.some(isProperty))
  if (written.length !== node.items.length) return unsupported('a collection that reads differently')
  return written.map((token, i) =>
    isMap(node) ? field(token, node.items[i]) : item(token, (node as YAMLSeq).items[i]),
  )
}

function isProperty({ type }: CST.SourceToken): boolean {
  return type === 'anchor' || type === 'tag'
}

const SEPARATES = ['space', 'newline', 'comment', 'comma']

function startOf({ start, key, value }: CST.CollectionItem): number {
  const first = start.find(({ type }) => !SEPARATES.includes(type)) ?? key ?? value
  return first?.offset ?? unsupported('an entry without a place')
}

function field(token: CST.CollectionItem, pair: unknown): FlowEntry {
  const { key, value } = pair as YAMLMap['items'][number]
  const node = (value ?? null) as Node | null
  const colon = token.sep?.findLast(({ type }) => type !== 'space' && type !== 'newline' && type !== 'comment')
  const behind = colon ? colon.offset + colon.source.length : 0
  const end = Math.max(behind, node?.range?.[1] ?? 0, (key as Node | null)?.range?.[1] ?? 0)
  return { key: isMergeKey(key) ? undefined : textOfKey(key), at: startOf(token), end, node }
}

function item(token: CST.CollectionItem, value: unknown): FlowEntry {
  if (token.sep) return unsupported('a pair in a list')
  const node = value as Node
  return { key: undefined, at: startOf(token), end: node.range?.[1] ?? unsupported('a node without a place'), node }
}

function assembled(
  { text }: Flow,
  node: Collection,
  entries: readonly FlowEntry[],
  texts: readonly string[],
  order: readonly (number | { readonly fresh: string })[],
): string {
  const [start, end] = node.range ?? unsupported('a node without a place')
  const first = entries[0]?.at ?? end - 1
  const gaps = entries.map((entry, i) => text.slice(entry.end, entries[i + 1]?.at ?? end - 1))
  if (order.length === entries.length && order.every((one, i) => one === i))
    return text.slice(start, first) + texts.map((one, i) => one + gaps[i]).join('') + text[end - 1]
  const opening = partsOf(text.slice(start + 1, first))
  const closing = partsOf(gaps.at(-1) ?? '')
  const isSpread = text.slice(start, end).includes('\n')
  const pad =
    /\n([ \t]*)$/.exec(text.slice(0, first))?.[1] ??
    `${/(?<=\n|^)[ ]*/.exec(text.slice(text.lastIndexOf('\n', start) + 1))?.[0]}  `
  const lead = isSpread ? `\n${pad}` : ' '
  if (order.length === 0 && !isSpread) return `${text[start]}${text[end - 1]}`
  const pieces = order.map((one): Piece => {
    if (typeof one !== 'number') return { lead, text: one.fresh, comment: '' }
    const parts = one === 0 ? opening : partsOf(gaps[one - 1] as string)
    return {
      lead: one === 0 ? opening.lead || opening.comment.replace(/\S.*$/, '') : parts.lead,
      text: texts[one] as string,
      comment: partsOf(gaps[one] as string).comment,
    }
  })
  const isClosedByComma = /^[^#]*,/.test(gaps.at(-1) ?? '')
  const open = opening.comment.includes('#') ? opening.comment : ''
  const edited = [text[start], open]
  let comment = open
  for (const [i, piece] of pieces.entries()) {
    const between = i === 0 && !isSpread ? gapIn(text, node) : piece.lead || lead
    const comma = i < pieces.length - 1 || isClosedByComma ? ',' : ''
    edited.push(behind(comment, between, pad), piece.text, comma, piece.comment)
    comment = piece.comment
  }
  const rest = entries.length === 0 ? opening.lead : closing.lead
  return edited.join('') + behind(comment, rest, pad) + text[end - 1]
}

/** Behind a comment everything needs a new line. */
function behind(comment: string, next: string, pad: string): string {
  return comment !== '' && !next.startsWith('\n') ? `\n${pad}${next.trimStart()}` : next
}

/** A gap without its comma: the comment of the entry before it, and what stands in front of the next. */
function partsOf(gap: string): { readonly comment: string; readonly lead: string } {
  const end = gap.indexOf('\n')
  const line = end < 0 ? gap : gap.slice(0, end)
  const comment = /[ \t]*#.*/.exec(line)?.[0] ?? ''
  const blanks = comment === '' && end < 0 ? line.replace(',', '').replace(/^[ \t]+$/, ' ') : ''
  const below = end < 0 ? '' : gap.slice(end).replace(/^([ \t]*),[ \t]*/m, '$1')
  return { comment, lead: blanks + below }
}
