/** Kptfile → the functions that it declares. Rules: kpt `pkg/api/kptfile/v1/validation.go`. */
import { posix } from 'node:path'
import { type FieldPath, formatFieldPath } from '../src/krm/field-path.ts'
import { type KrmResource, PATH, withAnnotations } from '../src/krm/resource.ts'
import { error, place, type Result } from '../src/krm/result.ts'
import type { Selector } from '../src/krm/selector.ts'
import { type SourceDocument, spelling, writtenKeys } from '../src/text/document.ts'
import { withTag } from './image-tag.ts'
import { type Decoding, decode, kptfileShape, type Problem } from './kptfile-schema.ts'
import { KPTFILE } from './package.ts'
import { Refusal } from './refusal.ts'

/** A resource of the package by its identity; what is not said fits everything. */
export interface ConfigRef {
  readonly apiVersion?: string
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

export interface FunctionSpec {
  readonly type: 'mutator' | 'validator'
  readonly image?: string
  readonly exec?: string
  readonly configPath?: string
  readonly configMap?: Readonly<Record<string, string>>
  readonly configRef?: ConfigRef
  /** Shown in messages, and kept for merging with upstream. */
  readonly name?: string
  /** Replaces the tag or digest of `image`; may be a semver constraint. */
  readonly tag?: string
  /** A CEL expression on the selected items; where it is false the function is skipped. */
  readonly condition?: string
  readonly selectors?: readonly Selector[]
  readonly exclude?: readonly Selector[]
  /** Where it stands in the Kptfile, for results about it. */
  readonly at: { readonly kptfile: KrmResource; readonly path: FieldPath }
}

/** The place of a function that the command line names. */
export const NOWHERE: FunctionSpec['at'] = {
  kptfile: { apiVersion: 'kpt.dev/v1', kind: 'Kptfile', metadata: {} },
  path: [],
}

type Declared = Omit<FunctionSpec, 'type' | 'at'> & { readonly when?: string }

interface Decoded {
  readonly pipeline?: Readonly<Record<keyof typeof LISTS, readonly Declared[] | undefined>>
}

const LISTS = { mutators: 'mutator', validators: 'validator' } as const

/**
 * Undefined for a Kptfile without a pipeline. `document` tells how numbers, booleans and dates were spelt that stand for text.
 * Codes: `kptfile-version-unsupported`, `kptfile-invalid`.
 */
export function readPipeline(
  kptfile: KrmResource,
  path: string,
  document?: SourceDocument,
): readonly FunctionSpec[] | undefined {
  const source = withAnnotations(kptfile, { [PATH]: path ? `${path}/${KPTFILE}` : KPTFILE })
  refuseVersion(source)
  const decoding: Decoding = { ...spellings(document), problems: [] }
  const { pipeline } = decode(kptfile, kptfileShape, [], decoding) as Decoded
  const functions = Object.entries(LISTS).flatMap(([list, type]) => {
    return (pipeline?.[list as keyof typeof LISTS] ?? []).map((fn, i) => declared(fn, type, source, [list, i]))
  })
  const problems = [...decoding.problems, ...functions.flatMap(check)].map((problem) => invalid(source, problem))
  if (problems.length > 0) throw new Refusal(problems)
  return pipeline ? functions.map(tagged) : undefined
}

function spellings(document: SourceDocument | undefined): Pick<Decoding, 'spelling' | 'spelledKey'> {
  if (!document) return { spelling: () => undefined, spelledKey: () => undefined }
  const keys = new Map(writtenKeys(document).map(({ path, written }) => [formatFieldPath(path), written]))
  return { spelling: (at) => spelling(document, at), spelledKey: (at) => keys.get(formatFieldPath(at)) }
}

function tagged(fn: FunctionSpec): FunctionSpec {
  const { image, tag } = fn
  const read = image && tag ? withTag(image, tag) : undefined
  return read && 'image' in read ? { ...fn, image: read.image } : fn
}

function declared(fn: Declared, type: FunctionSpec['type'], kptfile: KrmResource, path: FieldPath): FunctionSpec {
  const { when, condition = when, ...rest } = fn
  return { ...rest, ...(condition ? { condition } : {}), type, at: { kptfile, path: ['pipeline', ...path] } }
}

function refuseVersion(kptfile: KrmResource): void {
  if (kptfile.kind === 'Kptfile' && kptfile.apiVersion === 'kpt.dev/v1') return
  const message = `a Kptfile must be of apiVersion kpt.dev/v1, not ${kptfile.kind} of ${kptfile.apiVersion}`
  throw new Refusal([error('kptfile-version-unsupported', place(kptfile, ['apiVersion']), message)])
}

/** Of each group a function may have one. */
const EXCLUSIVE = [
  ['image', 'exec'],
  ['configMap', 'configPath'],
  ['configMap', 'configRef'],
  ['configPath', 'configRef'],
] as const

function check(fn: FunctionSpec): readonly Problem[] {
  const { path } = fn.at
  const has = (field: keyof FunctionSpec) => fn[field] !== undefined && !isEmpty(fn[field])
  const both = EXCLUSIVE.filter((fields) => fields.every(has))
  const ref = fn.configRef
  return [
    ...(has('image') || has('exec') ? [] : [{ path, message: 'a function needs `image` or `exec`' }]),
    ...both.map(([a, b]) => ({ path, message: `\`${a}\` and \`${b}\` exclude each other` })),
    ...tagProblems(fn),
    ...(fn.configPath ? configPathProblems(fn.configPath, [...path, 'configPath']) : []),
    ...(ref && !(ref.kind && ref.name)
      ? [{ path: [...path, 'configRef'], message: '`configRef` needs `kind` and `name`' }]
      : []),
  ]
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function tagProblems({ image, tag, at: { path } }: FunctionSpec): readonly Problem[] {
  if (!tag) return []
  if (!image) return [{ path: [...path, 'tag'], message: '`tag` needs `image`' }]
  const tagged = withTag(image, tag)
  const hint = 'write an exact tag'
  return 'message' in tagged ? [{ path: [...path, 'tag'], message: tagged.message, hint }] : []
}

function configPathProblems(configPath: string, path: FieldPath): readonly Problem[] {
  const clean = posix.normalize(configPath)
  if (configPath.trim() === '') return [{ path, message: '`configPath` must not be blank' }]
  if (clean.startsWith('/'))
    return [{ path, message: `"${configPath}" must be relative: it counts from the folder of the Kptfile` }]
  return clean.includes('..') ? [{ path, message: `"${configPath}" must not be outside the package` }] : []
}

function invalid(kptfile: KrmResource, { path, message, hint }: Problem): Result {
  return error('kptfile-invalid', place(kptfile, path), message, hint)
}
