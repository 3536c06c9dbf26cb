/** Line feeds, with carriage returns before some of them or all: editors see line feeds alone. */
import { commonSubsequence } from './alignment.ts'

/** An edited text with the line ends of the text that it was. In a mixed one each line keeps its own, and a new one has that of the line whose place it takes. */
export function withLineEnds(unix: string, old: string): string {
  if (!old.includes('\r\n')) return unix
  if (!/(?<!\r)\n/.test(old)) return unix.replaceAll('\n', '\r\n')
  const before = linesOf(old)
  const after = linesOf(unix)
  const origins = new Map(commonSubsequence(before.map(withoutReturn), after))
  let next = 0
  return after
    .map((line, i) => {
      const origin = origins.get(i)
      const place = origin ?? Math.max(Math.min(next, lastOfGap(origins, i, before.length)), 0)
      next = place + 1
      return before[place]?.endsWith('\r\n') ? line.replace('\n', '\r\n') : line
    })
    .join('')
}

/** The line in front of the one that the next kept line was. */
function lastOfGap(origins: ReadonlyMap<number, number>, from: number, length: number): number {
  for (let i = from + 1; i < from + MAX_GAP; i++) {
    const origin = origins.get(i)
    if (origin !== undefined) return origin - 1
  }
  return length - 1
}

/** Lines behind a new one among which a kept one is looked for. */
const MAX_GAP = 1000

function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/)
}

function withoutReturn(line: string): string {
  return line.endsWith('\r\n') ? `${line.slice(0, -2)}\n` : line
}
