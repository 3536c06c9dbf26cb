/**
 * The fields of a Kptfile, read as strictly as kpt reads them: what is not known is an error, a scalar where text is meant keeps its spelling.
 * kpt `api/kptfile/v1/types.go`, at beta.56 and, for what came later, on main.
 */
import { isObject } from '../src/krm/check.ts'
import type { FieldPath } from '../src/krm/field-path.ts'
import { nearest } from '../src/schema/nearest.ts'

export type Shape =
  | 'text'
  | 'any'
  | { readonly list: Shape }
  | { readonly map: 'text' }
  | { readonly fields: Readonly<Record<string, Shape>> }

const git = { fields: { repo: 'text', directory: 'text', ref: 'text' } } as const
const gitLock = { fields: { ...git.fields, commit: 'text' } } as const
const texts = { map: 'text' } as const

const selector: Shape = {
  fields: { apiVersion: 'text', kind: 'text', name: 'text', namespace: 'text', labels: texts, annotations: texts },
}

const fn: Shape = {
  fields: {
    image: 'text',
    exec: 'text',
    configPath: 'text',
    configMap: texts,
    configRef: { fields: { apiVersion: 'text', kind: 'text', name: 'text', namespace: 'text' } },
    name: 'text',
    tag: 'text',
    // kpt's proposal said `condition`; its main branch says `when`.
    condition: 'text',
    when: 'text',
    selectors: { list: selector },
    exclude: { list: selector },
  },
}

export const kptfileShape: Shape = {
  fields: {
    apiVersion: 'text',
    kind: 'text',
    metadata: { fields: { name: 'text', namespace: 'text', labels: texts, annotations: texts } },
    upstream: { fields: { type: 'text', git, updateStrategy: 'text', preserveExplicitNull: 'any' } },
    upstreamLock: { fields: { type: 'text', git: gitLock, generic: 'any' } },
    info: {
      fields: {
        site: 'text',
        emails: { list: 'text' },
        license: 'text',
        licenseFile: 'text',
        description: 'text',
        keywords: { list: 'text' },
        man: 'text',
        readinessGates: { list: { fields: { conditionType: 'text' } } },
      },
    },
    pipeline: { fields: { mutators: { list: fn }, validators: { list: fn } } },
    inventory: {
      fields: { namespace: 'text', name: 'text', inventoryID: 'text', labels: texts, annotations: texts },
    },
    // What kpt wrote here is no business of ours, whichever version wrote it.
    status: 'any',
  },
}

export interface Problem {
  readonly path: FieldPath
  readonly message: string
  readonly hint?: string
}

/** What decoding needs to know: how a scalar was written, and where problems go. */
export interface Decoding {
  readonly spelling: (path: FieldPath) => string | undefined
  /** How the last key of the path was written, where that is not how it is read. */
  readonly spelledKey: (path: FieldPath) => string | undefined
  readonly problems: Problem[]
}

/** `undefined` for what is empty. */
export function decode(value: unknown, shape: Shape, path: FieldPath, decoding: Decoding): unknown {
  if (value === null || value === undefined) return undefined
  if (shape === 'any') return value
  if (shape === 'text') return decodeText(value, path, decoding)
  if ('list' in shape) {
    if (!Array.isArray(value)) return wrong(path, 'must be a list', decoding)
    return value.map((item, i) => decode(item, shape.list, [...path, i], decoding)).filter((item) => item !== undefined)
  }
  if (!isObject(value)) return wrong(path, 'must be an object', decoding)
  const entries = Object.entries(value).map(([key, field]): [string, unknown] => {
    const at = [...path, key]
    if ('map' in shape) return [decoding.spelledKey(at) ?? key, decode(field, shape.map, at, decoding) ?? '']
    const known = shape.fields[key]
    return [key, known ? decode(field, known, [...path, key], decoding) : unknown(key, path, shape.fields, decoding)]
  })
  return Object.fromEntries(entries.filter(([, field]) => field !== undefined))
}

function decodeText(value: unknown, path: FieldPath, decoding: Decoding): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'object')
    return wrong(path, `must be text, not ${Array.isArray(value) ? 'a list' : 'an object'}`, decoding)
  return decoding.spelling(path) ?? String(value)
}

function wrong(path: FieldPath, what: string, { problems }: Decoding): undefined {
  problems.push({ path, message: `\`${path.at(-1)}\` ${what}` })
  return undefined
}

function unknown(
  key: string,
  path: FieldPath,
  fields: Readonly<Record<string, Shape>>,
  { problems }: Decoding,
): undefined {
  const known = Object.keys(fields)
  const near = nearest(key, known)
  const hint = `${near ? `did you mean "${near}"? ` : ''}known: ${known.join(', ')}`
  problems.push({ path: [...path, key], message: `field \`${key}\` is not known here`, hint })
  return undefined
}
