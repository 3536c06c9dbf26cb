/** The document's bytes, and where its lines, gaps and list items begin. Places are addresses; behind the last byte stands END. */
import { DASH, DELETE, DOT, END, LANES, NEWLINE, SPACE, TAB } from './bytes'
import { unsupported } from './unsupported'

/** Behind the last byte. */
export let end: usize = 0

export function byteAt(at: usize): u8 {
  return load<u8>(at)
}

/** Opens a document, and says whether a character beyond ASCII is in it. Control characters are not for this reader. */
export function openText(from: usize, length: usize): bool {
  end = from + length
  // The last of the bytes that are looked at, sixteen at once, stand behind the text.
  v128.store(end, i8x16.splat(SPACE))
  let wide = i8x16.splat(0)
  let odd = i8x16.splat(0)
  for (let at = from; at < end; at += LANES) {
    const bytes = v128.load(at)
    const isBlank = i8x16.le_u(i8x16.sub(bytes, i8x16.splat(TAB)), i8x16.splat(NEWLINE - TAB))
    const isControl = v128.or(i8x16.lt_u(bytes, i8x16.splat(SPACE)), i8x16.eq(bytes, i8x16.splat(DELETE)))
    odd = v128.or(odd, v128.andnot(isControl, isBlank))
    wide = v128.or(wide, bytes)
  }
  store<u8>(end, END)
  if (v128.any_true(odd)) unsupported()
  return i8x16.bitmask(wide) !== 0
}

/** The line break that ends the line, or the end of the text. */
export function lineEnd(place: usize): usize {
  let at = place
  while (byteAt(at) > NEWLINE || byteAt(at) === TAB) at++
  return at
}

/** The line after the one that `place` is in. */
export function nextLine(place: usize): usize {
  const at = lineEnd(place)
  return at < end ? at + 1 : end
}

export function skipSpaces(place: usize): usize {
  let at = place
  while (byteAt(at) === SPACE) at++
  return at
}

/** Behind the last byte in front of `place` that is no space, and not before `start`. */
export function withoutSpaces(start: usize, place: usize): usize {
  let at = place
  while (at > start && byteAt(at - 1) === SPACE) at--
  return at
}

/** A space, a line break, or the end of the text. */
export function isGap(at: usize): bool {
  const byte = byteAt(at)
  return byte === SPACE || byte === NEWLINE || byte === END
}

/** A dash that begins a list item. */
export function isItem(at: usize): bool {
  return byteAt(at) === DASH && isGap(at + 1)
}

/** Three dots on a line of their own, or in front of a gap. */
export function isDocumentEnd(at: usize): bool {
  if (byteAt(at) !== DOT || byteAt(at + 1) !== DOT || byteAt(at + 2) !== DOT) return false
  return isGap(at + 3) || byteAt(at + 3) === TAB
}
