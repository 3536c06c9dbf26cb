/** A document's text with a new value in it: in place where possible, and never with any other value than the one asked for. */
import { equal } from '../krm/equal.ts'
import { editBlock, FoundStyle } from './block-editor.ts'
import { readBlock } from './block-reader.ts'
import { headLength } from './head.ts'
import { isJson, writeJson } from './json-writer.ts'
import { editWithLibrary } from './library-editor.ts'
import { readWithLibrary, type SourceDocument } from './library-reader.ts'
import { spliceBlock } from './splice-editor.ts'
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
  const isWindows = document.text.includes('\r\n')
  const text = isWindows ? document.text.replaceAll('\r\n', '\n') : document.text
  const unix = editUnix(text, before, after, document.isUnderstood === true)
  return isWindows ? unix.replaceAll('\n', '\r\n') : unix
}

function editUnix(text: string, before: unknown, after: unknown, isTrusted: boolean): string {
  const head = text.slice(0, headLength(text))
  const body = text.slice(head.length)
  if (isJson(body)) return head + writeJson(after, body)
  const inPlace = attempt(() => {
    const line = body.endsWith('\n') ? body : `${body}\n`
    return isTrusted && !BLANKS.test(line) ? editBlock(line, before, after) : editUntilRight(line, before, after)
  })
  if (inPlace !== undefined) return head + inPlace
  const whole = attempt(() => editWithLibrary(text, before, after))
  return whole !== undefined && equal(valueIn(whole), after) ? whole : head + write(after)
}

/** A line of blanks only. Behind a new block scalar it would be one of its lines. */
const BLANKS = /^ +$/m

/** An edit of an anchored value changes what its aliases say, too: they get their old values back by a further edit. */
const MAX_EDITS = 4

function editUntilRight(text: string, before: unknown, after: unknown): string {
  let edited = text
  let value = before
  for (let i = 0; i < MAX_EDITS; i++) {
    edited = editBlock(edited, value, after)
    value = valueIn(edited)
    if (equal(value, after)) return edited
  }
  return unsupported('an edit that does not come to rest')
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
