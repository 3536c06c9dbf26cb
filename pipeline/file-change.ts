/** One file that gets another text: made, overwritten in place, or removed. */
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { BYTE_ORDER_MARK } from '../src/text/head.ts'
import { writeTexts } from './text-writer.ts'
import { byteLength, type Encoding, encode, encodingOf } from './utf8.ts'

/** A file with its text before and after; null where there is none. */
export interface FileChange {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

export function applyChange(directory: string, { path, before, after }: FileChange): void {
  const file = `${directory}/${path}`
  if (after === null) rmSync(file, { force: true })
  else if (before === null) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, after)
  } else overwrite(file, before, after)
}

/** Keeps modes and links. A file that is first cut and grows again costs twice as much, and cutting costs also where there is nothing to cut. */
function overwrite(file: string, before: string, after: string): void {
  const open = openSync(file, 'r+')
  try {
    const encoding = encodingOfFile(open)
    const length = encoding === 'utf8' ? writeTexts(open, [after]) : writeUtf16(open, after, encoding)
    if (byteLength(before, encoding) > length) ftruncateSync(open, length)
  } finally {
    closeSync(open)
  }
}

function encodingOfFile(open: number): Encoding {
  const start = Buffer.alloc(2)
  readSync(open, start, 0, start.length, 0)
  return encodingOf(start)
}

function writeUtf16(open: number, text: string, encoding: Encoding): number {
  const bytes = encode(text.startsWith(BYTE_ORDER_MARK) ? text : BYTE_ORDER_MARK + text, encoding)
  writeFileSync(open, bytes)
  return bytes.length
}

/** Whether a file is as it was, as it should become, or somewhere in between: as a change leaves it that was killed. */
export function isUnderway(directory: string, { path, before, after }: FileChange): boolean {
  const file = `${directory}/${path}`
  if (!statSync(file, { throwIfNoEntry: false })) return before === null || after === null
  const bytes = readFileSync(file)
  const encoding = encodingOf(bytes)
  const written = commonLength(bytes, encode(after ?? '', encoding))
  return written === bytes.length || bytes.subarray(written).equals(encode(before ?? '', encoding).subarray(written))
}

function commonLength(a: Buffer, b: Buffer): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}
