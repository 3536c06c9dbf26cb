/** The entries of block collections, and how far their values go, in the library's tree. */
import { type CST, isMap, isScalar, type Node, type Pair, Scalar, type YAMLSeq } from 'yaml'
import type { Collection } from './flow-entries.ts'
import { textOfKey } from './library-reader.ts'
import { isMergeKey } from './tree-value.ts'
import { unsupported } from './unsupported.ts'

/** An entry as the tree has it. */
export interface Place {
  readonly at: number
  /** Undefined for a list item, a merge key, and a key that is no text. */
  readonly key: string | undefined
  /** Behind the colon or dash; undefined for a key without a colon. */
  readonly head: number | undefined
  readonly properties: readonly CST.SourceToken[]
  readonly node: Node | null
}

export function placesIn(node: Collection): readonly Place[] {
  return isMap(node) ? node.items.map(pairPlace) : itemPlaces(node as YAMLSeq)
}

/** Not written at all. */
export function isNothing(node: Node | null): node is null {
  return node === null || (isScalar(node) && node.type === Scalar.PLAIN && node.source === '')
}

export function isBlockScalar(node: Node): boolean {
  return isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED)
}

/** From its first character to behind its last; a block scalar ends in front of its last line break. */
export function extentOf(text: string, node: Node): readonly [number, number] {
  const [at, end] = node.range ?? unsupported('a node without a place')
  return [at, isBlockScalar(node) && text[end - 1] === '\n' ? end - 1 : end]
}

const BLANK = ['space', 'newline', 'comment']

function propertiesIn(tokens: readonly CST.SourceToken[]): readonly CST.SourceToken[] {
  return tokens.filter(({ type }) => type === 'anchor' || type === 'tag')
}

function pairPlace(pair: Pair): Place {
  const { start, key, sep = [] } = pair.srcToken ?? unsupported('a pair without a place')
  const first = start.find(({ type }) => !BLANK.includes(type)) ?? key ?? sep[0]
  const colon = sep.findIndex(({ type }) => type === 'map-value-ind')
  const name = isMergeKey(pair.key) ? undefined : textOfKey(pair.key)
  return {
    at: first?.offset ?? unsupported('a pair without a place'),
    key: name,
    head: colon < 0 ? undefined : (sep[colon] as CST.SourceToken).offset + 1,
    properties: propertiesIn(sep.slice(colon + 1)),
    node: (pair.value ?? null) as Node | null,
  }
}

function itemPlaces(seq: YAMLSeq): readonly Place[] {
  if (seq.srcToken?.type !== 'block-seq') return unsupported('a list without dashes')
  const tokens = seq.srcToken.items.filter(({ start }) => start.some(({ type }) => type === 'seq-item-ind'))
  if (tokens.length !== seq.items.length) return unsupported('a list that reads differently')
  return tokens.map(({ start }, i) => {
    const dash = start.findIndex(({ type }) => type === 'seq-item-ind')
    const { offset } = start[dash] as CST.SourceToken
    const node = seq.items[i] as Node | null
    return { at: offset, key: undefined, head: offset + 1, properties: propertiesIn(start.slice(dash + 1)), node }
  })
}
