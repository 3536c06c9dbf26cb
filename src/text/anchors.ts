/** Where the line comment of each field and list item of a document stands, or would stand. Found in the library's tree. */
import { isAlias, isCollection, isScalar, isSeq, type Node, Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import type { FieldPath } from '../krm/field-path.ts'
import { parse } from './library.ts'
import { textOfKey } from './library-reader.ts'
import { isMergeKey } from './tree-value.ts'

export interface Anchor {
  readonly path: FieldPath
  /** The offset behind which the comment stands: the end of an inline value, else the key or dash of a block. */
  readonly at: number
  readonly isText: boolean
  /** The outermost flow collection around it that is the value of a block's field or item. */
  readonly flow?: FlowPlace
}

/** A flow collection, and where it could turn into a block. */
export interface FlowPlace {
  readonly path: FieldPath
  /** Behind the colon or dash. */
  readonly head: number
  readonly end: number
  /** The column of the key or dash. */
  readonly indent: number
}

/**
 * In the order of the text; none for text with problems, and for a document that is one flow collection, such as JSON. Fields that an alias
 * or a merge key brings have no place of their own.
 */
export function anchorsOf(text: string): readonly Anchor[] {
  const { tree } = parse(text, true)
  if (tree.errors.length > 0 || !isCollection(tree.contents) || isFlow(tree.contents)) return []
  const walk: Walk = { text, anchors: [] }
  children(walk, tree.contents, [], undefined)
  return walk.anchors.sort((a, b) => a.at - b.at)
}

interface Walk {
  readonly text: string
  readonly anchors: Anchor[]
}

function children(walk: Walk, node: YAMLMap | YAMLSeq, path: FieldPath, flow: FlowPlace | undefined): void {
  if (isSeq(node)) sequence(walk, node, path, flow)
  else mapping(walk, node as YAMLMap, path, flow)
}

function mapping(walk: Walk, map: YAMLMap, path: FieldPath, flow: FlowPlace | undefined): void {
  for (const { key, value } of map.items) {
    const name = isMergeKey(key) ? undefined : textOfKey(key)
    if (name === undefined || !isScalar(key) || !key.range) continue
    visit(walk, value, [...path, name], { start: key.range[0], end: key.range[1] }, flow)
  }
}

function sequence(walk: Walk, seq: YAMLSeq, path: FieldPath, flow: FlowPlace | undefined): void {
  const dashes = dashesOf(seq)
  for (const [i, item] of seq.items.entries()) {
    const dash = dashes[i]
    const start = dash ?? (item as Node).range?.[0] ?? 0
    visit(walk, item, [...path, i], { start, end: dash === undefined ? start : dash + 1 }, flow)
  }
}

/** The offsets of a block list's dashes. */
function dashesOf({ srcToken }: YAMLSeq): readonly number[] {
  if (srcToken?.type !== 'block-seq') return []
  return srcToken.items.flatMap(({ start }) => {
    return start.flatMap(({ type, offset }) => (type === 'seq-item-ind' ? [offset] : []))
  })
}

/** The key or dash that a value belongs to. */
interface Head {
  readonly start: number
  readonly end: number
}

function visit(walk: Walk, value: unknown, path: FieldPath, head: Head, flow: FlowPlace | undefined): void {
  const at = anchorAt(value) ?? head.end
  walk.anchors.push({ path, at, isText: isTextual(value), ...(flow ? { flow } : {}) })
  if (!isCollection(value)) return
  children(walk, value as YAMLMap | YAMLSeq, path, flow ?? (isFlow(value) ? place(walk, path, head, at) : undefined))
}

function isFlow(value: unknown): boolean {
  return isCollection(value) && (value as YAMLMap | YAMLSeq).flow === true
}

function place({ text }: Walk, path: FieldPath, { start, end }: Head, to: number): FlowPlace {
  const isItem = typeof path.at(-1) === 'number'
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1)
  return { path, head: isItem ? end : text.indexOf(':', end) + 1, end: to, indent }
}

/** Undefined for what begins below its key or dash, or is not written at all. */
function anchorAt(value: unknown): number | undefined {
  if (isAlias(value)) return value.range?.[1]
  if (isCollection(value)) return isFlow(value) ? (value as YAMLMap | YAMLSeq).range?.[1] : undefined
  if (!isScalar(value) || !value.range) return undefined
  if (isBlockScalar(value)) return value.range[0]
  return isQuoted(value) || value.source ? value.range[1] : undefined
}

function isQuoted({ type }: Scalar): boolean {
  return type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE
}

function isBlockScalar({ type }: Scalar): boolean {
  return type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED
}

function isTextual(value: unknown): boolean {
  return isScalar(value) && (isQuoted(value) || isBlockScalar(value) || value.tag?.endsWith('str') === true)
}
