/**
 * kpt's setters: a comment `# kpt-set: nginx:${tag}` says which parts of the value before it are parameters.
 * kpt's catalogue, `apply-setters/applysetters/apply_setters.go`.
 */
import type { FieldPath } from './field-path.ts'

const PREFIX = '# kpt-set: '
const SETTER = /\$\{([^}]*)\}/g
const SETTER_ALONE = /\$\{[^}]*\}/

/** What a comment says about its field; undefined for every other comment. */
export function patternOf(comment: string): string | undefined {
  const pattern = comment.startsWith(PREFIX) ? comment.slice(PREFIX.length).trim() : ''
  return pattern === '' ? undefined : pattern
}

export function setterComment(pattern: string): string {
  return `${PREFIX}${pattern}`
}

export function reference(name: string): string {
  return `\${${name}}`
}

/** The setters of a pattern, in its order. */
export function settersIn(pattern: string): readonly string[] {
  return [...pattern.matchAll(SETTER)].map(([, name = '']) => name)
}

/** The pattern with values in the place of its setters; those without one stay. */
export function filled(pattern: string, given: (name: string) => string | undefined): string {
  return pattern.replace(SETTER, (whole, name: string) => given(name) ?? whole)
}

/**
 * The values that the setters of a pattern have in a text, of which the pattern may match a part: each as long as it can be, earlier ones
 * first. Empty where the pattern does not match, or a value would be empty.
 */
export function valuesIn(pattern: string, text: string): ReadonlyMap<string, string> {
  const names = settersIn(pattern)
  const [first = '', ...literals] = pattern.split(SETTER_ALONE)
  const start = text.indexOf(first)
  if (start < 0 || text.includes('\n')) return new Map()
  const offsets = lastOffsets(text, literals)
  const values = names.map((_, i) => {
    const from = i === 0 ? start + first.length : (offsets[i - 1] ?? 0) + (literals[i - 1] as string).length
    return text.slice(from, Math.max(from, offsets[i] ?? 0))
  })
  return values.includes('') ? new Map() : new Map(names.map((name, i) => [name, values[i] as string]))
}

/** Where each literal stands last with all those behind it following: so each setter before it is as long as it can be. */
function lastOffsets(text: string, literals: readonly string[]): readonly number[] {
  let end = text.length
  return literals
    .toReversed()
    .map((literal) => {
      const room = end - literal.length
      end = room < 0 ? -1 : text.lastIndexOf(literal, room)
      return end
    })
    .reverse()
}

/** What a setter or its field is called where its value must not be shown. */
const SECRET = /passw|secret|token|api[-_]?key|credential|private[-_]?key|cert|bearer|auth/i

/** Whether a value must stay out of reports. */
export function isSecret(kind: string, path: FieldPath, names: readonly string[]): boolean {
  return kind === 'Secret' || [...path, ...names].some((word) => SECRET.test(String(word)))
}
