/** YAML and JSON text ⇄ plain values: the door of this room. A document keeps its exact text, and its text changes only where its value does. */
import type { FieldPath } from '../krm/field-path.ts'
import { readBlock } from './block-reader.ts'
import { MAX_DOCUMENT_LENGTH } from './budgets.ts'
import { headLength } from './head.ts'
import {
  locate as locateInTree,
  type Position,
  type Reading,
  readWithLibrary,
  type SourceDocument,
} from './library-reader.ts'
import { Unsupported } from './unsupported.ts'
import { write } from './writer.ts'

export { editDocument } from './editor.ts'
export type { Position, Reading, SourceDocument, SyntaxProblem } from './library-reader.ts'

/** A line that separates documents, also inside scalars (YAML 1.2.2, c-forbidden). */
const SEPARATOR = /^---(?=[ \t\r\n]|$)/gm

/** Cuts a file into its documents; joined again, their texts are the file. */
export function splitDocuments(file: string): readonly SourceDocument[] {
  const starts = [0, ...[...file.matchAll(SEPARATOR)].map((match) => match.index).filter((start) => start > 0)]
  let line = 1
  return starts.map((start, i) => {
    const document = { text: file.slice(start, starts[i + 1]), line }
    line += countLines(document.text)
    return document
  })
}

function countLines(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

/** What a document says: the fast path where it understands the text, else the library. */
export function readDocument(document: SourceDocument, limit: number = MAX_DOCUMENT_LENGTH): Reading {
  if (document.text.length > limit) {
    const message = `the document has ${document.text.length} characters, more than the ${limit} that are allowed`
    return { value: undefined, problems: [{ message, position: { line: document.line, column: 1 } }] }
  }
  const value = readFast(document.text)
  return value instanceof Unsupported ? readWithLibrary(document) : { value: value ?? undefined, problems: [] }
}

function readFast(text: string): unknown {
  const unix = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
  const body = unix.slice(headLength(unix))
  try {
    return body.startsWith('---') ? new Unsupported('a separator with content') : readBlock(body)
  } catch (cause) {
    if (cause instanceof Unsupported) return cause
    throw cause
  }
}

/** Where a field stands in the file; where it is missing, where its nearest ancestor stands. */
export function locate(document: SourceDocument, path: FieldPath): Position {
  return locateInTree(document, path)
}

/** A new document in the canonical style, without a separator. */
export function writeDocument(value: unknown): string {
  return write(value)
}
