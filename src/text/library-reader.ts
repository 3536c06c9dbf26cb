/** The full path: any YAML that Kubernetes reads, through the library; slower, with positions. */
import { isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml'
import type { FieldPath } from '../krm/field-path.ts'
import { hasInnerMark, withMarkFirst } from './head.ts'
import { type Parsed, parse } from './library.ts'
import { KUBERNETES_WORDS, keyText, resolvePlain, type Words } from './scalar.ts'
import { syntaxError } from './syntax-error.ts'
import { isMergeKey, treeValue } from './tree-value.ts'

export interface Position {
  /** 1-based, in the file. */
  readonly line: number
  /** 1-based, in characters. */
  readonly column: number
}

export interface SyntaxProblem {
  readonly message: string
  readonly hint?: string
  readonly position: Position
}

export interface SourceDocument {
  /** Exactly what stands in the file, from its `---` (if it has one) to the next. */
  readonly text: string
  /** 1-based line of the file on which `text` begins. */
  readonly line: number
  /** Whether the fast path has read it, and so understands it line by line; readDocument sets it. */
  isUnderstood?: boolean
  /** Whether some key is written otherwise than it is read, as `n`, which is "false"; readDocument sets it. */
  renamesKeys?: boolean
}

export interface Reading {
  /** Undefined for a document that holds only blanks and comments, and for one with problems. */
  readonly value: unknown
  readonly problems: readonly SyntaxProblem[]
}

/**
 * What go-yaml refuses to see at all, control characters and half characters; the carriage return that is a line break to it alone; and byte
 * order marks that begin a line, but no document.
 */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]|\r(?!\n)|(?<=[\n\ufeff])\ufeff/u

export function readWithLibrary(document: SourceDocument, words: Words = KUBERNETES_WORDS): Reading {
  const forbidden = FORBIDDEN.exec(withMarkFirst(document.text))
  if (forbidden) return forbiddenCharacter(document, forbidden)
  try {
    return read(parse(withLastLine(document.text)), document, words)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    return {
      value: undefined,
      problems: [{ message: 'nested too deeply', position: { line: document.line, column: 1 } }],
    }
  }
}

/** In the first document of a file, the mark that follows its separator would begin a key. */
export function strayMark(document: SourceDocument): Reading | undefined {
  const stray = document.line === 1 && hasInnerMark(document.text) ? /\ufeff/.exec(document.text.slice(1)) : null
  return stray ? forbiddenCharacter(document, { 0: stray[0], index: stray.index + 1 }) : undefined
}

/** A last line of blanks is a line for Kubernetes, which ends it. */
function withLastLine(text: string): string {
  return /\n[ \t]+$/.test(text) ? `${text}\n` : text
}

function read(parsed: Parsed, document: SourceDocument, words: Words): Reading {
  const { tree } = parsed
  // A tag that the failsafe schema does not know is only a warning; tree-value.ts and tree-scalar.ts judge tags.
  const broken = syntaxError(parsed, document.text)
  const {
    value,
    problems,
    renamesKeys = false,
  } = broken ? { value: undefined, problems: [broken] } : treeValue(parsed, document.line, words)
  if (renamesKeys) document.renamesKeys = true
  if (problems.length === 0)
    return { value: tree.contents === null || isEmpty(tree.contents) ? undefined : value, problems: [] }
  const placed = problems.map(({ offset, ...what }) => ({ ...what, position: positionAt(parsed, offset, document) }))
  return { value: undefined, problems: placed }
}

/** A document without a node; one that says `null` or `~` counts the same, as for kpt. */
function isEmpty(node: unknown): boolean {
  return (
    isScalar(node) &&
    node.tag === undefined &&
    node.type === 'PLAIN' &&
    resolvePlain(String(node.source ?? '')) === null
  )
}

const CONDITIONS: Readonly<Record<string, string>> = {
  '\r': ', unless a line feed follows',
  '\ufeff': ', unless a document begins with it',
}

