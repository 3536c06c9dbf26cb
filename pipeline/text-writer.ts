/** Texts → the bytes of an open file, through one buffer: memory that is new to the process costs more than what is written into it. */
import { writeSync } from 'node:fs'

/** Bytes. A character takes three of them at most. */
const SIZE = 2 ** 17
const LONGEST = Math.floor(SIZE / 3)
let shared: Buffer | undefined

/** Writes texts one behind the other at the file's position, and says how many bytes that were. */
export function writeTexts(file: number, texts: Iterable<string>): number {
  shared ??= Buffer.allocUnsafeSlow(SIZE)
  let written = 0
  let filled = 0
  for (const text of texts) {
    if (filled + 3 * text.length > SIZE) {
      written += writeAll(file, shared, filled)
      filled = 0
    }
    if (text.length > LONGEST) written += writeLong(file, text)
    else filled += shared.write(text, filled)
  }
  return written + writeAll(file, shared, filled)
}

function writeLong(file: number, text: string): number {
  const bytes = Buffer.from(text)
  return writeAll(file, bytes, bytes.length)
}

/** The system may take less at once than it is given. */
function writeAll(file: number, bytes: Buffer, length: number): number {
  for (let at = 0; at < length; ) at += writeSync(file, bytes, at, length - at)
  return length
}
