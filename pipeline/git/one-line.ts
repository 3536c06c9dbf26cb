/** Control characters, line separators, and the marks that make text read in another order than it is stored. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu

/** Foreign text as one harmless line of at most `limit` characters. */
export function oneLine(text: string, limit: number): string {
  const characters = [...text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim()]
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`
}
