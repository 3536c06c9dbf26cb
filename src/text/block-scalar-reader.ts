/** Literal (`|`) and folded (`>`) blocks. */
import { advance, type Cursor, DASH, HASH, isGap, lineEnd, nextLine, SPACE, skipSpaces } from './cursor.ts'
import { unsupported } from './unsupported.ts'

const KEEP = 43
const STRIP = DASH
const FOLDED = 62

/** Leaves the cursor on the next content line. `indent` is that of the parent. */
export function readBlockScalar(cursor: Cursor, offset: number, indent: number): string {
  const { text, codes } = cursor
  const isFolded = codes[offset] === FOLDED
  const chomping = codes[offset + 1]
  const after = skipSpaces(codes, chomping === KEEP || chomping === STRIP ? offset + 2 : offset + 1)
  const isHeaderOnly = codes[after] === HASH ? codes[after - 1] === SPACE : isGap(codes, after)
  if (!isHeaderOnly) unsupported('a block scalar with an indentation indicator')
  const { lines, end } = blockLines(cursor, nextLine(text, after), indent)
  advance(cursor, end)
  let length = lines.length
  while (length > 0 && lines[length - 1] === '') length--
  const breaks = lines.length - length
  if (length === 0) return chomping === KEEP ? '\n'.repeat(breaks) : ''
  const content = lines.slice(0, length)
  const body = isFolded ? foldBlock(content) : content.join('\n')
  if (chomping === STRIP) return body
  return chomping === KEEP ? `${body}\n${'\n'.repeat(breaks)}` : `${body}\n`
}

/** The lines of a block scalar without their indentation, which the first one that is not blank decides. */
function blockLines({ text, codes }: Cursor, offset: number, indent: number): { lines: string[]; end: number } {
  const lines: string[] = []
  let depth = -1
  let line = offset
  while (line < text.length) {
    const at = skipSpaces(codes, line)
    const end = lineEnd(text, at)
    const width = at - line
    if (at === end) {
      if (depth < 0 && width > indent + 1) unsupported('blanks before a block scalar')
      lines.push(depth >= 0 && width > depth ? text.slice(line + depth, end) : '')
    } else {
      if (depth < 0 && width > indent) depth = width
      if (depth < 0 || width < depth) {
        if (width > indent && codes[at] !== HASH) unsupported('a block scalar that loses its indentation')
        break
      }
      lines.push(text.slice(line + depth, end))
    }
    line = end + 1
  }
  return { lines, end: Math.min(line, text.length) }
}

/** Line breaks become spaces, except around blank lines and lines that are indented further. */
function foldBlock(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line !== '')
  let value = '\n'.repeat(first) + lines[first]
  let blanks = 0
  let wasIndented = /^[ \t]/.test(lines[first] as string)
  for (const line of lines.slice(first + 1)) {
    if (line === '') {
      blanks++
      continue
    }
    const isIndented = /^[ \t]/.test(line)
    if (isIndented || wasIndented) value += '\n'.repeat(blanks + 1)
    else value += blanks > 0 ? '\n'.repeat(blanks) : ' '
    value += line
    blanks = 0
    wasIndented = isIndented
  }
  return value
}
