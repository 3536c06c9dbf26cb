/** Every YAML file within reach: cut and joined it is the same, and the fast path reads in it what the library reads. */
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { equal } from '../../src/krm/equal.ts'
import { editDocument, readDocument, type SourceDocument, splitDocuments } from '../../src/text/document.ts'
import { readWithLibrary } from '../../src/text/library-reader.ts'
import { json, readFast } from './reading.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** Where files are looked for, and how many are taken from there at most: the same ones on every run. */
const PLACES: readonly { readonly folder: string; readonly most: number }[] = [
  { folder: join(ROOT, 'examples'), most: 400 },
  { folder: join(ROOT, 'functions'), most: 400 },
  { folder: join(ROOT, 'test'), most: 100 },
  { folder: join(ROOT, 'node_modules'), most: 100 },
  { folder: process.env.GOMODCACHE ?? join(homedir(), 'go/pkg/mod'), most: 1000 },
  { folder: '/usr/share', most: 100 },
  { folder: '/usr/lib', most: 200 },
]

const LARGEST = 1_000_000

function entries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** Links are not followed. */
function yamlFiles(folder: string): readonly string[] {
  return entries(folder).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return yamlFiles(path)
    return entry.isFile() && /\.ya?ml$|^Kptfile$/.test(entry.name) ? [path] : []
  })
}

/** Evenly spread, so that no one neighbour counts for all. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(all.length, most) }, (_, i) => all[Math.floor(i * step)] as T)
}

interface File {
  readonly path: string
  readonly text: string
}

const files: readonly File[] = PLACES.flatMap(({ folder, most }) =>
  spread([...yamlFiles(folder)].sort(), most)
    .filter((path) => statSync(path).size < LARGEST)
    .map((path) => ({ path: path.startsWith(ROOT) ? relative(ROOT, path) : path, text: readFileSync(path, 'utf8') })),
)

interface Place {
  readonly where: string
  readonly document: SourceDocument
}

const documents: readonly Place[] = files.flatMap(({ path, text }) =>
  splitDocuments(text).map((document) => ({ where: `${path}:${document.line}`, document })),
)

const answers = new Map(documents.map(({ where, document }) => [where, readFast(document.text)]))

function isFast({ where }: Place): boolean {
  return answers.get(where) !== 'no answer'
}

const own = documents.filter(({ where }) => /^(examples|functions)\//.test(where))

function percent(places: readonly Place[]): number {
  return (100 * places.filter(isFast).length) / places.length
}

const SUMMARY = `${files.length} files, ${documents.length} documents, ${percent(documents).toFixed(1)} % read by the fast path`

describe(SUMMARY, () => {
  test('there are files to look at', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(answers.size).toBe(documents.length)
  })

  test('documents joined again are their file, and know their lines', () => {
    for (const { path, text } of files) {
      const cut = splitDocuments(text)
      expect(cut.map((document) => document.text).join(''), path).toBe(text)
      let lines = 1
      for (const document of cut) {
        expect(document.line, path).toBe(lines)
        lines += document.text.split('\n').length - 1
      }
    }
  })

  test(`the fast path reads ${percent(own).toFixed(1)} % of the documents of the examples and cases`, () => {
    expect(percent(own)).toBeGreaterThan(90)
  })

  test('the fast path reads what the library reads, and nothing that the library refuses', () => {
    const disagreements = documents.filter(isFast).flatMap(({ where, document }) => {
      const fast = answers.get(where) as { readonly value: unknown }
      const { value, problems } = readWithLibrary(document)
      if (problems.length > 0) return [`${where}: the library says ${problems[0]?.message}`]
      return equal(fast.value, value) && json(fast.value) === json(value) ? [] : [where]
    })
    expect(disagreements).toEqual([])
  })

  test('a document without changes is the same text', () => {
    for (const { where, document } of documents) {
      const { value, problems } = readDocument(document)
      if (problems.length > 0) expect(value, where).toBeUndefined()
      else expect(editDocument(document, value, value), where).toBe(document.text)
    }
  })
})
