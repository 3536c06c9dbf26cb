/** One file that gets another text: made, overwritten in place, or removed. */
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

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
  const bytes = Buffer.from(after)
  const open = openSync(file, 'r+')
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(open, bytes, at, bytes.length - at, at)
    if (Buffer.byteLength(before) > bytes.length) ftruncateSync(open, bytes.length)
  } finally {
    closeSync(open)
  }
}

/** Whether a file is as it was, as it should become, or somewhere in between: as a change leaves it that was killed. */
export function isUnderway(directory: string, { path, before, after }: FileChange): boolean {
  const file = `${directory}/${path}`
  if (!statSync(file, { throwIfNoEntry: false })) return before === null || after === null
  const bytes = readFileSync(file)
  const written = commonLength(bytes, Buffer.from(after ?? ''))
  return written === bytes.length || bytes.subarray(written).equals(Buffer.from(before ?? '').subarray(written))
}

function commonLength(a: Buffer, b: Buffer): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}
