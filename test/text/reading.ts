/** How the tests of this folder ask src/text, and the other readers that they hold it against. */
import { expect } from 'vitest'
import { parseDocument } from 'yaml'
import { readBlock } from '../../src/text/block-reader.ts'
import { editDocument, type Reading, readDocument, splitDocuments } from '../../src/text/document.ts'
import { headLength } from '../../src/text/head.ts'
import { readWithLibrary } from '../../src/text/library-reader.ts'
import { Unsupported } from '../../src/text/unsupported.ts'

export function read(text: string): Reading {
  return readDocument({ text, line: 1 })
}

export function readByLibrary(text: string): Reading {
  return readWithLibrary({ text, line: 1 })
}

/** The value of a text that has no problems. */
export function valueIn(text: string): unknown {
  const { value, problems } = read(text)
  if (problems.length > 0) throw new Error(`${JSON.stringify(problems)} in\n${text}`)
  return value
}

/** What the fast path answers, or that it does not; every other error is passed on. */
export function readFast(text: string): { readonly value: unknown } | 'no answer' {
  try {
    const unix = text.replaceAll('\r\n', '\n')
    return { value: readBlock(unix.slice(headLength(unix))) ?? undefined }
  } catch (cause) {
    if (cause instanceof Unsupported) return 'no answer'
    throw cause
  }
}

export type Version = '1.1' | '1.2'

/** What any reader of that version of YAML sees. */
export function readStock(text: string, version: Version): unknown {
  const parsed = parseDocument(text, { version, intAsBigInt: true, prettyErrors: false, logLevel: 'silent' })
  const [problem] = parsed.errors
  if (problem) throw problem
  return narrow(parsed.toJS())
}

/** Integers that a number holds exactly become numbers again. */
export function narrow(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (Array.isArray(value)) return value.map(narrow)
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, narrow(child)]))
}

/** JSON with integers of any size, to compare values and the order of their keys. */
export function json(value: unknown): string | undefined {
  return JSON.stringify(value, (_, child) => (typeof child === 'bigint' ? `${child}n` : child))
}

export { splitDocuments }

/** A document with a new value: the same text whether its edits are believed, because the fast path has read it, or read again. */
export function edit(text: string, before: unknown, after: unknown): string {
  const checked = editDocument({ text, line: 1 }, before, after)
  const document = { text, line: 1 }
  readDocument(document)
  expect(editDocument(document, before, after), text).toBe(checked)
  return checked
}
