/**
 * The characters of a text as numbers, one behind the other. At each `charCodeAt` V8 looks how it keeps the string, which takes longer
 * than all else that a reader does with a character.
 */

export type Codes = Uint16Array

/** What stands behind the last character. No text holds it that is read here: YAML allows no such character. */
export const END = 0

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

let buffer: Buffer = Buffer.alloc(0)
let codes = new Uint16Array(0)
let last: string | undefined

/** Good until the codes of another text are asked for: there is one array for all of them. */
export function codesOf(text: string): Codes {
  if (text === last) return codes
  if (codes.length <= text.length) makeRoom(text.length + 1)
  if (IS_LITTLE_ENDIAN) buffer.write(text, 0, 'utf16le')
  else for (let at = 0; at < text.length; at++) codes[at] = text.charCodeAt(at)
  codes[text.length] = END
  last = text
  return codes
}

/** At least twice what there was. */
function makeRoom(length: number): void {
  codes = new Uint16Array(Math.max(length, codes.length * 2, 4096))
  buffer = Buffer.from(codes.buffer)
}
