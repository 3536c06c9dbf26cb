/** The text of a flow collection, put together from entries that stay, move, go and come. */
import type { FlowEntry } from './flow-entries.ts'

/** What stands between two entries is a comma, and what goes with the one or the other. */
interface Piece {
  /** Line breaks, blanks and comments in front of it. */
  readonly lead: string
  readonly text: string
  /** Its comment, on its line behind the comma. */
  readonly comment: string
}

/** What stands between two entries, without its comma. */
interface Gap {
  /** Of the entry in front of it. */
  readonly comment: string
  /** Line breaks, blanks and comments in front of the next. */
  readonly lead: string
}

/** An entry in its new place: one that was there, by its number, or the text of a new one. */
export type Placed = number | { readonly fresh: string }

/** `texts` are those of the entries, edited. The collection begins at `start` and ends in front of `end`. */
export function assembled(
  text: string,
  [start, end]: readonly [number, number],
  entries: readonly FlowEntry[],
  texts: readonly string[],
  order: readonly Placed[],
): string {
  const first = entries[0]?.at ?? end - 1
  const gaps = entries.map((entry, i) => text.slice(entry.end, entries[i + 1]?.at ?? end - 1))
  if (order.length === entries.length && order.every((one, i) => one === i))
    return text.slice(start, first) + texts.map((one, i) => one + gaps[i]).join('') + text[end - 1]
  const layout = layoutOf(text.slice(start, end), text.slice(start + 1, first), gaps, padAt(text, start, first))
  return joined(layout, piecesOf(layout, texts, order))
}

interface Layout {
  readonly brackets: readonly [string, string]
  /** Behind the opening bracket. */
  readonly opening: Gap
  /** Behind each entry. */
  readonly gaps: readonly Gap[]
  /** In front of the closing bracket. */
  readonly closing: string
  readonly isClosedByComma: boolean
  /** Over lines. */
  readonly isSpread: boolean
  /** In front of an entry on a line of its own. */
  readonly pad: string
  /** Behind the opening bracket, on one line. */
  readonly inner: string
}

function layoutOf(whole: string, front: string, written: readonly string[], pad: string): Layout {
  const opening = gapFrom(front)
  const gaps = written.map(gapFrom)
  return {
    brackets: [whole.charAt(0), whole.charAt(whole.length - 1)],
    ...{ opening, gaps, pad },
    closing: (gaps.at(-1) ?? opening).lead,
    isClosedByComma: /^[^#]*,/.test(written.at(-1) ?? ''),
    isSpread: whole.includes('\n'),
    inner: whole[1] === ' ' ? ' ' : '',
  }
}

/** The indentation of the first entry; where it begins no line, one that is deeper than the line of the collection. */
function padAt(text: string, start: number, first: number): string {
  const own = /\n([ \t]*)$/.exec(text.slice(start, first))?.[1]
  return own ?? `${/^ */.exec(text.slice(text.lastIndexOf('\n', start) + 1, start))?.[0]}  `
}

function piecesOf({ opening, gaps, isSpread, pad }: Layout, texts: readonly string[], order: readonly Placed[]) {
  const lead = isSpread ? `\n${pad}` : ' '
  const first = opening.lead || opening.comment.replace(/\S.*$/, '')
  return order.map((one): Piece => {
    if (typeof one !== 'number') return { lead, text: one.fresh, comment: '' }
    const own = one === 0 ? first : (gaps[one - 1] as Gap).lead
    return { lead: own || lead, text: texts[one] as string, comment: (gaps[one] as Gap).comment }
  })
}

function joined(layout: Layout, pieces: readonly Piece[]): string {
  const { brackets, opening, closing, isClosedByComma, isSpread, pad, inner } = layout
  if (pieces.length === 0 && !isSpread) return brackets.join('')
  const edited = [brackets[0], opening.comment]
  let { comment } = opening
  for (const [i, piece] of pieces.entries()) {
    const lead = i === 0 && !isSpread ? inner : piece.lead
    const comma = i < pieces.length - 1 || isClosedByComma ? ',' : ''
    edited.push(behind(comment, lead, pad), piece.text, comma, piece.comment)
    comment = piece.comment
  }
  return edited.join('') + behind(comment, closing, pad) + brackets[1]
}

/** Behind a comment everything needs a new line. */
function behind(comment: string, next: string, pad: string): string {
  return comment !== '' && !next.startsWith('\n') ? `\n${pad}${next.trimStart()}` : next
}

/** A gap without its comma: the comment of the entry before it, and what stands in front of the next. */
function gapFrom(gap: string): Gap {
  const end = gap.indexOf('\n')
  const line = end < 0 ? gap : gap.slice(0, end)
  const comment = /[ \t]*#.*/.exec(line)?.[0] ?? ''
  const blanks = comment === '' && end < 0 ? line.replace(',', '').replace(/^[ \t]+$/, ' ') : ''
  const below = end < 0 ? '' : gap.slice(end).replace(/^([ \t]*),[ \t]*/m, '$1')
  return { comment, lead: blanks + below }
}
