/** What Kubernetes' reader refuses and the library reads, found in the lexemes while the library reads them. */
import type { YAMLParseError } from 'yaml'
import { type Lexeme, Lexemes } from './lexemes.ts'
import { MisreadError } from './misread-error.ts'
import { Tabs } from './tabs.ts'

export class Strictness {
  readonly errors: YAMLParseError[] = []
  readonly #lexemes = new Lexemes()
  readonly #tabs = new Tabs()
  readonly #text: string
  #before: Lexeme | undefined
  /** A value has ended here, behind which no property of one may stand. */
  #isBehindValue = false

  constructor(text: string) {
    this.#text = text
  }

  see(text: string): void {
    const lexeme = this.#lexemes.next(text)
    if (!lexeme) return
    const error = this.#tabs.check(lexeme) ?? this.#wrong(lexeme) ?? glued(this.#before, lexeme) ?? this.#late(lexeme)
    if (error) this.errors.push(error)
    this.#before = lexeme
  }

  #late({ type, offset, flow }: Lexeme): MisreadError | undefined {
    const isLate = this.#isBehindValue && (type === 'tag' || type === 'anchor')
    const isBlank = type === 'space' || type === 'comment' || (type === 'newline' && flow > 0)
    if (!isBlank) this.#isBehindValue = VALUES.includes(type)
    return isLate
      ? new MisreadError(offset, 'a tag or an anchor stands in front of its value, not behind it')
      : undefined
  }

  #wrong({ type, text, offset, flow, header }: Lexeme): MisreadError | undefined {
    switch (type) {
      case 'anchor':
      case 'alias':
        return NAME.test(text)
          ? undefined
          : new MisreadError(offset, 'the name of an anchor is made of letters of ASCII, digits, "-" and "_"')
      case 'single-quoted-scalar':
        return text.slice(1, -1).replaceAll("''", '').includes("'") ? openQuote(offset) : undefined
      case 'double-quoted-scalar':
        return text.includes('\\') ? this.#wrongEscape(text, offset) : undefined
      case 'plain':
        return flow > 0 ? wrongInFlow(text, offset) : undefined
      case 'block-scalar':
        return /[1-9]/.test(header) && endsInBlanks(text) ? new MisreadError(offset, BLANK_END) : undefined
      case 'directive-line':
        return new MisreadError(offset, 'Kubernetes reads no directives', 'remove the line')
      default:
        return undefined
    }
  }

  #wrongEscape(text: string, offset: number): MisreadError | undefined {
    if (/(?<!\\)(?:\\\\)*\\"$/.test(text)) return openQuote(offset)
    for (const { index, 0: written } of text.matchAll(ESCAPE)) {
      if (written === '\\/') {
        if (!this.#isJson())
          return new MisreadError(offset + index, '"\\/" is no escape in YAML', 'write "/" without the backslash')
      } else if (HALF.test(written) && !this.#isJson())
        return new MisreadError(
          offset + index,
          'an escape must make a whole character',
          'write the character itself, or \\U and eight digits',
        )
    }
    return undefined
  }

  /** A file that begins with a brace is JSON to kubectl, where these escapes are right. */
  #isJson(): boolean {
    if (!/^\s*\{/.test(this.#text)) return false
    try {
      JSON.parse(this.#text)
      return true
    } catch {
      return false
    }
  }
}

const VALUES: readonly string[] = [
  'plain',
  'single-quoted-scalar',
  'double-quoted-scalar',
  'flow-map-end',
  'flow-seq-end',
]
const NAME = /^.[\w-]+$/
const ESCAPE = /\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])/g
const HALF = /^\\(?:u|U0000)[dD][89a-fA-F]/

function openQuote(offset: number): MisreadError {
  return new MisreadError(offset, 'a quote is opened here and never closed', 'close it')
}

/** There, a question mark ends a scalar, and a colon begins none. */
function wrongInFlow(text: string, offset: number): MisreadError | undefined {
  const at = text.startsWith(':') ? 0 : text.indexOf('?')
  if (at < 0) return undefined
  const message = `"${text[at]}" means something else between brackets`
  return new MisreadError(offset + at, message, 'put the value in quotes')
}

function glued(tag: Lexeme | undefined, { type, offset }: Lexeme): MisreadError | undefined {
  if (tag?.type !== 'tag' || type === 'space' || type === 'newline') return undefined
  return new MisreadError(offset, 'a blank must follow a tag')
}

const BLANK_END = 'a block scalar that says its indentation must not end in a line of blanks'

/** Which the library would drop, while Kubernetes keeps those beyond the indentation. */
function endsInBlanks(text: string): boolean {
  const body = text.trimEnd()
  const rest = text.slice(body.length)
  return (body === '' ? rest : rest.slice(rest.indexOf('\n') + 1 || rest.length)).includes(' ')
}
