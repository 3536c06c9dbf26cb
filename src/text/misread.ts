/** What the library reads other than Kubernetes, or not at all, without a word. Its lexemes and tokens show it. */
import { CST, YAMLParseError } from 'yaml'
import { lenientLexer } from './lexer.ts'
import { MisreadError } from './misread-error.ts'

export function misread(text: string, tokens: readonly CST.Token[]): readonly YAMLParseError[] {
  return [...misbroken(text), ...misplaced(text, tokens)]
}

/** Unicode's separators are line breaks to Kubernetes' reader, and letters to the library: alike only between the letters of a quoted scalar. */
const SEPARATOR = /[\u2028\u2029]/
const SEPARATOR_AND_BLANK = /\s[\u2028\u2029]|[\u2028\u2029](?:\s|---|\.\.\.)/
/** The blank line is a line break of the value, which the library takes for a space. */
const ESCAPED_BREAK_AND_BLANK_LINE = /(?<!\\)(?:\\\\)*\\\r?\n[ \t]*\r?\n/
const MAYBE_MISBROKEN = /[\u2028\u2029]|\\\r?\n[ \t]*\r?\n/

/** Lines that the library breaks other than Kubernetes. */
function misbroken(text: string): readonly YAMLParseError[] {
  if (!MAYBE_MISBROKEN.test(text)) return []
  const errors: YAMLParseError[] = []
  let offset = 0
  for (const lexeme of lenientLexer().lex(text)) {
    const [at, message] = misbrokenAt(lexeme)
    if (at >= 0) errors.push(new YAMLParseError([offset + at, offset + at + 1], 'UNEXPECTED_TOKEN', message))
    if (!isMarker(lexeme)) offset += lexeme.length
  }
  return errors
}

function misbrokenAt(lexeme: string): readonly [at: number, message: string] {
  const escaped = lexeme.startsWith('"') ? lexeme.search(ESCAPED_BREAK_AND_BLANK_LINE) : -1
  if (escaped >= 0) return [escaped, 'no blank line may follow an escaped line break']
  const isQuoted = lexeme.startsWith('"') || lexeme.startsWith("'")
  const at = lexeme.search(isQuoted ? SEPARATOR_AND_BLANK : SEPARATOR)
  return [at, 'a Unicode line separator must stand in quotes, and without blanks']
}

/** Of the beginning of a document, a scalar or a mistake, which is no text. */
function isMarker(lexeme: string): boolean {
  return lexeme === CST.DOCUMENT || lexeme === CST.SCALAR || lexeme === CST.FLOW_END
}

function misplaced(text: string, tokens: readonly CST.Token[]): readonly YAMLParseError[] {
  const errors: YAMLParseError[] = []
  const left: (CST.Token | null | undefined)[] = [...tokens]
  for (let token = left.pop(); left.length > 0 || token; token = left.pop()) {
    if (token?.type === 'document') left.push(token.value)
    if (!token || !('items' in token)) continue
    for (const item of token.items) {
      const error = lostValue(item) ?? gluedColon(text, item) ?? keyOfLines(text, item) ?? shiftedColon(text, item)
      if (error) errors.push(error)
      left.push(item.key, item.value)
    }
  }
  return errors.sort((a, b) => a.pos[0] - b.pos[0])
}

/** A value below a `?` key, without a colon. */
function lostValue({ key, sep = [], value }: CST.CollectionItem): YAMLParseError | undefined {
  if (!key || !value || sep.some(({ type }) => type === 'map-value-ind')) return undefined
  return new YAMLParseError([value.offset, value.offset + 1], 'MISSING_CHAR', 'a value needs a colon before it')
}

/** In `{a:}` the colon belongs to the key for Kubernetes, and parts it from no value in YAML 1.2. */
function gluedColon(text: string, { key, sep = [] }: CST.CollectionItem): YAMLParseError | undefined {
  const last = sep.at(-1)
  if (key?.type !== 'scalar' || last?.type !== 'map-value-ind' || !/[,[\]{}]/.test(text[last.offset + 1] ?? ''))
    return undefined
  const message = 'a colon needs a blank behind it, or the text before it quotes'
  return new YAMLParseError([last.offset, last.offset + 1], 'MISSING_CHAR', message)
}

/** Without a `?`, a key ends on the line on which it begins, and so does the blank before its colon. */
function keyOfLines(text: string, { start, key, sep = [] }: CST.CollectionItem): YAMLParseError | undefined {
  const colon = sep.find(({ type }) => type === 'map-value-ind')
  if (!key || !colon || start.some(({ type }) => type === 'explicit-key-ind')) return undefined
  const begin = start.find(({ type }) => type === 'anchor' || type === 'tag') ?? key
  if (!/[\n\u2028\u2029]/.test(text.slice(begin.offset, colon.offset))) return undefined
  return new MisreadError(colon.offset, 'a colon must stand on the line of its key')
}

/** The colon of a `?` key stands below the question mark, if it begins a line. */
function shiftedColon(text: string, { start, sep = [] }: CST.CollectionItem): YAMLParseError | undefined {
  const mark = start.find(({ type }) => type === 'explicit-key-ind')
  const colon = sep.find(({ type }) => type === 'map-value-ind')
  if (!mark || !colon || !/^ *$/.test(lineBefore(text, colon.offset))) return undefined
  if (lineBefore(text, colon.offset).length === lineBefore(text, mark.offset).length) return undefined
  return new MisreadError(colon.offset, 'this colon stands in another column than its question mark')
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
}
