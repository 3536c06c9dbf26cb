/**
 * Bytes that should be text: UTF-8, or UTF-16 that a byte order mark announces, as YAML's readers take both. Decoded leniently, those that
 * are none would be replaced, and lost when the file is written.
 */
import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { BYTE_ORDER_MARK } from '../src/text/head.ts'

export interface Text {
  readonly text: string
  /** 1-based, in the text; absent if all of it is text. */
  readonly broken?: { readonly line: number; readonly column: number; readonly encoding: 'UTF-8' | 'UTF-16' }
}

/** One object for all files: of a name, node makes a new one each time. */
const AS_TEXT = { encoding: 'utf8', flag: 'r' } as const

/** A file's text. Only a replacement character in it can stand for something that was lost, or for the mark of UTF-16. */
export function readText(file: string): Text {
  const text = readFileSync(file, AS_TEXT)
  return text.includes('\ufffd') ? decode(readFileSync(file)) : { text }
}

export function decode(bytes: Buffer): Text {
  const encoding = encodingOf(bytes)
  if (encoding !== 'utf8') return decodeUtf16(bytes, encoding)
  const text = bytes.toString('utf8')
  return isUtf8(bytes) ? { text } : { text, broken: { ...position(text, brokenAt(bytes, text)), encoding: 'UTF-8' } }
}

export type Encoding = 'utf8' | 'utf16le' | 'utf16be'

/** As the first two bytes tell. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf16le'
  return first === 0xfe && second === 0xff ? 'utf16be' : 'utf8'
}

/** The bytes of a file's text. UTF-16 needs its byte order mark, whatever became of the first document. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf8') return Buffer.from(text)
  const bytes = Buffer.from(text.startsWith(BYTE_ORDER_MARK) ? text : BYTE_ORDER_MARK + text, 'utf16le')
  return encoding === 'utf16be' ? bytes.swap16() : bytes
}

/** Half a character, and half a unit at the end, stand for no text. */
function decodeUtf16(bytes: Buffer, encoding: Encoding): Text {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2))
  const text = (encoding === 'utf16be' ? Buffer.from(whole).swap16() : whole).toString('utf16le')
  const half = /[\ud800-\udfff]/u.exec(text)?.index ?? (whole.length < bytes.length ? text.length : undefined)
  return half === undefined ? { text } : { text, broken: { ...position(text, half), encoding: 'UTF-16' } }
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
