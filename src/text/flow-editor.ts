/** Edits of flow collections: entries keep their text, and the comments between them. Found in the library's tree. */
import { isAlias, isCollection, isMap, isScalar, type Node, Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { equal } from '../krm/equal.ts'
import { align } from './alignment.ts'
import { type Collection, entriesOf, type FlowEntry } from './flow-entries.ts'
import { assembled } from './flow-pieces.ts'
import { flowNode, flowScalar } from './flow-writer.ts'
import { restyle, SHORT } from './inline-editor.ts'
import { type Fields, isFields } from './map-changes.ts'
import { Unsupported, unsupported } from './unsupported.ts'
import { isBlock } from './writer.ts'

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
    const old = text.slice(...rangeOf(node))
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

function rangeOf({ range }: Collection): readonly [number, number] {
  return range ? [range[0], range[1]] : unsupported('a node without a place')
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
    flow.text,
    rangeOf(node),
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
  return assembled(flow.text, rangeOf(node), entries, texts, order)
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
