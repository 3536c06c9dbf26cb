/** Writes a value to the fields of a target. Codes: `target-missing`, `target-field-missing`, `target-invalid`, `target-broken`, `element-matched-in-part`. */
import { asResource } from '../../src/krm/check.ts'
import { equal } from '../../src/krm/equal.ts'
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { error, failed, place, type Result, warning } from '../../src/krm/result.ts'
import { isTextField } from '../../src/krm/text-field.ts'
import { readPath, type Segment } from './path.ts'
import { type At, below, placeOf } from './place.ts'
import { Refusal } from './refusal.ts'
import { DEFAULT_FIELD, type Target } from './replacement.ts'
import { NOTHING, type Rewriting, rewrite } from './rewrite.ts'
import { isTarget } from './select.ts'
import { placed } from './value.ts'

interface Copied {
  readonly items: readonly KrmResource[]
  readonly results: readonly Result[]
}

interface Field {
  readonly text: string
  readonly path: readonly Segment[]
  readonly at: At
}

export function copyTo(items: readonly KrmResource[], target: Target, value: unknown, at: At): Copied {
  const prepared = prepare(target, at)
  if ('results' in prepared) return { items, results: prepared.results }
  if (!items.some(prepared.isMeant)) {
    const message = 'no resource is selected by this target, so nothing was replaced'
    return { items, results: [warning('target-missing', placeOf(below(at, 'select')), message)] }
  }
  const results: Result[] = []
  const copied = items.map((item) => {
    if (!prepared.isMeant(item)) return item
    const filled = fill(item, prepared.fields, target, value)
    results.push(...filled.results)
    return failed(filled.results) || equal(filled.resource, item) ? item : filled.resource
  })
  return { items: copied, results }
}

type Prepared =
  | { readonly isMeant: (resource: KrmResource) => boolean; readonly fields: readonly Field[] }
  | { readonly results: readonly Result[] }

function prepare({ select, reject, fieldPaths = [] }: Target, at: At): Prepared {
  const texts = fieldPaths.length === 0 ? [DEFAULT_FIELD] : fieldPaths
  const isMeant = attempt(at, () => isTarget(select, reject))
  const fields = texts.map((text, i) => {
    const place = below(at, 'fieldPaths', i)
    return attempt(place, () => ({ text, path: readPath(text), at: place }))
  })
  const results = [isMeant, ...fields].flatMap((one) => ('refused' in one ? [one.refused] : []))
  if ('refused' in isMeant || results.length > 0) return { results }
  return { isMeant: isMeant.value, fields: fields.flatMap((one) => ('refused' in one ? [] : [one.value])) }
}

function attempt<T>(at: At, read: () => T): { readonly value: T } | { readonly refused: Result } {
  try {
    return { value: read() }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return { refused: error('target-invalid', placeOf(at), cause.message, cause.hint) }
  }
}

interface Filled {
  readonly resource: KrmResource
  readonly results: readonly Result[]
}

function fill(item: KrmResource, fields: readonly Field[], target: Target, value: unknown): Filled {
  const results: Result[] = []
  let resource = item
  for (const field of fields) {
    const next = fillField(resource, field, target, value)
    results.push(...next.results)
    resource = next.resource
  }
  return { resource, results }
}

function fillField(resource: KrmResource, { text, path, at }: Field, { options = {} }: Target, value: unknown): Filled {
  const parts: Result[] = []
  const how: Rewriting = {
    write: (old, field) => placed(old, value, options, isTextField(resource.kind, field)),
    create: options.create === true,
    onPart: (asked, found) => parts.push(matchedInPart(asked, found, at)),
  }
  try {
    const written = rewrite(resource, path, how)
    if (written === NOTHING) return { resource, results: [missing(resource, text, at)] }
    const checked = asResource(written, place(resource))
    return 'resource' in checked
      ? { resource: checked.resource, results: parts }
      : { resource, results: [broken(checked.result, text)] }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    const message = `\`${text}\` of ${describe(resource)}: ${cause.message}`
    return { resource, results: [error('target-invalid', placeOf(at), message, cause.hint)] }
  }
}

function missing(resource: KrmResource, text: string, at: At): Result {
  const message = `${describe(resource)} has no field \`${text}\``
  const hint = /[^.]\[/.test(text)
    ? 'a bracket follows a dot: `containers.[name=web].image`'
    : '`options.create` makes a missing field'
  return error('target-field-missing', placeOf(at), message, hint)
}

function matchedInPart(asked: string, found: string, at: At): Result {
  const message = `"${asked}" also means the element "${found}", because a part of the value is enough`
  return warning('element-matched-in-part', placeOf(at), message, `write "^${asked}$" if only "${asked}" is meant`)
}

/** What has lost its kind or its name, or has a label that is no text, must not travel on. */
function broken({ code: _, severity: __, message, hint, ...at }: Result, text: string): Result {
  return error('target-broken', at, `after \`${text}\` was written, ${message}`, hint)
}
