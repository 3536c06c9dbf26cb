import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codesOf, END } from '../../src/text/codes.ts'

test('the codes of a text are its characters, with an end behind them', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 8 }), (texts) => {
      for (const text of [...texts, ...texts]) {
        const codes = codesOf(text)
        const characters = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
        expect([...codes.subarray(0, text.length + 1)]).toEqual([...characters, END])
      }
    }),
  )
})

test('a long text has room, and a short one behind it ends where it ends', () => {
  const long = 'é'.repeat(100_000)
  expect(
    codesOf(long)
      .subarray(0, 100_000)
      .every((code) => code === 0xe9),
  ).toBe(true)
  expect([...codesOf('ab').subarray(0, 3)]).toEqual([97, 98, END])
})
