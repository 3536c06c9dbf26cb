import { DASH } from './characters.ts'

/** What stands before a document's own text: a byte order mark, and its separator with a comment at most. */
const BYTE_ORDER_MARK = 0xfeff
const HEAD = /^\ufeff?(?:---(?: +#[^\n]*| *)(?:\n|$))?/

export function headLength(text: string): number {
  const first = text.charCodeAt(0)
  return first === DASH || first === BYTE_ORDER_MARK ? (HEAD.exec(text)?.[0].length ?? 0) : 0
}
