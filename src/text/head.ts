import { DASH } from './characters.ts'

/**
 * What stands before a document's own text: a byte order mark, and its separator with a comment at most. Files that were put together have
 * the mark behind the separator, and maybe a separator of their own behind that.
 */
export const BYTE_ORDER_MARK = '\ufeff'
const MARK = 0xfeff
const HEAD = /^\ufeff?(?:---(?: +#[^\n]*| *)(?:\n(?:\ufeff(?:---(?: +#[^\n]*| *)(?:\n|$))?)?|$))?/
const MARK_BEHIND_SEPARATOR = /^(---[^\n]*\n)\ufeff/

export function headLength(text: string): number {
  const first = text.charCodeAt(0)
  return first === DASH || first === MARK ? (HEAD.exec(text)?.[0].length ?? 0) : 0
}

/** Whether the mark follows the separator, where it is none at the beginning of a file. */
export function hasInnerMark(text: string): boolean {
  return MARK_BEHIND_SEPARATOR.test(text)
}

/** The same document, as long, with its byte order mark in front, where every reader knows it. */
export function withMarkFirst(text: string): string {
  const separator = MARK_BEHIND_SEPARATOR.exec(text)?.[1]
  if (separator === undefined) return text
  const rest = text.slice(separator.length + 1)
  return BYTE_ORDER_MARK + (rest.startsWith('---') ? separator.replace('---', '   ') : separator) + rest
}

/** A document's text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text.replace(MARK_BEHIND_SEPARATOR, '$1')
}
