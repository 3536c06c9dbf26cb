/** Where the entries and comments of a flow collection stand, found in the library's tree. */
import { type CST, isMap, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import { textOfKey } from './library-reader.ts'
import { isMergeKey } from './tree-value.ts'
import { unsupported } from './unsupported.ts'

export type Collection = YAMLMap | YAMLSeq

export interface FlowEntry {
  /** Undefined for a list item, a merge key, and a key that is no text. */
  readonly key: string | undefined
  readonly at: number
  readonly end: number
  readonly node: Node | null
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

export function entriesOf(node: Collection): readonly FlowEntry[] {
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
