/** Finds the one value that a source means. Codes: `source-missing`, `source-ambiguous`, `source-field-missing`, `source-invalid`. */
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import { lookup } from './lookup.ts'
import { readPath } from './path.ts'
import { type At, below, placeOf } from './place.ts'
import { Refusal } from './refusal.ts'
import { DEFAULT_FIELD, type Id, type Source } from './replacement.ts'
import { hasId } from './select.ts'
import { refined } from './value.ts'

type Read = { readonly value: unknown } | { readonly result: Result }

export function readSource(items: readonly KrmResource[], source: Source, at: At): Read {
  const [found, second] = items.filter(hasId(source))
  if (found && !second) return valueIn(found, source, below(at, 'fieldPath'))
  if (!found || !second) {
    const hint = 'a source is named exactly; look for a typing error, or for a function that renames it'
    return { result: error('source-missing', placeOf(at), `no resource has ${named(source)}`, hint) }
  }
  const message = `more than one resource has ${named(source)}: ${describe(found)} and ${describe(second)}`
  const hint = 'add `name`, `kind`, `group` or `namespace` until one is left'
  return { result: error('source-ambiguous', placeOf(at), message, hint) }
}

function valueIn(resource: KrmResource, { fieldPath = DEFAULT_FIELD, options = {} }: Source, at: At): Read {
  try {
    const value = lookup(resource, readPath(fieldPath))
    if (!isEmpty(value)) return { value: refined(value, options) }
    const message = `${describe(resource)} has nothing at \`${fieldPath}\``
    return { result: error('source-field-missing', placeOf(at), message) }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    const message = `\`${fieldPath}\` of ${describe(resource)}: ${cause.message}`
    return { result: error('source-invalid', placeOf(at), message, cause.hint) }
  }
}

/** Empty text is a value, as in kustomize. */
function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && Object.keys(value as object).length === 0)
}

function named(id: Id): string {
  const parts = (['group', 'version', 'kind', 'name', 'namespace'] as const).filter((field) => id[field])
  return parts.length === 0 ? 'any identity' : parts.map((field) => `${field} "${id[field]}"`).join(', ')
}
