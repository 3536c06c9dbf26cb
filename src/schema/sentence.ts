/** A problem as a sentence: what is, what must be, and what to do. */
import type { FieldPath } from '../krm/field-path.ts'
import { nearest } from './nearest.ts'
import type { Problem } from './problem.ts'
import { type Schema, typeOf, typesOf } from './schema.ts'
import { fieldNames, fieldOr, oneOf, shown, typeName, wanted, withType } from './words.ts'

export interface Sentence {
  readonly message: string
  readonly hint?: string
  /** The field that is meant; for a missing one, the object that must hold it. */
  readonly path: FieldPath
}

export interface Telling {
  /** How messages name the value that was checked as a whole. */
  readonly root: string
  /** Keeps values out of the messages. */
  readonly secret?: boolean
}

export function sentence(problem: Problem, { root, secret = problem.secret ?? false }: Telling): Sentence {
  const telling = { root, secret }
  const { message, hint } = WORDS[problem.rule](problem as never, fieldOr(problem.path, telling.root), telling)
  const path = problem.rule === 'unknown' ? [...problem.path, problem.key] : problem.path
  return { message, ...(hint === undefined ? {} : { hint }), path }
}

type Of<Rule extends Problem['rule']> = Extract<Problem, { rule: Rule }>
type Words = { readonly message: string; readonly hint?: string | undefined }

const WORDS: { readonly [Rule in Problem['rule']]: (problem: Of<Rule>, field: string, telling: Telling) => Words } = {
  unknown: ({ key, known }, field) => ({
    message: `field \`${key}\` is not known in ${field}`,
    hint: unknownHint(key, known),
  }),
  missing: ({ keys }, field) => ({
    message:
      keys.length === 1
        ? `field \`${keys[0]}\` is missing in ${field}`
        : `${field} must have one of ${fieldNames(keys)}`,
  }),
  type: ({ value, schema }, field, { secret }) => ({
    message: `${field} must be ${wanted(schema)}, not ${secret ? typeName(value) : withType(value)}`,
    hint: secret ? undefined : typeHint(value, schema),
  }),
  choice: ({ value, allowed }, field, { secret }) => ({
    message: `${field} must be ${oneOf(allowed)}${secret ? '' : `, not ${shown(value)}`}`,
    hint: choiceHint(value, allowed),
  }),
  limit: ({ value, must }, field, { secret }) => ({
    message: `${field} must be ${must}${secret ? '' : `, not ${shown(value)}`}`,
  }),
  duplicate: (problem, field, telling) => ({ message: duplicate(problem, field, telling) }),
  ambiguous: ({ keys }, field) => ({
    message:
      keys.length > 0
        ? `${field} must have only one of ${fieldNames(keys)}`
        : `${field} must have only one of its forms`,
  }),
}

function duplicate({ first, keys, values }: Of<'duplicate'>, field: string, telling: Telling): string {
  const original = fieldOr(first, telling.root)
  if (keys.length === 0) return `${field} repeats ${original}, each value must be given once`
  const key = keys.map((name, index) => (telling.secret ? `\`${name}\`` : `\`${name}\` ${shown(values[index])}`))
  return `${field} has the same ${key.join(' and ')} as ${original}, each item must have its own`
}

/** Few enough to be listed. */
const FEW = 24

function unknownHint(key: string, known: readonly string[]): string | undefined {
  const meant = nearest(key, known)
  if (meant !== undefined) return `did you mean "${meant}"?`
  return known.length > 0 && known.length <= FEW ? `known here: ${fieldNames(known)}` : undefined
}

function choiceHint(value: unknown, allowed: readonly unknown[]): string | undefined {
  const meant = typeof value === 'string' && allowed.length > 1 ? nearest(value, allowed.map(String)) : undefined
  return meant === undefined ? undefined : `did you mean "${meant}"?`
}

function listHint(value: unknown): string | undefined {
  if (value === null || value === '') return undefined
  return typeof value === 'object' ? 'begin each item with "- "' : `write a list: [${shown(value)}]`
}

const QUOTE_WORD = 'put it in quotes: without them YAML reads yes, no, on, off, y and n as true and false'

/** YAML's own trap: quotes make a string, and without them a text may be something else than what was written. */
function typeHint(value: unknown, schema: Schema): string | undefined {
  const types = typesOf(schema)
  if (typeof value === 'boolean' && types.includes('string')) return QUOTE_WORD
  if (typeof value === 'number' && types.includes('string')) return 'put it in quotes, as it is written'
  if (types.includes('array')) return listHint(value)
  if (typeof value !== 'string') return undefined
  const asNumber = value.trim() === '' || Number.isNaN(Number(value)) ? undefined : typeOf(Number(value))
  const unquoted = value === 'true' || value === 'false' ? 'boolean' : asNumber
  return unquoted && types.includes(unquoted) ? `write ${value} without quotes` : undefined
}
