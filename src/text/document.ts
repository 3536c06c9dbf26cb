/** YAML and JSON text ⇄ plain values: the door of this room. A document keeps its exact text, and its text changes only where its value does. */
import type { FieldPath } from '../krm/field-path.ts'
import { readBlock, renamedKeys } from './block-reader.ts'
import { MAX_DOCUMENT_LENGTH } from './budgets.ts'
import { hasInnerMark, headLength } from './head.ts'
import {
  locate as locateInTree,
  type Position,
  type Reading,
  readWithLibrary,
  type SourceDocument,
  spelling as spellingInTree,
  strayMark,
} from './library-reader.ts'
import { AS_WRITTEN, KUBERNETES_WORDS, type Words } from './scalar.ts'
import { Unsupported } from './unsupported.ts'
import { write } from './writer.ts'

export { editDocument } from './editor.ts'
export type { Position, Reading, SourceDocument, SyntaxProblem } from './library-reader.ts'
export { splitDocuments } from './split.ts'
export { type WrittenKey, writtenKeys } from './written-keys.ts'

export interface ReadOptions {
  /** Characters. */
  readonly limit?: number
  /** What plain words mean: to Kubernetes, unless a program of YAML 1.2 wrote them. */
  readonly words?: Words
}

/** What a document says: the fast path where it understands the text, else the library. */
export function readDocument(document: SourceDocument, options: ReadOptions = {}): Reading {
  const { limit = MAX_DOCUMENT_LENGTH, words = KUBERNETES_WORDS } = options
  if (document.text.length > limit) {
    const message = `the document has ${document.text.length} characters, more than the ${limit} that are allowed`
    return { value: undefined, problems: [{ message, position: { line: document.line, column: 1 } }] }
  }
  const value = readFast(document.text, words)
  if (value instanceof Unsupported) return strayMark(document) ?? readWithLibrary(document, words)
  document.isUnderstood = true
  if (renamedKeys()) document.renamesKeys = true
  return { value: value ?? undefined, problems: [] }
}

function readFast(text: string, words: Words): unknown {
  const unix = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
  const body = unix.slice(headLength(unix))
  try {
    if (body.startsWith('---')) return new Unsupported('a separator with content')
    if (unix.startsWith('\ufeff-') || hasInnerMark(unix))
      return new Unsupported('a byte order mark behind or before a dash')
    return readBlock(body, words)
  } catch (cause) {
    if (cause instanceof Unsupported) return cause
    throw cause
  }
}

/** What a program's document says, with every plain scalar as text whose value would be written otherwise; undefined where it has problems. */
export function readAsWritten(document: SourceDocument): unknown {
  return readWithLibrary(document, AS_WRITTEN).value
}

/** Where a field stands in the file; where it is missing, where its nearest ancestor stands. */
export function locate(document: SourceDocument, path: FieldPath): Position {
  return locateInTree(document, path)
}

/** How a plain scalar is written; undefined where there is none. */
export function spelling(document: SourceDocument, path: FieldPath): string | undefined {
  return spellingInTree(document, path)
}

/** A new document in the canonical style, without a separator. */
export function writeDocument(value: unknown): string {
  return write(value)
}
