/** Bytes that should be text. Decoded leniently, those that are none would be replaced, and lost when the file is written. */
import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'

export interface Text {
  readonly text: string
  /** 1-based, in the text; absent if all of it is UTF-8. */
  readonly broken?: { readonly line: number; readonly column: number }
}

/** One object for all files: of a name, node makes a new one each time. */
const AS_TEXT = { encoding: 'utf8', flag: 'r' } as const

/** A file's text. Only a replacement character in it can stand for something that was lost. */
export function readText(file: string): Text {
  const text = readFileSync(file, AS_TEXT)
  return text.includes('\ufffd') ? decode(readFileSync(file)) : { text }
}

export function decode(bytes: Buffer): Text {
  const text = bytes.toString('utf8')
  return isUtf8(bytes) ? { text } : { text, broken: position(text, brokenAt(bytes, text)) }
}

const REPLACEMENT = Buffer.from('\ufffd')

/** The first replacement character that is not written in the bytes. */
function brokenAt(bytes: Buffer, text: string): number {
  let offset = 0
  let from = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', from)) {
    offset += Buffer.byteLength(text.slice(from, at))
    if (!bytes.subarray(offset, offset + REPLACEMENT.length).equals(REPLACEMENT)) return at
    offset += REPLACEMENT.length
    from = at + 1
  }
  return 0
}

function position(text: string, at: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, at).split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}
