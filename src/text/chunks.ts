/** The text of a block's entries as pieces that can be kept, replaced, removed and put in another order. */
import type { Entry, Outline, Region } from './outline.ts'
import { regionEnd } from './region.ts'

/** The text of an entry, and whether it begins with its indentation: behind a dash it does not. */
export interface Chunk {
  readonly text: string
  readonly isPadded: boolean
}

/** Chunks one after the other; only the first may, and in a compact region must, stand without its indentation. */
export function assemble(chunks: readonly Chunk[], region: Region): string {
  const pad = ' '.repeat(region.indent)
  return chunks
    .map(({ text, isPadded }, i) => {
      const wantsPad = i > 0 || !region.isCompact
      if (isPadded === wantsPad) return text
      return wantsPad ? pad + text : behindDash(text, pad)
    })
    .join('')
}

/** A first field with comments above it cannot stand behind the dash: the block begins on the next line then. */
function behindDash(text: string, pad: string): string {
  return text.trimStart().startsWith('#') ? `\n${text}` : text.slice(pad.length)
}

/** The entries of a region, and the comments behind the last one, which stay at the end whatever happens to it. */
export function entriesAndTail(
  text: string,
  outline: Outline,
  region: Region,
): { readonly entries: readonly Entry[]; readonly tail: string } {
  const { entries } = outline.entriesOf(region)
  const last = entries.at(-1)
  const tail = last ? tailOf(text, region, last) : ''
  if (!last || tail === '') return { entries, tail: '' }
  return { entries: [...entries.slice(0, -1), { ...last, to: last.to - tail.length }], tail }
}

/** What stands behind an entry and is not part of it: comments that no deeper line follows, with the blank lines around them. */
export function tailOf(text: string, region: Region, entry: Entry): string {
  const tail = text.slice(contentEnd(text, region.indent, entry), entry.to)
  return tail.includes('#') ? tail : ''
}

export function chunkOf(region: Region, entry: Entry, text: string): Chunk {
  return { text, isPadded: !(region.isCompact && entry.from === region.start) }
}

/** A chunk with what removed neighbours left in front of it and behind it. */
export function extended(chunk: Chunk, lead: string, tail: string): Chunk {
  return { text: lead + chunk.text + tail, isPadded: chunk.isPadded || lead !== '' }
}

/** Behind an entry's last line: blank lines, and comments no deeper than the entry, are not part of it. */
export function contentEnd(text: string, indent: number, entry: Entry): number {
  return regionEnd(text, entry.at, entry.to, indent + 1)
}
