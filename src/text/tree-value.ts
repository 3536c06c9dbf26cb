/** The library's tree → plain values: maps, lists, keys, aliases and merges as Kubernetes reads them. */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar as ScalarNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { MAX_ALIASED_NODES, MAX_DEPTH } from './budgets.ts'
import type { Parsed } from './library.ts'
import { keyText, type Words } from './scalar.ts'
import { offsetOf, refuse, type TreeProblem } from './tree-problem.ts'
import { type ScalarReading, scalarValue, YAML_TAG } from './tree-scalar.ts'

interface Reading extends ScalarReading {
  readonly parsed: Parsed
  /** The line of the file on which the document begins. */
  readonly firstLine: number
  /** Anchors as they stand at this point of the document. */
  readonly anchors: Map<string, Node>
  /** Anchored nodes that have been read: aliases share their value, which nobody changes. */
  readonly read: Map<Node, { readonly value: unknown; readonly nodes: number }>
  depth: number
  /** Nodes so far, those that aliases repeat too. */
  nodes: number
  /** Some key is written otherwise than it is read. */
  renamesKeys: boolean
  aliasedNodes: number
}

/** Ends a reading: on any further, time and memory would go. */
class OverBudget extends Error {}

export function treeValue(
  parsed: Parsed,
  firstLine: number,
  words: Words,
): { readonly value: unknown; readonly problems: readonly TreeProblem[]; readonly renamesKeys?: boolean } {
  const reading: Reading = {
    ...{ parsed, firstLine, words, problems: [], anchors: new Map(), read: new Map() },
    ...{ depth: 0, nodes: 0, aliasedNodes: 0, renamesKeys: false },
  }
  try {
    const value = nodeValue(parsed.tree.contents, reading)
    return { value, problems: reading.problems, renamesKeys: reading.renamesKeys }
  } catch (cause) {
    if (cause instanceof OverBudget) return { value: undefined, problems: reading.problems }
    throw cause
  }
}

function nodeValue(node: unknown, reading: Reading): unknown {
  if (node === null || node === undefined) return null
  if (isAlias(node)) return aliasValue(node, reading)
  const { anchor } = node as { anchor?: string }
  if (anchor !== undefined) reading.anchors.set(anchor, node as Node)
  const before = reading.nodes++
  const value = isScalar(node) ? scalarValue(node, reading) : collectionValue(node, reading)
  if (anchor !== undefined) reading.read.set(node as Node, { value, nodes: reading.nodes - before })
  return value
}

function collectionValue(node: unknown, reading: Reading): unknown {
  if (reading.depth >= MAX_DEPTH) return refuse(reading, node, `nested more than ${MAX_DEPTH} levels deep`)
  reading.depth++
  const value = isMap(node) ? mapValue(node, reading) : isSeq(node) ? listValue(node, reading) : undefined
  reading.depth--
  return value
}

function aliasValue(alias: Alias, reading: Reading): unknown {
  const target = reading.anchors.get(alias.source)
  if (!target) return refuse(reading, alias, `alias "${alias.source}" has no anchor before it`)
  const known = reading.read.get(target)
  if (!known) return refuse(reading, alias, `alias "${alias.source}" contains itself`)
  reading.nodes += known.nodes
  reading.aliasedNodes += known.nodes
  if (reading.aliasedNodes <= MAX_ALIASED_NODES) return known.value
  refuse(reading, alias, `aliases expand to more than ${MAX_ALIASED_NODES} nodes`)
  throw new OverBudget()
}

function listValue(node: YAMLSeq, reading: Reading): unknown {
  if (!hasTag(node, ['!!seq', '!!omap', '!!pairs'])) return refuse(reading, node, `tag "${node.tag}" is not known`)
  return node.items.map((item) => nodeValue(item, reading))
}

function mapValue(node: YAMLMap, reading: Reading): unknown {
  if (!hasTag(node, ['!!map', '!!set'])) return refuse(reading, node, `tag "${node.tag}" is not known`)
  const merged: [string, unknown][] = []
  const own = new Map<string, unknown>()
  const first = new Map<string, Pair>()
  for (const pair of node.items) {
    if (isMergeKey(pair.key)) {
      merged.push(...mergeEntries(pair.value, reading))
      continue
    }
    const key = keyOf(pair, reading)
    if (key === undefined) continue
    const other = first.get(key)
    if (other)
      refuse(reading, pair.key, `key "${key}" stands twice in one map, first on line ${lineOf(other.key, reading)}`)
    first.set(key, pair)
    own.set(key, nodeValue(pair.value, reading))
  }
  return Object.fromEntries([...merged.filter(([key]) => !own.has(key)), ...own])
}

function hasTag(node: YAMLMap | YAMLSeq, known: readonly string[]): boolean {
  return node.tag === undefined || node.tag === '!' || known.includes(node.tag.replace(YAML_TAG, '!!'))
}

function lineOf(key: unknown, { parsed, firstLine }: Reading): number {
  return parsed.lines.linePos(offsetOf(key)).line + firstLine - 1
}

function keyOf({ key }: Pair, reading: Reading): string | undefined {
  const node = isAlias(key) ? reading.anchors.get(key.source) : key
  if (node !== null && node !== undefined && !isScalar(node)) return refuse(reading, key, 'a key must be a scalar')
  const value = isScalar(node) ? nodeValue(node, reading) : null
  if (value === undefined) return undefined
  if (typeof value !== 'string' && isScalar(node) && node.source !== String(value)) reading.renamesKeys = true
  if (isUnsigned(value)) return refuse(reading, key, 'this number is no key to Kubernetes: put it in quotes')
  return keyText(value as never) ?? refuse(reading, key, 'a key must not be null')
}

/** Between 63 and 64 bits. */
function isUnsigned(value: unknown): boolean {
  return typeof value === 'bigint' && value >= 2n ** 63n && value < 2n ** 64n
}

export function isMergeKey(key: unknown): boolean {
  if (!isScalar(key) || key.source !== '<<' || key.type !== ScalarNode.PLAIN) return false
  return key.tag === undefined || key.tag === '!' || key.tag === `${YAML_TAG}merge`
}

/** The entries that `<<` brings: of a map, or of each map in a list, of which the first wins. */
function mergeEntries(value: unknown, reading: Reading): [string, unknown][] {
  const sources = isSeq(value) ? value.items : [value]
  const maps = sources.map((source) => ({ source, map: nodeValue(source, reading) }))
  return maps.toReversed().flatMap(({ source, map }) => {
    if (Array.isArray(map)) return map.toReversed().flatMap((one) => entriesOf(one, source, reading))
    return entriesOf(map, source, reading)
  })
}

function entriesOf(map: unknown, source: unknown, reading: Reading): [string, unknown][] {
  if (typeof map === 'object' && map !== null && !Array.isArray(map)) return Object.entries(map)
  if (reading.problems.length === 0) refuse(reading, source, 'a merge key must name a map, or a list of maps')
  return []
}
