/** Turns the difference between two values into edits of a YAML tree, so that what did not change keeps its nodes and their comments. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { equal } from '../krm/equal.ts'
import { align } from './alignment.ts'
import { indentsLists } from './block-editor.ts'
import { parse } from './library.ts'
import { textOfKey } from './library-reader.ts'
import { isPlainSafe } from './scalar.ts'
import { inline, isLiteral } from './scalar-writer.ts'
import { unsupported } from './unsupported.ts'

type Value = Readonly<Record<string, unknown>>

/** The whole document through the library's tree: comments survive, layout may not. */
export function editWithLibrary(text: string, before: unknown, after: unknown): string {
  const { tree } = parse(text)
  if (tree.errors.length > 0) unsupported('text that the library refuses')
  const targets = aliasTargets(tree)
  const contents = edit(tree, tree.contents, before, after)
  const edited = withoutLostAnchors(Object.assign(tree, { contents }), targets)
  try {
    return edited.toString({
      lineWidth: 0,
      indentSeq: indentsLists(text),
      flowCollectionPadding: /[[{] \S/.test(text),
    })
  } catch {
    return unsupported('a tree that the library cannot write')
  }
}

/** The node that each alias stands for. */
function aliasTargets(tree: Document): ReadonlyMap<Alias, Node | undefined> {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node | undefined>()
  visit(tree, {
    Value: (_, node) => void (node.anchor && anchors.set(node.anchor, node)),
    Alias: (_, alias) => void targets.set(alias, anchors.get(alias.source)),
  })
  return targets
}

/** Aliases whose anchor went with an edit become the value that they stood for. */
function withoutLostAnchors(tree: Document, targets: ReadonlyMap<Alias, Node | undefined>): Document {
  const anchors = new Map<string, Node>()
  visit(tree, {
    Value: (_, node) => void (node.anchor && anchors.set(node.anchor, node)),
    Alias: (_, alias) => {
      const target = targets.get(alias)
      if (!target || anchors.get(alias.source) === target) return undefined
      const value = withCommentsOf(alias, target.clone() as Node)
      if ('anchor' in value) delete value.anchor
      return value
    },
  })
  return tree
}

/** The node that stands for `after`: `node`, which stands for `before`, wherever that is possible. */
function edit(document: Document, node: unknown, before: unknown, after: unknown): unknown {
  // A `?` key without a colon has no node for its value, and the library can write none.
  if (equal(before, after)) return node ?? nodeFor(document, after)
  if (isMap(node) && isValue(before) && isValue(after)) return editMap(document, node, before, after)
  if (isSeq(node) && Array.isArray(before) && Array.isArray(after)) return editSeq(document, node, before, after)
  const fresh = nodeFor(document, after)
  return isScalar(node) || isAlias(node) ? withCommentsOf(node, fresh) : fresh
}

function nodeFor(document: Document, value: unknown): Node {
  return document.createNode(leaves(value), { aliasDuplicateObjects: false }) as Node
}

/** The tree holds scalars as text (see library.ts): each leaf becomes the text that means it. */
function leaves(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(leaves)
  if (isValue(value)) return new Map(Object.entries(value).map(([key, field]) => [leaves(key), leaves(field)]))
  if (typeof value !== 'string') return new Scalar(inline(value))
  const type = isLiteral(value) ? Scalar.BLOCK_LITERAL : isPlainSafe(value) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE
  return Object.assign(new Scalar(value), { type })
}

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function editMap(document: Document, map: YAMLMap, before: Value, after: Value): YAMLMap {
  const known = new Set<string>()
  map.items = map.items.filter((pair) => {
    const key = keyOf(pair)
    known.add(key)
    if (!Object.hasOwn(after, key)) return false
    pair.value = edit(document, pair.value, before[key], after[key])
    return true
  })
  const added = Object.keys(after).filter((key) => !known.has(key))
  map.items.push(...added.map((key) => document.createPair(leaves(key), leaves(after[key]))))
  return map
}

function keyOf(pair: Pair): string {
  return textOfKey(pair.key) ?? String(isScalar(pair.key) ? pair.key.value : pair.key)
}

/** Items keep the node of the item that they were. */
function editSeq(document: Document, seq: YAMLSeq, before: readonly unknown[], after: readonly unknown[]): YAMLSeq {
  const origins = align(before, after)
  const { items } = seq
  seq.items = after.map((item, i) => {
    const from = origins[i]
    return from === undefined ? nodeFor(document, item) : edit(document, items[from], before[from], item)
  })
  return seq
}

function withCommentsOf(old: Node, fresh: Node): Node {
  return Object.assign(fresh, { comment: old.comment, commentBefore: old.commentBefore })
}
