/** Paths as git writes and reads them where it matters. */

/** C style: octal for each byte outside printable ASCII. */
export function quote(path: string): string {
  const bytes = [...Buffer.from(path)].map((byte) => {
    if (byte < 0x20 || byte > 0x7e) return `\\${byte.toString(8).padStart(3, '0')}`
    const character = String.fromCharCode(byte)
    return character === '"' || character === '\\' ? `\\${character}` : character
  })
  return `"${bytes.join('')}"`
}

/** On a line of its own: quoted only where it has to be. */
export function shownPath(path: string): string {
  return /[\p{Cc}"\\]/u.test(path) ? quote(path) : path
}
