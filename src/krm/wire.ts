/**
 * ResourceList ⇄ text: what a function reads on stdin and writes on stdout.
 * KRM Functions Specification; reads `config.kubernetes.io/v1`, `v1beta1` and `v1alpha1`, writes `v1`.
 */
import { MAX_STREAM_LENGTH } from '../text/budgets.ts'
import { readComments, withComments } from '../text/comments.ts'
import { editDocument, readDocument, type SourceDocument, splitDocuments, writeDocument } from '../text/document.ts'
import { KUBERNETES_WORDS, type Words } from '../text/scalar.ts'
import { asFunctionConfig, isObject } from './check.ts'
import type { FieldComment, NewComments, Texts } from './comment.ts'
import { type FieldPath, FieldPathError, formatFieldPath, parseFieldPath } from './field-path.ts'
import type { Answered, ResourceList } from './function.ts'
import { asItem } from './item.ts'
import type { KrmResource } from './resource.ts'
import { error, type Result, type Severity } from './result.ts'
import { configAsWritten } from './written-config.ts'

const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'].map((version) => `config.kubernetes.io/${version}`)
const SEVERITIES: readonly unknown[] = ['error', 'warning', 'info']

export interface WireInput {
  readonly list: ResourceList
  /** Writes the answer over the text that was read, so that comments of untouched items survive. */
  readonly write: (list: Answered) => string
}

/** Reads a stream that must hold one ResourceList; `words` tells in which YAML its author writes. Codes: `stream-empty`, `stream-invalid`, and those of check.ts. */
export function readStream(
  text: string,
  words: Words = KUBERNETES_WORDS,
): WireInput | { readonly results: readonly Result[] } {
  const documents = splitDocuments(text).map((document) => ({
    document,
    ...readDocument(document, { limit: MAX_STREAM_LENGTH, words }),
  }))
  const problem = documents.flatMap(({ problems }) => problems)[0]
  if (problem) return invalid(`line ${problem.position.line}, column ${problem.position.column}: ${problem.message}`)
  const filled = documents.filter(({ value }) => value !== undefined)
  if (filled.length === 0)
    return { results: [error('stream-empty', {}, 'the stream is empty, a ResourceList was expected')] }
  if (filled.length > 1) return invalid(`the stream must hold one ResourceList, not ${filled.length} documents`)
  const { document, value } = filled[0] as (typeof filled)[number]
  const list = readResourceList(value)
  if ('results' in list && !('items' in list)) return list
  const config = list.functionConfig && configAsWritten(list.functionConfig, document)
  return {
    list: { ...list, ...(config ? { functionConfig: config } : {}), texts: textsIn(document, list) },
    write: (answer) => writeStream(document, value, answer),
  }
}

/** Comments of the items of a stream; nothing is looked for before somebody asks. */
function textsIn(document: SourceDocument, { items }: ResourceList): Texts {
  let known: ReadonlyMap<KrmResource, readonly FieldComment[]> | undefined
  return {
    comments: {
      of: (item) => {
        known ??= commentsByItem(document.text, items)
        return known.get(item) ?? []
      },
    },
    textOf: () => undefined,
  }
}

/** The comments of the items of a ResourceList, from its text. */
export function commentsByItem(
  text: string,
  items: readonly KrmResource[],
): ReadonlyMap<KrmResource, readonly FieldComment[]> {
  const found = new Map<KrmResource, FieldComment[]>()
  for (const { path, ...comment } of readComments(text)) {
    const [list, index, ...rest] = path
    const item = list === 'items' ? items[Number(index)] : undefined
    if (!item || rest.length === 0) continue
    const others = found.get(item)
    if (others) others.push({ ...comment, path: rest })
    else found.set(item, [{ ...comment, path: rest }])
  }
  return found
}

