/** A document's lexemes as the library cuts them, with where they stand. */
import { CST } from 'yaml'

export interface Lexeme {
  readonly text: string
  /** `plain` and `block-scalar` for what the library calls scalars; else its token types. */
  readonly type: string
  /** Of its first character. */
  readonly offset: number
  /** 0-based. */
  readonly column: number
  /** Flow collections around it. */
  readonly flow: number
  /** Of a block scalar: `|`, `>-`, `|2`. */
  readonly header: string
}

/** Turns the library's lexemes, which it is told one by one, into those with a place. */
export class Lexemes {
  #offset = 0
  #column = 0
  #flow = 0
  #isScalar = false
  #header = ''

  /** Undefined for a marker, which is no text. */
  next(text: string): Lexeme | undefined {
    if (text === CST.DOCUMENT || text === CST.FLOW_END) return undefined
    if (text === CST.SCALAR) {
      this.#isScalar = true
      return undefined
    }
    const type = this.#typeOf(text)
    const header = type === 'block-scalar' ? this.#header : ''
    const lexeme = { text, type, offset: this.#offset, column: this.#column, flow: this.#flow, header }
    this.#pass(lexeme)
    return lexeme
  }

  #typeOf(text: string): string {
    if (!this.#isScalar) return CST.tokenType(text) ?? 'unknown'
    return this.#header ? 'block-scalar' : 'plain'
  }

  #pass({ text, type }: Lexeme): void {
    const lineBreak = text.lastIndexOf('\n')
    this.#offset += text.length
    this.#column = lineBreak < 0 ? this.#column + text.length : text.length - lineBreak - 1
    if (type === 'flow-map-start' || type === 'flow-seq-start') this.#flow++
    if (type === 'flow-map-end' || type === 'flow-seq-end') this.#flow = Math.max(this.#flow - 1, 0)
    if (type === 'block-scalar-header') this.#header = text
    if (this.#isScalar) this.#header = ''
    this.#isScalar = false
  }
}
