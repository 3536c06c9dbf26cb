/** The library's tree → plain values: scalars, keys, tags, aliases and merges as Kubernetes reads them. */
import {
  type Alias,
  isAlias,
  isMap,
  isNode,
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
import { keyText, resolvePlain, UNREPRESENTABLE } from './scalar.ts'

/** Something that Kubernetes would not read, or that is over a budget. */
export interface TreeProblem {
  readonly message: string
  readonly offset: number
}

interface Reading {
  readonly parsed: Parsed
  readonly problems: TreeProblem[]
  /** Anchored nodes that are being read: an alias to one of them would never end. */
  readonly open: Set<Node>
  depth: number
  aliases: number
  aliasedNodes: number
}

export function treeValue(parsed: Parsed): { readonly value: unknown; readonly problems: readonly TreeProblem[] } {
  const reading: Reading = { parsed, problems: [], open: new Set(), depth: 0, aliases: 0, aliasedNodes: 0 }
  const value = nodeValue(parsed.tree.contents, reading)
  return { value, problems: reading.problems }
}

function refuse(reading: Reading, node: unknown, message: string): undefined {
  reading.problems.push({ message, offset: (isNode(node) && node.range?.[0]) || 0 })
}

function nodeValue(node: unknown, reading: Reading): unknown {
  if (node === null || node === undefined) return null
  if (reading.aliases > 0 && ++reading.aliasedNodes > MAX_ALIASED_NODES) {
    // One message is enough, and reading on would take as long as the bomb wants.
    return reading.aliasedNodes === MAX_ALIASED_NODES + 1
      ? refuse(reading, node, `aliases expand to more than ${MAX_ALIASED_NODES} nodes`)
      : undefined
  }
  if (isAlias(node)) return aliasValue(node, reading)
  if (isScalar(node)) return scalarValue(node, reading)
  if (reading.depth >= MAX_DEPTH) return refuse(reading, node, `nested more than ${MAX_DEPTH} levels deep`)
  reading.depth++
  reading.open.add(node as Node)
  const value = isMap(node) ? mapValue(node, reading) : isSeq(node) ? listValue(node, reading) : undefined
  reading.open.delete(node as Node)
  reading.depth--
  return value
}

function aliasValue(alias: Alias, reading: Reading): unknown {
  const target = alias.resolve(reading.parsed.tree)
  if (!target) return refuse(reading, alias, `alias "${alias.source}" has no anchor before it`)
  if (reading.open.has(target)) return refuse(reading, alias, `alias "${alias.source}" contains itself`)
  reading.aliases++
  const value = nodeValue(target, reading)
  reading.aliases--
  return value
}

const YAML_TAG = 'tag:yaml.org,2002:'

function scalarValue(node: ScalarNode, reading: Reading): unknown {
  const text = String(node.source ?? node.value ?? '')
  const tag = node.tag?.replace(YAML_TAG, '!!')
  if (tag !== undefined && tag !== '!') return taggedValue(node, tag, text, reading)
  if (tag === '!' || node.type !== ScalarNode.PLAIN) return node.type === ScalarNode.PLAIN ? text : String(node.value)
  const value = resolvePlain(text)
  return value === UNREPRESENTABLE ? refuse(reading, node, `"${text}" is no number that Kubernetes can hold`) : value
}

/** Types that a tag may ask for, and which values have them. */
const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  '!!int': (value) => Number.isInteger(value) || typeof value === 'bigint',
  '!!float': (value) => typeof value === 'number' || typeof value === 'bigint',
  '!!bool': (value) => typeof value === 'boolean',
  '!!null': (value) => value === null,
}

function taggedValue(node: ScalarNode, tag: string, text: string, reading: Reading): unknown {
  const content = node.type === ScalarNode.PLAIN ? text : String(node.value)
  if (tag === '!!str' || tag === '!!timestamp') return content
  if (tag === '!!binary') return binaryValue(node, content, reading)
  const value = resolvePlain(content)
  if (TYPES[tag]?.(value)) return value
  return refuse(reading, node, TYPES[tag] ? `"${content}" is no ${tag}` : `tag "${node.tag}" is not known`)
}

function binaryValue(node: ScalarNode, content: string, reading: Reading): string | undefined {
  const compact = content.replace(/\s+/g, '')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(atob(compact), (byte) => byte.charCodeAt(0)),
    )
  } catch {
    return refuse(reading, node, 'binary data must be base64 of UTF-8 text')
  }
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

function lineOf(key: unknown, { parsed }: Reading): number {
  return parsed.lines.linePos((isNode(key) && key.range?.[0]) || 0).line
}

function keyOf({ key }: Pair, reading: Reading): string | undefined {
  const node = isAlias(key) ? key.resolve(reading.parsed.tree) : key
  if (node !== null && !isScalar(node)) return refuse(reading, key, 'a key must be a scalar')
  const value = node === null ? null : scalarValue(node, reading)
  if (value === undefined) return undefined
  return keyText(value as never) ?? refuse(reading, key, 'a key must not be null')
}

export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.source === '<<' && key.type === ScalarNode.PLAIN
}

/** The entries that `<<` brings: of a map, or of each map in a list, of which the first wins. */
function mergeEntries(value: unknown, reading: Reading): [string, unknown][] {
  const target = isAlias(value) ? value.resolve(reading.parsed.tree) : value
  const sources = isSeq(target) ? target.items : [value]
  return sources.toReversed().flatMap((source) => {
    const map = isAlias(source) ? source.resolve(reading.parsed.tree) : source
    if (isMap(map)) return Object.entries((nodeValue(source, reading) ?? {}) as object)
    refuse(reading, source, 'a merge key must name a map, or a list of maps')
    return []
  })
}
