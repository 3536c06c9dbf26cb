/** Whether a path can be set must be one answer, asked with a copy (setIn) or without one (requireSettable). */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FieldPath, FieldPathError, requireSettable, setIn } from '../src/krm/field-path.ts'

const KEY = fc.constantFrom('a', 'b', '__proto__')
const { value: VALUE } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, undefined, '', 'text', 0, true),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(KEY, tie('value'), { maxKeys: 2 }),
  ),
}))
const PATH = fc.array(fc.oneof(KEY, fc.nat(2)), { maxLength: 4 })

test('requireSettable refuses what setIn refuses, in the same words', () => {
  fc.assert(
    fc.property(VALUE, PATH, (value, path) => {
      expect(refusal(() => requireSettable(value, path as FieldPath))).toEqual(
        refusal(() => setIn(value, path as FieldPath, '')),
      )
    }),
    { numRuns: 2000 },
  )
})

function refusal(act: () => unknown): unknown {
  try {
    act()
    return undefined
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    return { message: cause.message, offset: cause.offset }
  }
}
