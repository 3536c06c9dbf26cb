/** Quoted scalars of one line, where editors meet them. */
import { BACKSLASH, DOUBLE, SINGLE } from './characters.ts'
import { type Codes, END } from './codes.ts'
import { unsupported } from './unsupported.ts'

/** The offset after the closing quote. */
export function quoteEnd(codes: Codes, offset: number): number {
  const quote = codes[offset]
  for (let at = offset + 1; ; at++) {
    const character = codes[at] as number
    // Most letters.
    if (character > BACKSLASH) continue
    if (character === quote) {
      if (quote !== SINGLE || codes[at + 1] !== SINGLE) return at + 1
      at++
    } else if (character === END || (character === BACKSLASH && quote === DOUBLE && codes[++at] === END)) {
      return unsupported('an open quote')
    }
  }
}

/** The value of a quoted scalar with its quotes. */
export function unquote(raw: string): string {
  const inner = raw.slice(1, -1)
  if (raw.charCodeAt(0) !== DOUBLE) return inner.includes("''") ? inner.replaceAll("''", "'") : inner
  return inner.includes('\\') ? unescaped(inner) : inner
}

function unescaped(text: string): string {
  // YAML has more escapes than JSON, and JSON allows \/ where Kubernetes' reader does not.
  if (/\\[^"\\bfnrtu]/.test(text.replaceAll('\\\\', ''))) unsupported('an escape')
  try {
    const value = JSON.parse(`"${text.replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`)
    return /[\ud800-\udfff]/u.test(value) ? unsupported('half a character') : value
  } catch {
    return unsupported('an escape')
  }
}
