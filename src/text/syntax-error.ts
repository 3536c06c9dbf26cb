/** Text that is no YAML, in the words of who wrote it. The first error is meant: what the library says after it, it says for its sake. */
import { isCollection, isScalar, visit, type YAMLParseError } from 'yaml'
import type { Parsed } from './library.ts'
import { MisreadError } from './misread-error.ts'

export interface SyntaxError {
  readonly message: string
  readonly hint?: string
  readonly offset: number
}

export function syntaxError({ tree }: Parsed, text: string): SyntaxError | undefined {
  const [first, second] = tree.errors
  if (!first) return undefined
  const bracket = tree.errors.some(isOpenFlow) ? openBracket(tree, text) : undefined
  if (bracket !== undefined)
    return { message: 'a bracket is opened here and never closed', hint: 'close it', offset: bracket }
  const { message, hint } = first instanceof MisreadError ? first : words(first, second)
  return { message, ...(hint ? { hint } : {}), offset: offsetOf(first, tree, text) }
}

function words({ code, message }: YAMLParseError, next: YAMLParseError | undefined): Omit<SyntaxError, 'offset'> {
  if (code === 'BAD_INDENT' && message.startsWith('All mapping'))
    return { message: 'this key stands in another column than the keys around it', hint: 'indent it as they are' }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && next?.code === 'MULTILINE_IMPLICIT_KEY')
    return { message: 'a value stands here, and the next line is a field below it', hint: 'indent the next line less' }
  if (code === 'BLOCK_AS_IMPLICIT_KEY')
    return { message: 'a value stands here, with another ": " in it', hint: 'put the value in quotes' }
  if (code === 'MULTILINE_IMPLICIT_KEY' || message.startsWith('Implicit map keys'))
    return { message: 'this line is no field', hint: 'write `key: value`, with a space behind the colon' }
  if (code === 'TAB_AS_INDENT') return { message: 'a tab indents this line', hint: 'indent with spaces' }
  // The library looks a tag up among all that objects have: `!<toString>`.
  if (code === 'TAG_RESOLVE_FAILED' && message.endsWith('is not a function'))
    return { message: 'this tag is not known', hint: 'remove it' }
  if (isOpenQuote(message)) return { message: 'a quote is opened here and never closed', hint: 'close it' }
  if (code === 'UNEXPECTED_TOKEN' && message.endsWith('at node end'))
    return { message: 'the value ends before this', hint: 'put the whole value in quotes' }
  const reserved = code === 'BAD_SCALAR_START' && /character (.)$/.exec(message)?.[1]
  if (reserved) return { message: `no value begins with "${reserved}"`, hint: 'put the value in quotes' }
  return { message: message.replace(/^Maximum call.*/, 'nested too deeply') }
}

/** Said last, since a flow collection goes on to the end of the text. */
function isOpenFlow({ code, message }: YAMLParseError): boolean {
  return code === 'BAD_INDENT' && message.startsWith('Flow')
}

function isOpenQuote(message: string): boolean {
  return /^Missing closing ["']quote/.test(message)
}

/** The library means the beginning of a line where the key behind its spaces is at fault, and the end of the text where a quote is open. */
function offsetOf({ code, message, pos: [offset] }: YAMLParseError, tree: Parsed['tree'], text: string): number {
  if (isOpenQuote(message)) return lastQuoted(tree) ?? offset
  if (code !== 'BAD_INDENT' && code !== 'TAB_AS_INDENT') return offset
  return offset + (/^ */.exec(text.slice(offset))?.[0].length ?? 0)
}

/** The innermost one. */
function openBracket(tree: Parsed['tree'], text: string): number | undefined {
  let found: number | undefined
  visit(tree, (_, node) => {
    const [start, end] = (isCollection(node) && node.flow && node.range) || []
    if (start === undefined || end === undefined || !/[[{]/.test(text[start] ?? '')) return
    if (text[end - 1] !== (text[start] === '[' ? ']' : '}')) found = start
  })
  return found
}

function lastQuoted(tree: Parsed['tree']): number | undefined {
  let found: number | undefined
  visit(tree, (_, node) => {
    if (isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')) found = node.range?.[0]
  })
  return found
}