function readResourceList(value: unknown): ResourceList | { readonly results: readonly Result[] } {
  if (!isObject(value) || value.kind !== 'ResourceList') return invalid('the stream must hold a ResourceList')
  if (!VERSIONS.some((version) => version === value.apiVersion)) {
    const given = value.apiVersion === undefined ? '' : `, not "${textOf(value.apiVersion)}"`
    return invalid(`apiVersion must be one of ${VERSIONS.join(', ')}${given}`)
  }
  if (!Array.isArray(value.items)) return invalid('`items` must be a list')
  const read = value.items.map((item, i) => asItem(item, { field: { path: ['items', i] } }))
  const wrong = read.flatMap((one) => ('result' in one ? [one.result] : []))
  if (wrong.length > 0) return { results: wrong }
  const items = read.flatMap((one) => ('resource' in one ? [one.resource] : []))
  const results = Array.isArray(value.results) ? value.results.map(readResult) : []
  if (value.functionConfig === undefined || value.functionConfig === null) return { items, results }
  const config = asFunctionConfig(value.functionConfig)
  return 'result' in config ? { results: [config.result] } : { items, results, ...config }
}

function invalid(message: string): { readonly results: readonly Result[] } {
  return { results: [error('stream-invalid', {}, message)] }
}

/** Results that earlier functions left; `severity` is error where it is missing, as the specification says. */
export function readResult(value: unknown): Result {
  if (!isObject(value)) return { code: NO_CODE, severity: 'error', message: String(value) }
  const { code = NO_CODE, hint, ...tags } = isObject(value.tags) ? (value.tags as Record<string, string>) : {}
  const severity = (SEVERITIES.includes(value.severity) ? value.severity : 'error') as Severity
  const field = isObject(value.field) ? { ...value.field, path: readPath(value.field.path) } : undefined
  return {
    code,
    severity,
    message: textOf(value.message ?? ''),
    ...(hint ? { hint } : {}),
    ...(isObject(value.resourceRef)
      ? { resourceRef: value.resourceRef as unknown as NonNullable<Result['resourceRef']> }
      : {}),
    ...(field ? { field } : {}),
    ...(isObject(value.file) ? { file: value.file as unknown as NonNullable<Result['file']> } : {}),
    ...(Object.keys(tags).length > 0 ? { tags } : {}),
  }
}

/** A map may have a `toString` of its own, which is no function. */
function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? '…' : String(value)
}

/** Foreign functions write paths in many dialects; what is no path of ours stays one opaque segment. */
function readPath(text: unknown): FieldPath {
  try {
    return parseFieldPath(textOf(text))
  } catch (cause) {
    if (cause instanceof FieldPathError) return [textOf(text)]
    throw cause
  }
}

export function writeResult({ code, hint, field, tags, severity, message, ...rest }: Result): object {
  const allTags = { ...(code === NO_CODE ? {} : { code }), ...(hint ? { hint } : {}), ...tags }
  return {
    message,
    severity,
    ...rest,
    ...(field ? { field: { ...field, path: formatFieldPath(field.path) } } : {}),
    ...(Object.keys(allTags).length > 0 ? { tags: allTags } : {}),
  }
}

/** Of a result that came without a code. */
const NO_CODE = 'result'

/** The wire form of a list as a plain value. */
export function toWire({ items, functionConfig, results }: ResourceList): object {
  return {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items: items.map(withoutEmptyMetadata),
    ...(functionConfig ? { functionConfig } : {}),
    ...(results.length > 0 ? { results: results.map(writeResult) } : {}),
  }
}

/** A Kustomization may have no metadata at all; reading gave it an empty one. */
function withoutEmptyMetadata(item: KrmResource): object {
  const { metadata, ...rest } = item
  return Object.keys(metadata).length > 0 ? item : rest
}

/** A list as text. */
export function writeResourceList(list: ResourceList): string {
  return writeDocument(toWire(list))
}

/** What else stands on the list stays, and so does what configured the function. */
function writeStream(document: SourceDocument, before: unknown, answer: Answered): string {
  const { results: _, ...others } = before as Readonly<Record<string, unknown>>
  const { functionConfig: __, ...list } = answer
  const text = editDocument(document, before, { ...others, ...toWire(list) })
  return answer.comments ? withComments(text, inList(answer.items, answer.comments)) : text
}

function inList(items: readonly KrmResource[], comments: NewComments): readonly FieldComment[] {
  return items.flatMap((item, i) => {
    return (comments.get(item) ?? []).map((comment) => ({ ...comment, path: ['items', i, ...comment.path] }))
  })
}
