/** Kptfile → the functions that it declares. Fields: kpt.dev/v1 `Pipeline`, kpt `pkg/api/kptfile/v1/types.go`. */
import { isObject } from '../src/krm/check.ts'
import type { FieldPath } from '../src/krm/field-path.ts'
import { type KrmResource, PATH, withAnnotations } from '../src/krm/resource.ts'
import { error, place, type Result } from '../src/krm/result.ts'
import { SELECTOR_FIELDS, type Selector } from '../src/krm/selector.ts'
import { nearest } from '../src/schema/nearest.ts'
import { KPTFILE } from './package.ts'
import { Refusal } from './refusal.ts'

export interface FunctionSpec {
  readonly type: 'mutator' | 'validator'
  readonly image?: string
  readonly exec?: string
  readonly configPath?: string
  readonly configMap?: Readonly<Record<string, unknown>>
  readonly selectors?: readonly Selector[]
  readonly exclude?: readonly Selector[]
  /** Where it stands in the Kptfile, for results about it. */
  readonly at: { readonly kptfile: KrmResource; readonly path: FieldPath }
}

const FIELDS = ['image', 'exec', 'name', 'configPath', 'configMap', 'selectors', 'exclude']
/** kpt `KptFile`; what a newer kpt wrote into `status` is no business of ours. */
const TOP_FIELDS = [
  'apiVersion',
  'kind',
  'metadata',
  'upstream',
  'upstreamLock',
  'info',
  'pipeline',
  'inventory',
  'status',
]
/** Known to kpt and not yet to this engine. */
const UNSUPPORTED = ['tag', 'condition', 'configRef']
const LISTS = { mutators: 'mutator', validators: 'validator' } as const

/** Undefined for a Kptfile without a pipeline. Codes: `kptfile-version-unsupported`, `kptfile-invalid`, `kptfile-unsupported`. */
export function readPipeline(kptfile: KrmResource, path: string): readonly FunctionSpec[] | undefined {
  const source = withAnnotations(kptfile, { [PATH]: path ? `${path}/${KPTFILE}` : KPTFILE })
  const problems = check(source)
  if (problems.length > 0) throw new Refusal(problems)
  const pipeline = kptfile.pipeline as Readonly<Record<string, readonly object[]>> | undefined
  if (!pipeline) return undefined
  return Object.entries(LISTS).flatMap(([list, type]) => {
    return (pipeline[list] ?? []).map((fn, i) => ({
      ...fn,
      type,
      at: { kptfile: source, path: ['pipeline', list, i] },
    }))
  })
}

function check(kptfile: KrmResource): readonly Result[] {
  if (kptfile.kind !== 'Kptfile' || kptfile.apiVersion !== 'kpt.dev/v1') {
    const message = `a Kptfile must be of apiVersion kpt.dev/v1, not ${kptfile.kind} of ${kptfile.apiVersion}`
    return [error('kptfile-version-unsupported', place(kptfile, ['apiVersion']), message)]
  }
  const strange = Object.keys(kptfile).filter((field) => !TOP_FIELDS.includes(field))
  if (strange.length > 0) return strange.map((field) => unknown(kptfile, [field], field, TOP_FIELDS))
  const { pipeline = {} } = kptfile
  if (!isObject(pipeline)) return [invalid(kptfile, ['pipeline'], '`pipeline` must be an object')]
  return Object.entries(pipeline).flatMap(([list, functions]) => {
    const path = ['pipeline', list]
    if (!(list in LISTS)) return [unknown(kptfile, path, list, Object.keys(LISTS))]
    if (!Array.isArray(functions)) return [invalid(kptfile, path, `\`${list}\` must be a list`)]
    return functions.flatMap((fn, i) => checkFunction(kptfile, [...path, i], fn))
  })
}

function checkFunction(kptfile: KrmResource, path: FieldPath, fn: unknown): readonly Result[] {
  if (!isObject(fn)) return [invalid(kptfile, path, 'a function must be an object')]
  const fields = Object.keys(fn)
  const exclusive = [
    ['image', 'exec'],
    ['configPath', 'configMap'],
  ].filter(([a, b]) => fn[a as string] !== undefined && fn[b as string] !== undefined)
  return [
    ...fields
      .filter((field) => UNSUPPORTED.includes(field))
      .map((field) => unsupported(kptfile, [...path, field], field)),
    ...fields
      .filter((field) => !FIELDS.includes(field) && !UNSUPPORTED.includes(field))
      .map((field) => unknown(kptfile, [...path, field], field, FIELDS)),
    ...exclusive.map(([a, b]) => invalid(kptfile, path, `\`${a}\` and \`${b}\` exclude each other`)),
    ...['selectors', 'exclude'].flatMap((field) => checkSelectors(kptfile, [...path, field], fn[field])),
    ...(fn.image === undefined && fn.exec === undefined
      ? [invalid(kptfile, path, 'a function needs `image` or `exec`')]
      : []),
  ]
}

function checkSelectors(kptfile: KrmResource, path: FieldPath, selectors: unknown): readonly Result[] {
  if (selectors === undefined) return []
  if (!Array.isArray(selectors)) return [invalid(kptfile, path, 'selectors must be a list')]
  return selectors.flatMap((selector, i) => {
    if (!isObject(selector)) return [invalid(kptfile, [...path, i], 'a selector must be an object')]
    const strange = Object.keys(selector).filter((field) => !SELECTOR_FIELDS.includes(field as never))
    return strange.map((field) => unknown(kptfile, [...path, i, field], field, SELECTOR_FIELDS))
  })
}

function invalid(kptfile: KrmResource, path: FieldPath, message: string): Result {
  return error('kptfile-invalid', place(kptfile, path), message)
}

function unknown(kptfile: KrmResource, path: FieldPath, field: string, known: readonly string[]): Result {
  const near = nearest(field, known)
  const hint = `${near ? `did you mean "${near}"? ` : ''}known: ${known.join(', ')}`
  return error('kptfile-invalid', place(kptfile, path), `field \`${field}\` is not known here`, hint)
}

function unsupported(kptfile: KrmResource, path: FieldPath, field: string): Result {
  return error(
    'kptfile-unsupported',
    place(kptfile, path),
    `\`${field}\` is not supported by this engine`,
    'remove it, or render with kpt',
  )
}
