/**
 * Text → what a function answered, in every form that kpt takes for an answer: one ResourceList of any version, one List, or the bare
 * resources. kyaml `kio/byteio_reader.go`; older forms of results: kpt `internal/fnruntime/runner.go`.
 */
import { MAX_STREAM_LENGTH } from '../text/budgets.ts'
import { readDocument, splitDocuments } from '../text/document.ts'
import { CORE_WORDS } from '../text/scalar.ts'
import { isObject } from './check.ts'
import { formatFieldPath } from './field-path.ts'
import { asItem } from './item.ts'
import type { KrmResource } from './resource.ts'
import type { Result } from './result.ts'
import { withSentTexts } from './sent-texts.ts'
import { readResult } from './wire.ts'

type Value = Readonly<Record<string, unknown>>

export interface FunctionAnswer {
  /** Absent from a list that does not say them: the Go SDK leaves out an empty one. */
  readonly items?: readonly KrmResource[]
  readonly results: readonly Result[]
  /** Whether a ResourceList says so; anything else may be a program that never knew of functions. */
  readonly isResourceList: boolean
}

/** What is wrong with the text, in words that end a sentence. */
export interface Unreadable {
  readonly problem: string
}

const LISTS: readonly unknown[] = ['ResourceList', 'List']

/** Undefined for a text without any document: that is no empty list, it is no answer. `sent` are the items that the function was given. */
export function readAnswer(text: string, sent: readonly KrmResource[] = []): FunctionAnswer | Unreadable | undefined {
  // A function was sent no word that needs YAML 1.1: a bare `yes` in its answer is a string that it wrote itself.
  const options = { limit: MAX_STREAM_LENGTH, words: CORE_WORDS }
  const read = splitDocuments(text).map((document) => ({ document, ...readDocument(document, options) }))
  const problem = read.flatMap(({ problems }) => problems)[0]
  if (problem) {
    const { line, column } = problem.position
    return { problem: `line ${line}, column ${column}: ${problem.message}` }
  }
  const values = read.flatMap(({ document, value }) =>
    value === undefined || value === null ? [] : [withSentTexts(document, value, sent)],
  )
  if (values.length === 0) return undefined
  const lists = values.filter((value): value is Value => isObject(value) && LISTS.includes(value.kind))
  if (lists.length === 0) return readItems(values, { results: [], isResourceList: false })
  if (values.length > 1) return { problem: `a ResourceList must stand alone, not among ${values.length} documents` }
  return readList(lists[0] as Value)
}

function readList({ kind, items, results }: Value): FunctionAnswer | Unreadable {
  const entries = entriesOf(results)
  if (!entries) return { problem: '`results` must be a list' }
  const said = entries.map((entry) => readResult(isObject(entry) ? modern(entry) : entry))
  const answer = { results: said, isResourceList: kind === 'ResourceList' }
  if (items === undefined || items === null) return answer
  if (!Array.isArray(items)) return { problem: '`items` must be a list' }
  return readItems(items, answer)
}

function readItems(values: readonly unknown[], answer: FunctionAnswer): FunctionAnswer | Unreadable {
  const read = values.map((value, i) => asItem(value, { field: { path: ['items', i] } }))
  const wrong = read.flatMap((one) => ('result' in one ? [one.result] : []))
  if (wrong[0]) return { problem: `\`${formatFieldPath(wrong[0].field?.path ?? [])}\`: ${wrong[0].message}` }
  return { ...answer, items: read.flatMap((one) => ('resource' in one ? [one.resource] : [])) }
}

/** Older functions put an object with `items` there. */
function entriesOf(results: unknown): readonly unknown[] | undefined {
  if (results === undefined || results === null) return []
  if (Array.isArray(results)) return results
  return isObject(results) && Array.isArray(results.items) ? results.items : undefined
}

/** Older functions name the resource in `resourceRef.metadata`, and the better value `suggestedValue`. */
function modern(entry: Value): Value {
  const { resourceRef, field } = entry
  return {
    ...entry,
    ...(isObject(resourceRef) && isObject(resourceRef.metadata) ? { resourceRef: flat(resourceRef) } : {}),
    ...(isObject(field) && 'suggestedValue' in field ? { field: proposed(field) } : {}),
  }
}

function flat({ metadata, ...ref }: Value): Value {
  const { name, namespace } = metadata as Value
  return { ...ref, name, ...(namespace ? { namespace } : {}) }
}

function proposed({ suggestedValue, ...field }: Value): Value {
  return { ...field, proposedValue: suggestedValue }
}
