/** What an edit may change: asked of one made-up edit of one made-up document. */
import { equal } from '../../src/krm/equal.ts'
import { editDocument, readDocument } from '../../src/text/document.ts'
import { readWithLibrary } from '../../src/text/library-reader.ts'
import type { Everywhere } from './everywhere.ts'

type Path = readonly (string | number)[]

export interface Edit {
  readonly kind: 'set' | 'delete' | 'add' | 'insert' | 'reorder'
  readonly path: Path
  readonly after: Record<string, unknown>
}

export interface Fault {
  readonly what: string
  readonly edited: string
}

/** The first promise that the edit breaks. */
export function faultOf(source: Everywhere, value: unknown, edit: Edit, isTrusted: boolean): Fault | undefined {
  const document = { text: source.text, line: 1 }
  if (isTrusted) readDocument(document)
  const edited = editDocument(document, value, edit.after)
  const fault = (what: string) => ({ what, edited })
  const read = readDocument({ text: edited, line: 1 })
  if (!equal(read.value, edit.after)) return fault('value')
  if (!equal(readWithLibrary({ text: edited, line: 1 }).value, edit.after)) return fault('value, by the library')
  const lost = source.notes.find(
    (note) => edited.split(note.text).length !== (mayGo(note.owner, value, edit) ? edited.split(note.text).length : 2),
  )
  if (lost) return fault(`comment ${lost.text} of ${JSON.stringify(lost.owner)}`)
  const twice = source.notes.find((note) => edited.split(note.text).length > 2)
  if (twice) return fault(`comment twice ${twice.text}`)
  return touched(source, edit, edited) ? fault('other lines') : undefined
}

/** A comment goes with the field or item that it belongs to, and with nothing else. */
function mayGo(owner: Path, value: unknown, { kind, path, after }: Edit): boolean {
  if (kind === 'add' || kind === 'insert' || kind === 'reorder') return false
  if (kind === 'delete') return begins(owner, path)
  if (!begins(owner, path) || owner.length === path.length) return false
  const next = owner.slice(0, path.length + 1)
  const [was, is] = [at(value, path), at(after, path)]
  // Items that are left of a list are found by what they are.
  return (
    Array.isArray(was) || Array.isArray(is) || at(after, next) === undefined || !equal(at(value, next), at(after, next))
  )
}

function touched({ text, spans, hasAliases }: Everywhere, { kind, path }: Edit, edited: string): boolean {
  const span = spans.get(JSON.stringify(path))
  if (!span || hasAliases) return false
  const lines = text.split(/(?<=\n)/)
  if (kind === 'delete') return false
  const head = lines.slice(0, span.from).join('')
  const tail = lines.slice(span.to).join('')
  return !blank(edited).startsWith(blank(head)) || !blank(edited).endsWith(blank(tail))
}

/** Blanks on a line of their own are nobody's. */
function blank(text: string): string {
  return text.replace(/^[ \t]+$/gm, '')
}

export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((node, step) => (node as Record<string | number, unknown> | undefined)?.[step], value)
}

export function begins(path: Path, prefix: Path): boolean {
  return prefix.every((step, i) => path[i] === step)
}
