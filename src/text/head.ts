/** What stands before a document's own text: a byte order mark, and its separator with a comment at most. */
const HEAD = /^\ufeff?(?:---(?: +#[^\n]*| *)(?:\n|$))?/

export function headLength(text: string): number {
  return HEAD.exec(text)?.[0].length ?? 0
}
