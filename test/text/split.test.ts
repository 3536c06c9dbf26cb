/** Files are cut into documents as kpt cuts them; its answers are in kpt-split.golden.json, made by tools/ask-kpt.mjs. */
import { describe, expect, test } from 'vitest'
import { readDocument, splitDocuments } from '../../src/text/document.ts'
import golden from './kpt-split.golden.json' with { type: 'json' }

interface Row {
  readonly name: string
  readonly input: string
  readonly names?: readonly (string | null)[]
  readonly error?: string
}

describe(`kpt ${golden.kpt}`, () => {
  test.each(golden.rows as readonly Row[])('$name', ({ input, names }) => {
    const documents = splitDocuments(input)
    expect(documents.map(({ text }) => text).join('')).toBe(input)
    const read = documents.map((document) => readDocument(document))
    const problems = read.flatMap((one) => one.problems)
    const values = read.flatMap(({ value }) => (value === undefined ? [] : [value as { metadata?: { name?: string } }]))
    if (names)
      expect({ problems, names: values.map((value) => value.metadata?.name ?? null) }).toEqual({ problems: [], names })
    else expect(problems.length > 0 || values.some((value) => typeof value !== 'object')).toBe(true)
  })

  test('a document knows the line that it begins on', () => {
    expect(splitDocuments('a: 1\n---\nb: 1\n\n---\r\nc: 1').map(({ line }) => line)).toEqual([1, 2, 5])
  })
})
