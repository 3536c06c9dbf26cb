/**
 * File patterns as expressions: `*`, `**`, `?`, `[class]`, `{a,b}` and `\` before a character without its special meaning.
 * The dialect of github.com/bmatcuk/doublestar v4, which the catalogue's `search-replace` uses.
 */
import { ExpressionError, MAX_LENGTH } from '../../src/regex/expression.ts'

/** An escaped character, a class, a doublestar, a single character. */
const PART = /\\[\s\S]|\[(?![!^]\])[!^]?(?:\\[\s\S]|[^\]\\])+\]|\*+|[\s\S]/gu

/** Every alternative in braces makes a pattern of its own, and braces may stand in braces. */
const MAX_PATTERNS = 100

/** Throws ExpressionError. */
export function globExpression(glob: string): string {
  // Before it is taken apart: what looks like a class is looked for from every bracket.
  if (glob.length > MAX_LENGTH) throw new ExpressionError(`longer than ${MAX_LENGTH} characters`)
  const patterns = expand(glob.match(PART) ?? [])
  return `(?s)(?:${patterns.map(expressionOf).join('|')})`
}

type Pattern = readonly string[]

function expand(parts: Pattern): readonly Pattern[] {
  const open = parts.indexOf('{')
  if (open < 0) return [parts]
  const { alternatives, end } = alternativesFrom(parts, open + 1)
  const tails = expand(parts.slice(end))
  const middles = alternatives.flatMap(expand)
  if (middles.length * tails.length > MAX_PATTERNS) throw new ExpressionError(`more than ${MAX_PATTERNS} alternatives`)
  return middles.flatMap((middle) => tails.map((tail) => [...parts.slice(0, open), ...middle, ...tail]))
}

/** What stands between the commas up to the closing brace, and where that ends. */
function alternativesFrom(parts: Pattern, start: number): { alternatives: readonly Pattern[]; end: number } {
  const alternatives: string[][] = [[]]
  let depth = 1
  for (let at = start; at < parts.length; at++) {
    const part = parts[at] as string
    depth += part === '{' ? 1 : part === '}' ? -1 : 0
    if (depth === 0) return { alternatives, end: at + 1 }
    if (depth === 1 && part === ',') alternatives.push([])
    else alternatives.at(-1)?.push(part)
  }
  throw new ExpressionError('a { that is never closed')
}

function expressionOf(parts: Pattern): string {
  let expression = ''
  for (let i = 0; i < parts.length; i++) {
    const [before, part, after] = [parts[i - 1], parts[i] as string, parts[i + 1]]
    const isWhole = (one: string | undefined) => one === undefined || one === '/'
    if (part === '/' && after === '**' && parts[i + 2] === undefined) return `${expression}(?:/.*)?`
    if (part !== '**' || !isWhole(before) || !isWhole(after)) expression += single(part)
    else if (after === undefined) expression += '.*'
    else {
      expression += '(?:[^/]*/)*'
      i++
    }
  }
  return expression
}

/** A doublestar that is no whole directory is a star. */
function single(part: string): string {
  if (part.startsWith('*')) return '[^/]*'
  if (part === '?') return '[^/]'
  if (part.startsWith('[') && part.length > 1) return part.replace(/^\[[!^]/, '[^/')
  if (/^[[}\\]$/.test(part)) throw new ExpressionError(`a ${part} that stands alone`)
  const literal = part.startsWith('\\') ? part.slice(1) : part
  return /[0-9A-Za-z_]/.test(literal) || literal.length > 1 || literal > '\x7f' ? literal : `\\${literal}`
}
