/**
 * What kpt reads on stdin, and a ResourceList of what is left of it: each resource keeps the text that it came with, comments too.
 * kpt takes a ResourceList of any version, a List, or plain documents; its own functionConfig and results are dropped (kyaml `kio/byteio_reader.go`).
 */
import { isObject } from '../src/krm/check.ts'
import { textsThrough } from '../src/krm/comment.ts'
import { equal } from '../src/krm/equal.ts'
import { asItem } from '../src/krm/item.ts'
import { writeListInWords } from '../src/krm/list-text.ts'
import { isTracking } from '../src/krm/origin.ts'
import {
  annotation,
  ID,
  INDEX,
  type KrmResource,
  PATH,
  withAnnotations,
  withoutAnnotations,
} from '../src/krm/resource.ts'
import { error, type Result } from '../src/krm/result.ts'
import { MAX_STREAM_LENGTH } from '../src/text/budgets.ts'
import { readDocument, type SourceDocument, splitDocuments, writeDocument } from '../src/text/document.ts'
import { textsFrom } from './drafts.ts'
import type { Source, SourceOf } from './output.ts'
import { Refusal } from './refusal.ts'

/** Which path annotations the other side of the pipe knows: those of the specification, and those that it replaced. */
export interface Spelling {
  readonly internal: boolean
  readonly legacy: boolean
}

export interface StreamInput {
  readonly items: readonly KrmResource[]
  readonly spelling: Spelling
  readonly sourceOf: SourceOf
}

export const BOTH: Spelling = { internal: true, legacy: true }
const LEGACY = { [PATH]: 'config.kubernetes.io/path', [INDEX]: 'config.kubernetes.io/index' } as const

/** Codes: `stream-empty`, `stream-invalid`, and those of check.ts. */
export function readResources(text: string): StreamInput {
  const filled = readDocuments(text)
  if (filled.length === 0) throw wrong('stream-empty', 'the stream is empty, resources were expected')
  const [first] = filled as [Read]
  const isList = filled.length === 1 && isWrapped(first.value)
  const reads = isList ? unwrapped(first) : filled
  const sources = resources(reads)
  return {
    spelling: isList ? spellingOf(sources) : BOTH,
    items: sources.map(({ value }, i) => {
      const placed = settled(value)
      return withAnnotations(placed, isList ? { [ID]: String(i) } : { [ID]: String(i), [INDEX]: String(i) })
    }),
    sourceOf: (item) => sources[Number(annotation(item, ID) ?? Number.NaN)],
  }
}

interface Read {
  readonly document: SourceDocument
  readonly value: unknown
}

function readDocuments(text: string): readonly Read[] {
  return splitDocuments(text).flatMap((document) => {
    const { value, problems } = readDocument(document, { limit: MAX_STREAM_LENGTH })
    const [problem] = problems
    if (problem) {
      const { line, column } = problem.position
      throw wrong('stream-invalid', `line ${line}, column ${column}: ${problem.message}`)
    }
    return value === undefined ? [] : [{ document, value }]
  })
}

function isWrapped(value: unknown): value is { readonly items?: unknown } {
  return isObject(value) && ['ResourceList', 'List'].includes(String(value.kind)) && 'items' in value
}

function unwrapped({ document, value }: Read): readonly Read[] {
  const { items } = value as { readonly items?: unknown }
  if (!Array.isArray(items)) throw wrong('stream-invalid', '`items` must be a list')
  const texts = itemTexts(document.text)
  return items.map((item, i) => ({ document: asDocument(texts[i], item), value: item }))
}

/** A document of its own: the lines of the item where they say what it says, else its value in the canonical style. */
function asDocument(text: string | undefined, item: unknown): SourceDocument {
  const own = text === undefined ? undefined : { text, line: 1 }
  return own && equal(readDocument(own).value, item) ? own : { text: writeDocument(item), line: 1 }
}

/** The lines of each item of a block list at `items:`, moved to the margin. */
function itemTexts(list: string): readonly string[] {
  const lines = list.replaceAll('\r\n', '\n').split('\n')
  const start = lines.findIndex((line) => /^items:\s*(#.*)?$/.test(line)) + 1
  const dashes = /^( *)- /.exec(lines.slice(start).find((line) => /^ *- /.test(line)) ?? '')
  if (start === 0 || !dashes) return []
  const [dash, indent] = [`${dashes[1]}- `, dashes[1]?.length ?? 0]
  const items: string[][] = []
  for (const line of lines.slice(start)) {
    if (line.startsWith(dash)) items.push([line.slice(dash.length)])
    else if (line.trim() === '' || line.startsWith(' '.repeat(indent + 1))) items.at(-1)?.push(line.slice(dash.length))
    else if (!line.trimStart().startsWith('#')) break
  }
  return items.map((item) => `${item.join('\n').trimEnd()}\n`)
}

function resources(reads: readonly Read[]): readonly Source[] {
  const problems: Result[] = []
  const sources = reads.flatMap(({ document, value }, i): Source[] => {
    const read = asItem(value, { field: { path: ['items', i] } })
    if ('resource' in read) return [{ document, value: read.resource }]
    problems.push(read.result)
    return []
  })
  if (problems.length > 0) throw new Refusal(problems)
  return sources
}

function spellingOf(sources: readonly Source[]): Spelling {
  const has = (key: string) => sources.some(({ value }) => annotation(value, key) !== undefined)
  return { internal: has(PATH) || has(INDEX), legacy: has(LEGACY[PATH]) || has(LEGACY[INDEX]) }
}

/** The place of a resource in the specification's annotations, wherever it was written. */
function settled(value: KrmResource): KrmResource {
  const pairs = [PATH, INDEX].flatMap((key): [string, string][] => {
    const old = annotation(value, LEGACY[key as keyof typeof LEGACY])
    const now = annotation(value, key)
    if (old !== undefined && now !== undefined && old !== now) throw mismatch(value, old, now)
    return old === undefined || now !== undefined ? [] : [[key, old]]
  })
  return pairs.length > 0 ? withAnnotations(value, Object.fromEntries(pairs)) : value
}

function mismatch({ kind, metadata }: KrmResource, old: string, now: string): Refusal {
  return wrong('stream-invalid', `${kind} "${metadata.name}" has two paths or indexes: "${old}" and "${now}"`)
}

function wrong(code: string, message: string): Refusal {
  return new Refusal([error(code, {}, message)])
}

/** A resource as the next program in a pipe gets it. */
function wired(item: KrmResource, { internal, legacy }: Spelling): KrmResource {
  const places = [PATH, INDEX].flatMap((key): [string, string][] => {
    const value = annotation(item, key)
    if (value === undefined) return []
    const old: [string, string] = [LEGACY[key as keyof typeof LEGACY], value]
    return [...(legacy ? [old] : []), ...(internal ? [[key, value] as [string, string]] : [])]
  })
  const bare = withoutAnnotations(item, isTracking)
  return places.length > 0 ? withAnnotations(bare, Object.fromEntries(places)) : bare
}

/** A ResourceList in which each resource keeps its text wherever it still applies. */
export function listText(
  items: readonly KrmResource[],
  sourceOf: StreamInput['sourceOf'],
  spelling: Spelling = BOTH,
  functionConfig?: KrmResource,
): string {
  const sent = items.map((item) => wired(item, spelling))
  const originals = new Map(sent.map((item, i) => [item, items[i] as KrmResource]))
  const texts = textsThrough(textsFrom(sourceOf), originals)
  const list = { items: sent, results: [], texts, ...(functionConfig ? { functionConfig } : {}) }
  return writeListInWords(list, 'kubernetes')
}
