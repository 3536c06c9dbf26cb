import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withField, withFields, withoutFields } from '../src/krm/with-fields.ts'

const fields = fc.dictionary(fc.constantFrom('a', 'b', '1', '__proto__', 'toString'), fc.integer(), {
  noNullPrototype: true,
})

test('a copy says what a spread would, in the same order, and the original stays', () => {
  fc.assert(
    fc.property(fields, fields, (object, added) => {
      const before = Object.entries(object)
      expect(Object.entries(withFields(object, added))).toEqual(Object.entries({ ...object, ...added }))
      expect(Object.entries(object)).toEqual(before)
    }),
  )
})

test('one field is set, also one named __proto__', () => {
  for (const key of ['a', '__proto__']) expect(Object.entries(withField({ a: 1 }, key, 2))).toContainEqual([key, 2])
})

test('fields that are there already make no copy', () => {
  const object = { a: 1, b: 2 }
  expect(withFields(object, { b: 2 })).toBe(object)
  expect(withFields({}, { toString: undefined })).toHaveProperty('toString', undefined)
})

test('fields that are dropped are gone, and the others stay in their order', () => {
  fc.assert(
    fc.property(fields, fc.constantFrom('a', '1', '__proto__', 'none'), (object, dropped) => {
      const rest = Object.entries(object).filter(([key]) => key !== dropped)
      const kept = withoutFields(object, (key) => key === dropped)
      expect(Object.entries(kept)).toEqual(rest)
      expect(kept === object).toBe(rest.length === Object.keys(object).length)
    }),
  )
})
