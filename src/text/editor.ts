/** A document's text with a new value in it: in place where possible, and never with any other value than the one asked for. */
import { equal } from '../krm/equal.ts'
import { editBlock, FoundStyle } from './block-editor.ts'
import { readBlock } from './block-reader.ts'
import { headLength } from './head.ts'
import { isJson, writeJson } from './json-writer.ts'
import { editWithLibrary } from './library-editor.ts'
import { readWithLibrary, type SourceDocument } from './library-reader.ts'
import { withLineEnds } from './line-ends.ts'
import { spliceBlock } from './splice-editor.ts'
import { editTree } from './tree-editor.ts'
import { Unsupported, unsupported } from './unsupported.ts'
import { write } from './writer.ts'

/** `before` is the value that was read. Comments, blank lines, order and styles stay wherever they still apply. */
export function editDocument(document: SourceDocument, before: unknown, after: unknown): string {
  return (document.isUnderstood && spliced(document.text, before, after)) || edited(document, before, after)
}

/** The quick way, for most of the edits that functions make. */
function spliced(text: string, before: unknown, after: unknown): string | undefined {
  return text.includes('\r')
    ? undefined
    : attempt(() => spliceBlock(text, new FoundStyle(text), headLength(text), before, after))
}

function edited(document: SourceDocument, before: unknown, after: unknown): string {
  if (equal(before, after)) return document.text
  const { text } = document
  const unix = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
  return withLineEnds(editUnix(unix, before, after, document.isUnderstood === true), text)
}

function editUnix(text: string, before: unknown, after: unknown, isTrusted: boolean): string {
  const head = text.slice(0, headLength(text))
  const body = text.slice(head.length)
  if (isJson(body)) return head + writeJson(after, body)
  const lines = body.replace(/[ \t]+$/, '')
  const line = lines.endsWith('\n') ? lines : `${lines}\n`
  return (
    (isTrusted ? attempt(() => believed(line, before, after, head)) : undefined) ??
    attempt(() => editTree(head + line, before, after, valueIn)) ??
    laidOutAnew(text, head, before, after)
  )
}

/** A line of blanks only. Behind a new block scalar it would be one of its lines. */
const BLANKS = /^ +$/m

function believed(body: string, before: unknown, after: unknown, head: string): string {
  const edited = head + editBlock(body, before, after)
  return !BLANKS.test(body) || equal(valueIn(edited), after) ? edited : unsupported('an edit that says something else')
}

/** Comments stay; layout does not. */
function laidOutAnew(text: string, head: string, before: unknown, after: unknown): string {
  const whole = attempt(() => editWithLibrary(text, before, after))
  return whole !== undefined && equal(valueIn(whole), after) ? whole : head + write(after)
}

function attempt(edit: () => string): string | undefined {
  try {
    return edit()
  } catch (cause) {
    if (cause instanceof Unsupported) return undefined
    throw cause
  }
}

/** What a text says; undefined where it has problems. No edit of text that the fast path did not read is believed before this. */
function valueIn(text: string): unknown {
  try {
    return readBlock(text.slice(headLength(text)))
  } catch (cause) {
    if (!(cause instanceof Unsupported)) throw cause
    return readWithLibrary({ text, line: 1 }).value
  }
}
