/** New values for tagged fields. Codes: `value-set`, `value-missing`, `list-pattern-invalid`, `list-value-invalid`. */
import { equal } from '../../src/krm/equal.ts'
import { formatFieldPath, setIn } from '../../src/krm/field-path.ts'
import { describe, type KrmResource, type StringMap } from '../../src/krm/resource.ts'
import { error, info, place, type Result } from '../../src/krm/result.ts'
import { filled, isSecret, reference, setterComment, settersIn, valuesIn } from '../../src/krm/setter.ts'
import { readDocument } from '../../src/text/document.ts'
import type { Tagged } from './tagged.ts'
import { asText, typed } from './typed.ts'

export interface Applied {
  readonly resource: KrmResource
  readonly results: readonly Result[]
}

export function applySetters(resource: KrmResource, tagged: readonly Tagged[], setters: StringMap): Applied {
  const results: Result[] = []
  let next = resource
  for (const field of tagged) {
    const wanted = Array.isArray(field.value) ? newList(resource, field, setters) : newScalar(resource, field, setters)
    if ('problem' in wanted) results.push(wanted.problem)
    else if (!equal(wanted.value, field.value)) {
      next = setIn(next, field.path, wanted.value) as KrmResource
      results.push(changed(resource, field, wanted.value))
    }
  }
  return { resource: next, results }
}

type Next = { readonly value: unknown } | { readonly problem: Result }

/** What is given, and for the other setters of the pattern what the old value says. */
function newScalar(resource: KrmResource, field: Tagged, setters: StringMap): Next {
  const { pattern, path, value } = field
  const old = asText(value)
  const current = valuesIn(pattern, old)
  const given = (name: string) => (Object.hasOwn(setters, name) ? setters[name] : current.get(name))
  const missing = [...new Set(settersIn(pattern))].filter((name) => given(name) === undefined)
  if (missing.length === 0) return { value: typed(filled(pattern, given), resource.kind, field) }
  const names = missing.map((name) => `"${name}"`).join(', ')
  const shown = isSecret(resource.kind, path, settersIn(pattern)) ? 'the old value' : `"${old}"`
  const message = `${where(resource, field)} needs a value for ${names}, which ${shown} does not tell: it does not match "${pattern}"`
  return {
    problem: error(
      'value-missing',
      place(resource, path),
      message,
      `give ${names} a value too, or make the field match its comment`,
    ),
  }
}

/** A list is one setter's, whose value is a list in YAML; no text at all empties it. */
function newList(resource: KrmResource, field: Tagged, setters: StringMap): Next {
  const { pattern, path } = field
  const [name = ''] = settersIn(pattern)
  if (pattern !== reference(name)) {
    const message = `${where(resource, field)} is a list, which cannot be put together as "${pattern}"`
    const hint = `a list is the value of one setter, as in ${setterComment(reference(name))}`
    return { problem: error('list-pattern-invalid', place(resource, path), message, hint) }
  }
  const text = setters[name] ?? ''
  if (text === '') return { value: [] }
  const { value } = readDocument({ text, line: 1 })
  if (Array.isArray(value)) return { value }
  const message = `${where(resource, field)} is a list, but the value of "${name}" is none`
  return {
    problem: error('list-value-invalid', place(resource, path), message, 'write a list in YAML as text: "[a, b]"'),
  }
}

function changed(resource: KrmResource, field: Tagged, value: unknown): Result {
  const { path, pattern, value: old } = field
  const at = place(resource, path)
  if (isSecret(resource.kind, path, settersIn(pattern)))
    return info('value-set', at, `${where(resource, field)} has a new value`)
  const message = `${where(resource, field)} is now ${shown(value)}, it was ${shown(old)}`
  return { ...info('value-set', at, message), field: { path, currentValue: old, proposedValue: value } }
}

function where(resource: KrmResource, { path }: Tagged): string {
  return `\`${formatFieldPath(path)}\` of ${describe(resource)}`
}

/** A whole file in one field would drown the report. */
const LONGEST = 100

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  if (typeof value !== 'string') return value === null ? 'null' : asText(value)
  return `"${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}"`
}
