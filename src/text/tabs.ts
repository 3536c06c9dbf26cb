/**
 * Where Kubernetes' reader takes a tab for a blank: behind a value or a key on its line, in quotes, in flow collections, and behind the
 * indentation of a block scalar's or plain scalar's further lines. Anywhere else, also on a line without text or in front of a comment,
 * it refuses it. sigs.k8s.io/yaml, goyaml.v2 `scannerc.go`.
 */
import type { Lexeme } from './lexemes.ts'
import { MisreadError } from './misread-error.ts'

const BLANKS: readonly string[] = ['space', 'newline', 'comment', 'byte-order-mark']

export class Tabs {
  /** Columns of the block maps and lists around this place. */
  readonly #indents: number[] = [-1]
  /** Nothing stands before this place on its line, except what a key may follow. */
  #canBeKey = true
  /** Where a key would have begun whose colon follows. */
  #key = 0
  /** The last lexeme that is no blank is a plain scalar, which goes on over blank lines. */
  #isBehindPlain = false

  /** The mistake in this lexeme; each is shown once, in their order. */
  check(lexeme: Lexeme): MisreadError | undefined {
    const { type } = lexeme
    if (type === 'newline') this.#canBeKey = true
    if (type === 'space') return this.#inBlanks(lexeme)
    if (type === 'comment') this.#isBehindPlain = false
    if (BLANKS.includes(type)) return undefined
    this.#isBehindPlain = type === 'plain'
    if (type === 'block-scalar') return this.#inBlockScalar(lexeme)
    if (lexeme.flow === 0) this.#enter(lexeme)
    return type === 'plain' ? this.#inPlain(lexeme) : undefined
  }

  get #indent(): number {
    return this.#indents.at(-1) as number
  }

  #enter({ type, column }: Lexeme): void {
    while (this.#indent > column) this.#indents.pop()
    if (type === 'seq-item-ind' || type === 'explicit-key-ind') this.#open(column)
    else if (type === 'map-value-ind') this.#open(this.#canBeKey ? column : this.#key)
    else {
      if (this.#canBeKey) this.#key = column
      this.#canBeKey = false
    }
  }

  #open(column: number): void {
    if (this.#indent < column) this.#indents.push(column)
  }

  #inBlanks({ text, offset, column, flow }: Lexeme): MisreadError | undefined {
    const tab = text.indexOf('\t')
    if (tab < 0) return undefined
    const isLineStart = column === 0 || this.#canBeKey
    const isBlank = this.#isBehindPlain ? !isLineStart || column + tab > this.#indent : flow > 0 || !this.#canBeKey
    return isBlank ? undefined : misplaced(offset + tab)
  }

  #inPlain({ text, offset }: Lexeme): MisreadError | undefined {
    if (!text.includes('\t')) return undefined
    for (const { index, 0: start } of text.matchAll(/\n *(?=\t)/g))
      if (start.length - 1 <= this.#indent) return misplaced(offset + index + start.length)
    return undefined
  }

  /** Its indentation is that of its first line with text, or what its header says. */
  #inBlockScalar({ text, offset, header }: Lexeme): MisreadError | undefined {
    this.#canBeKey = true
    const said = /[1-9]/.exec(header)?.[0]
    let depth = said ? Math.max(this.#indent, 0) + Number(said) : undefined
    for (let line = 0; line < text.length; line = text.indexOf('\n', line) + 1 || text.length) {
      const spaces = /^ */.exec(text.slice(line, line + 1024))?.[0].length ?? 0
      const next = text[line + spaces]
      if (next === '\t' && (depth === undefined || spaces < depth)) return misplaced(offset + line + spaces)
      if (depth === undefined && next !== '\n' && next !== '\r' && next !== undefined) depth = spaces
    }
    return undefined
  }
}

function misplaced(offset: number): MisreadError {
  return new MisreadError(offset, 'a tab stands where Kubernetes reads only spaces', 'replace it by spaces')
}