function forbiddenCharacter(
  document: SourceDocument,
  { 0: character, index }: { readonly 0: string; readonly index: number },
): Reading {
  const before = document.text.slice(0, index).split('\n')
  const code = character.codePointAt(0)?.toString(16).padStart(4, '0')
  const position = { line: document.line + before.length - 1, column: (before.at(-1) ?? '').length + 1 }
  const condition = CONDITIONS[character] ?? ''
  const message = `the character U+${code} is not allowed in YAML${condition}`
  return { value: undefined, problems: [{ message, position }] }
}

export function positionAt({ lines }: Parsed, offset: number, document: SourceDocument): Position {
  const { line, col } = lines.linePos(offset)
  return { line: document.line + Math.max(line, 1) - 1, column: Math.max(col, 1) }
}

/** Trees that were asked for positions: a report asks one document many times. */
const PARSED = new WeakMap<SourceDocument, Parsed>()

/** Where a field stands, also one that an alias or a merge key brought; where it is missing, where its nearest ancestor stands. */
export function locate(document: SourceDocument, path: FieldPath): Position {
  const parsed = parsedOnce(document)
  let at: Step = { node: parsed.tree.contents, offset: parsed.tree.contents?.range[0] ?? 0 }
  for (const key of path) {
    const next = step(resolve(at.node, parsed), key, parsed)
    if (!next) break
    at = next
  }
  return positionAt(parsed, at.offset, document)
}

export function parsedOnce(document: SourceDocument): Parsed {
  const parsed = PARSED.get(document) ?? parse(document.text)
  PARSED.set(document, parsed)
  return parsed
}

/** How a plain scalar is written; undefined where there is none. */
export function spelling(document: SourceDocument, path: FieldPath): string | undefined {
  const parsed = parsedOnce(document)
  let node: unknown = parsed.tree.contents
  for (const key of path) node = step(resolve(node, parsed), key, parsed)?.node
  const scalar = resolve(node, parsed)
  return isScalar(scalar) && scalar.type === 'PLAIN' ? scalar.source : undefined
}

interface Step {
  readonly node: unknown
  readonly offset: number
}

function resolve(node: unknown, { tree }: Parsed): unknown {
  return isAlias(node) ? node.resolve(tree) : node
}

/** One step down. A scalar is found at its value, a map or list at its key. */
function step(node: unknown, key: string | number, parsed: Parsed): Step | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)]
    return isNode(item) ? { node: item, offset: item.range?.[0] ?? 0 } : undefined
  }
  const pair = isMap(node) ? findPair(node, String(key), parsed) : undefined
  if (!pair) return undefined
  const isWritten = isScalar(pair.value) && pair.value.source !== ''
  const at = (isWritten ? pair.value : pair.key) as Node
  return { node: pair.value, offset: at.range?.[0] ?? 0 }
}

/** `seen`: maps are merged again and again, and searched once. */
function findPair(map: YAMLMap, key: string, parsed: Parsed, seen = new Set<YAMLMap>()): Pair | undefined {
  if (seen.has(map)) return undefined
  seen.add(map)
  const own = map.items.find((pair) => isPair(pair) && !isMergeKey(pair.key) && textOfKey(pair.key) === key)
  if (own) return own
  const merges = map.items.filter((pair) => isMergeKey(pair.key)).map(({ value }) => resolve(value, parsed))
  for (const item of merges.flatMap((value) => (isSeq(value) ? value.items : [value]))) {
    const source = resolve(item, parsed)
    const found = isMap(source) ? findPair(source, key, parsed, seen) : undefined
    if (found) return found
  }
  return undefined
}

/** Undefined for a key that is no scalar, or null. */
export function textOfKey(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined
  const { type, source, value } = key as Scalar
  return type === 'PLAIN' ? keyText(resolvePlain(String(source ?? ''))) : String(value)
}
