/** One file that gets another text: made, overwritten in place, or removed. */
import { BYTE_ORDER_MARK } from '../src/text/head.ts'
import type { Folder } from './folder.ts'
import { encode, encodingOf } from './utf8.ts'

/** A file with its text before and after; null where there is none. */
export interface FileChange {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

export type Undo = () => void

/** Adds how to undo it to `undo`, before anything changes that could be left half done. */
export function applyChange(folder: Folder, { path, before, after }: FileChange, undo: Undo[]): void {
  if (after === null) {
    // Bytes, where the text alone would not tell its encoding.
    const content = before?.startsWith(BYTE_ORDER_MARK) ? folder.read(path) : undefined
    const mode = folder.remove(path)
    undo.push(() => folder.create(path, content ?? before ?? '', mode))
  } else if (before === null) {
    const made = folder.create(path, after)
    undo.push(() => {
      folder.remove(path)
      folder.leave(made)
    })
  } else {
    // What could not be opened was not changed, and need not be opened again.
    undo.push(() => holds(folder, path, before) || folder.overwrite(path, before))
    folder.overwrite(path, after)
  }
}

function holds(folder: Folder, path: string, text: string): boolean {
  const bytes = folder.read(path)
  return bytes?.equals(encode(text, encodingOf(bytes))) ?? false
}

/** The same for a file that is somewhere in between. */
export function finishChange(folder: Folder, { path, after }: FileChange): void {
  const isThere = folder.read(path) !== undefined
  if (after === null) {
    if (isThere) folder.remove(path)
  } else if (isThere) folder.overwrite(path, after)
  else folder.create(path, after)
}

/** `begun` is as it should become, or somewhere on the way there, as a change leaves it that was killed; `edited` is neither. */
export type Progress = 'before' | 'begun' | 'edited'

export function progressOf(folder: Folder, { path, before, after }: FileChange): Progress {
  const bytes = folder.read(path)
  if (!bytes) return before === null ? 'before' : after === null ? 'begun' : 'edited'
  const encoding = encodingOf(bytes)
  const old = before === null ? undefined : encode(before, encoding)
  if (old?.equals(bytes)) return 'before'
  const written = commonLength(bytes, encode(after ?? '', encoding))
  const isBegun = written === bytes.length || (old && bytes.subarray(written).equals(old.subarray(written)))
  return isBegun && after !== null ? 'begun' : 'edited'
}

function commonLength(a: Buffer, b: Buffer): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}
