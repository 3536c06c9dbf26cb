/** JSON is YAML: the fast path reads it as the library does, on one line or several, and an edit keeps it JSON. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equal } from '../../src/krm/equal.ts'
import { readBlock } from '../../src/text/block-reader.ts'
import { editDocument, readDocument } from '../../src/text/document.ts'
import { writeJson } from '../../src/text/json-writer.ts'
import { readWithLibrary } from '../../src/text/library-reader.ts'
import { Unsupported } from '../../src/text/unsupported.ts'

const root = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
  fc.array(fc.jsonValue(), { minLength: 1 }),
)

function fast(text: string): unknown {
  try {
    return readBlock(text)
  } catch (cause) {
    if (cause instanceof Unsupported) return cause
    throw cause
  }
}

test('the fast path and the library read the same', () => {
  let answered = 0
  fc.assert(
    fc.property(root, fc.constantFrom(0, 1, 2, 4), (value, indent) => {
      const text = `${JSON.stringify(value, null, indent)}\n`
      const read = fast(text)
      if (read instanceof Unsupported) return
      answered++
      const { value: expected, problems } = readWithLibrary({ text, line: 1 })
      expect(problems).toEqual([])
      expect(equal(read, expected), text).toBe(true)
    }),
    { numRuns: 2_000 },
  )
  expect(answered).toBeGreaterThan(500)
})

test('what is written is read back, integers of any length too', () => {
  const value = { big: 123456789012345678901234567890n, text: 'a\nb "c"', list: [1, [], {}, null, true] }
  const text = writeJson(value)
  expect(readDocument({ text, line: 1 }).value).toEqual(value)
  expect(text).toContain('"big": 123456789012345678901234567890')
})

test('a second equal key is refused', () => {
  expect(readDocument({ text: '{"a": 1,\n"a": 2}', line: 1 }).problems).toHaveLength(1)
})

test.each([0, 1, 2, 4])('an edit keeps JSON JSON, indented by %i', (indent) => {
  const value = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', list: [1, {}] }, data: { x: '1' } }
  const text = `${JSON.stringify(value, null, indent)}\n`
  const before = readDocument({ text, line: 1 }).value
  expect(editDocument({ text, line: 1 }, before, { ...value, data: { x: '2' } })).toBe(text.replace('"1"', '"2"'))
})
