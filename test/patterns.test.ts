/** Patterns of a package end in bounded time: steps are counted, and none grows faster than the pattern and the text together. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { glob } from '../pipeline/glob.ts'
import { ignoreRules } from '../pipeline/ignore-rules.ts'

function steps(pattern: string, text: string): number {
  let count = 0
  glob(pattern, () => count++)(text)
  return count
}

describe('a glob', () => {
  test.each([
    ['stars', (n: number) => `${'*a'.repeat(n)}*b`],
    ['stars and questions', (n: number) => `${'*?'.repeat(n)}b`],
    ['classes', (n: number) => `${'*[a-c]'.repeat(n)}b`],
    ['stars alone', (n: number) => `${'*'.repeat(n)}b`],
  ])('of %s takes no more steps than its length for each character', (_, pattern) => {
    for (const n of [10, 100, 1000]) {
      const text = 'a'.repeat(2 * n)
      expect(steps(pattern(n), text)).toBeLessThanOrEqual((pattern(n).length + 1) * (text.length + 1))
    }
  })

  test('of the issue: eight stars and a name of 120 letters', () => {
    expect(steps('*a*a*a*a*a*a*a*a*b', 'a'.repeat(120))).toBeLessThan(18 * 121)
    expect(ignoreRules('*a*a*a*a*a*a*a*a*b\n')(`${'a'.repeat(120)}`, false)).toBe(false)
  })

  test('says what an expression that backtracks says', () => {
    const piece = fc.constantFrom('*', '?', 'a', 'b', '/', '[ab]', '[^a/]', '\\a', '**', '.')
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*'), maxLength: 12 })
    const asExpression = (pieces: readonly string[]) => {
      const words: Readonly<Record<string, string>> = {
        '*': '[^/]*',
        '**': '[^/]*',
        '?': '[^/]',
        '\\a': 'a',
        '.': '\\.',
      }
      return new RegExp(`^${pieces.map((one) => words[one] ?? one).join('')}$`)
    }
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), text, (pieces, subject) => {
        expect(glob(pieces.join(''))(subject)).toBe(asExpression(pieces).test(subject))
      }),
      { numRuns: 2000 },
    )
  })
})
