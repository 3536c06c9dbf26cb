/**
 * One case of the text benchmark, in a process of its own: reads all documents of a folder, does the case once (a first pass, which is what
 * a command line pays, as V8 runs the command), and prints the milliseconds.
 *
 *   node dist/bench/text.mjs CASE FOLDER
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments, stringify } from 'yaml'
import { settleV8 } from '../pipeline/v8-settings.ts'
import { editDocument, readDocument, splitDocuments, writeDocument } from '../src/text/document.ts'

settleV8()
const [name = '', folder = ''] = process.argv.slice(2)

const files = readdirSync(folder || '.', { recursive: folder !== '', encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readFileSync(join(folder, file), 'utf8'))

type Resource = { readonly metadata: { readonly labels?: object } }
type Labels = Readonly<Record<string, string>>

const ONE: Labels = { 'example.com/bench': 'yes-it-is' }
const FOUR: Labels = { 'example.com/step-0': 'v0', 'example.com/step-1': 'v1', 'example.com/step-2': 'v2', ...ONE }

function labelled(value: unknown, labels: Labels): object {
  const { metadata, ...rest } = value as Resource
  return { ...rest, metadata: { ...metadata, labels: { ...metadata.labels, ...labels } } }
}

/** The edits alone, of documents that have been read. */
function edits(labels: Labels): () => unknown {
  const read = files.flatMap(splitDocuments).map((document) => {
    const { value } = readDocument(document)
    return { document, value, after: labelled(value, labels) }
  })
  return () => read.map(({ document, value, after }) => editDocument(document, value, after))
}

/** What is timed, after what comes before it. */
const CASES: Readonly<Record<string, () => () => unknown>> = {
  'split (hydroam)': () => () => files.flatMap(splitDocuments),
  'read (hydroam)': () => () => files.flatMap(splitDocuments).map((document) => readDocument(document)),
  'read (yaml, Document)': () => () => files.map((file) => parseAllDocuments(file)),
  'read (yaml, to values)': () => () =>
    files.flatMap((file) => parseAllDocuments(file).map((document) => document.toJS())),
  'edit one field (hydroam)': () => edits(ONE),
  'edit four fields (hydroam)': () => edits(FOUR),
  'read, edit one field, write (hydroam)': () => () =>
    files.flatMap(splitDocuments).map((document) => {
      const { value } = readDocument(document)
      return editDocument(document, value, labelled(value, ONE))
    }),
  'read, edit one field, write (yaml, Document)': () => () =>
    files.flatMap((file) =>
      parseAllDocuments(file).map((document) => {
        for (const [key, label] of Object.entries(ONE)) document.setIn(['metadata', 'labels', key], label)
        return document.toString()
      }),
    ),
  'write (hydroam)': () => {
    const values = files.flatMap(splitDocuments).map((document) => readDocument(document).value)
    return () => values.map(writeDocument)
  },
  'write (yaml)': () => {
    const values = files.flatMap(splitDocuments).map((document) => readDocument(document).value)
    return () => values.map((value) => stringify(value))
  },
}

if (name === '') process.stdout.write(JSON.stringify(Object.keys(CASES)))
else {
  const work = CASES[name]?.()
  const start = performance.now()
  work?.()
  process.stdout.write(JSON.stringify({ ms: performance.now() - start, bytes: files.join('').length }))
}
