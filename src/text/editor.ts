/** A document's text with a new value in it: in place where possible, and never with any other value than the one asked for. */
import { equal } from '../krm/equal.ts'
import { editBlock } from './block-editor.ts'
import { readBlock } from './block-reader.ts'
import { headLength } from './head.ts'
import { editWithLibrary } from './library-editor.ts'
import { readWithLibrary, type SourceDocument } from './library-reader.ts'
import { Unsupported } from './unsupported.ts'
import { write } from './writer.ts'

/** Documents that the fast path has read, and so has understood line by line. */
const TRUSTED = new WeakSet<SourceDocument>()

export function trust(document: SourceDocument): void {
  TRUSTED.add(document)
}

/** `before` is the value that was read. Comments, blank lines, order and styles stay wherever they still apply. */
export function editDocument(document: SourceDocument, before: unknown, after: unknown): string {
  if (equal(before, after)) return document.text
  const isWindows = document.text.includes('\r\n')
  const text = isWindows ? document.text.replaceAll('\r\n', '\n') : document.text
  const edited = editUnix(text, before, after, TRUSTED.has(document))
  return isWindows ? edited.replaceAll('\n', '\r\n') : edited
}

function editUnix(text: string, before: unknown, after: unknown, isTrusted: boolean): string {
  const head = text.slice(0, headLength(text))
  const body = text.slice(head.length)
  const inPlace = attempt(() => head + editBlock(body.endsWith('\n') ? body : `${body}\n`, before, after))
  if (inPlace !== undefined && (isTrusted || says(inPlace, after))) return inPlace
  const whole = attempt(() => editWithLibrary(text, before, after))
  return whole !== undefined && says(whole, after) ? whole : head + write(after)
}

function attempt(edit: () => string): string | undefined {
  try {
    return edit()
  } catch (cause) {
    if (cause instanceof Unsupported) return undefined
    throw cause
  }
}

/** An edit of text that the fast path did not read is not believed before it has been read again. */
function says(text: string, value: unknown): boolean {
  try {
    return equal(readBlock(text.slice(headLength(text))), value)
  } catch (cause) {
    if (!(cause instanceof Unsupported)) throw cause
    const { value: read, problems } = readWithLibrary({ text, line: 1 })
    return problems.length === 0 && equal(read, value)
  }
}
