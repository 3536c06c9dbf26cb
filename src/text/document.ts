/**
 * YAML and JSON text ⇄ plain values: this room is the only door to the `yaml` library.
 * A document keeps its exact text; its value is read when someone asks, and its text changes only where the value does.
 */
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  stringify,
} from 'yaml'
import type { FieldPath } from '../krm/field-path.ts'
import { edit } from './edit.ts'

export interface Position {
  /** 1-based, in the file. */
  readonly line: number
  /** 1-based, in characters. */
  readonly column: number
}

export interface SyntaxProblem {
  readonly message: string
  readonly position: Position
}

export interface SourceDocument {
  /** Exactly what stands in the file, from its `---` (if it has one) to the next. */
  readonly text: string
  /** 1-based line of the file on which `text` begins. */
  readonly line: number
}

const READ = { merge: true, prettyErrors: false, strict: true } as const
const WRITE = { lineWidth: 0, compat: 'yaml-1.1' } as const

/** A line that separates documents, also inside scalars (YAML 1.2.2, c-forbidden). */
const SEPARATOR = /^---(?=[ \t\r\n]|$)/gm

/** Cuts a file into its documents; joined again, their texts are the file. */
export function splitDocuments(file: string): readonly SourceDocument[] {
  const starts = [0, ...[...file.matchAll(SEPARATOR)].map((match) => match.index).filter((start) => start > 0)]
  let line = 1
  return starts.map((start, i) => {
    const document = { text: file.slice(start, starts[i + 1]), line }
    line += document.text.split('\n').length - 1
    return document
  })
}

/** The value of a document, undefined for one that holds only blanks and comments. */
export function readDocument(document: SourceDocument): {
  readonly value: unknown
  readonly problems: readonly SyntaxProblem[]
} {
  const { parsed, lines } = parseOnce(document)
  if (parsed.errors.length > 0) {
    const problems = parsed.errors.map(({ message, pos }) => ({
      message,
      position: positionAt(lines, pos[0], document),
    }))
    return { value: undefined, problems }
  }
  return parsed.contents === null ? { value: undefined, problems: [] } : readValue(parsed, document)
}

/** toJS can still fail: on an alias bomb, or an alias without an anchor. */
function readValue(parsed: Document.Parsed, document: SourceDocument): ReturnType<typeof readDocument> {
  try {
    return { value: parsed.toJS(), problems: [] }
  } catch (cause) {
    return {
      value: undefined,
      problems: [{ message: (cause as Error).message, position: { line: document.line, column: 1 } }],
    }
  }
}

/** Where a field stands; where it is missing, where its nearest ancestor stands. */
export function locate(document: SourceDocument, path: FieldPath): Position {
  const { parsed, lines } = parseOnce(document)
  let offset = parsed.contents?.range[0] ?? 0
  let node: unknown = parsed.contents
  for (const key of path) {
    const step = child(node, key)
    if (!step) break
    offset = step.offset
    node = step.node
  }
  return positionAt(lines, offset, document)
}

/** One step down. A scalar is found at its value, a map or list at its key. */
function child(node: unknown, key: string | number): { node: unknown; offset: number } | undefined {
  if (!isCollection(node)) return undefined
  const item = isMap(node)
    ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))
    : node.items[Number(key)]
  if (isPair(item)) {
    const at = isScalar(item.value) && item.value.value !== null ? item.value : item.key
    return { node: item.value, offset: (at as Node).range?.[0] ?? 0 }
  }
  return isNode(item) ? { node: item, offset: item.range?.[0] ?? 0 } : undefined
}

/** The document's text with `value` in it; comments, order and styles stay wherever they still apply. */
export function editDocument(document: SourceDocument, before: unknown, after: unknown): string {
  const { parsed } = parse(document)
  parsed.contents = edit(parsed, parsed.contents, before, after) as typeof parsed.contents
  return parsed.toString({ ...WRITE, indentSeq: indentsSequences(document.text) })
}

/** A new document in the house style, without a separator. */
export function writeDocument(value: unknown): string {
  return stringify(value, { ...WRITE, aliasDuplicateObjects: false })
}

interface Parsed {
  readonly parsed: Document.Parsed
  readonly lines: LineCounter
}

/** What has been read and may be asked for positions; editing parses anew, since it changes the tree. */
const READ_ALREADY = new WeakMap<SourceDocument, Parsed>()

function parseOnce(document: SourceDocument): Parsed {
  const known = READ_ALREADY.get(document) ?? parse(document)
  READ_ALREADY.set(document, known)
  return known
}

function parse(document: SourceDocument): Parsed {
  const lines = new LineCounter()
  return { parsed: parseDocument(document.text, { ...READ, lineCounter: lines }), lines }
}

function positionAt(lines: LineCounter, offset: number, document: SourceDocument): Position {
  const { line, col } = lines.linePos(offset)
  return { line: document.line + Math.max(line, 1) - 1, column: Math.max(col, 1) }
}

/** Whether the first list that is the value of a key stands deeper than its key. */
function indentsSequences(text: string): boolean {
  const match = /^( *)(?:- )?[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)- /m.exec(text)
  return !match || (match[2] as string).length > (match[1] as string).length
}
