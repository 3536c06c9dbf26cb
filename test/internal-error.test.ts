/** What is our fault is said in two lines, which ask for a report. */
import { expect, test } from 'vitest'
import { internalError } from '../pipeline/internal-error.ts'

test.each([
  [new Error('first line\nsecond line'), 'first line'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
])('two lines for %s', (cause, message) => {
  const [what, report, ...rest] = internalError(cause, '1.2.3', false).split('\n')
  expect(what).toBe(`internal error: ${message} (hydroam 1.2.3, node ${process.versions.node}, ${process.platform})`)
  expect(report).toMatch(/^ {2}.*report it with what `hydroam --debug …` prints$/)
  expect(rest).toEqual([''])
})

test('with --debug, the stack and the versions', () => {
  const text = internalError(new TypeError('gone'), '1.2.3', true)
  expect(text).toMatch(/^internal error \(hydroam 1\.2\.3, node .+\): TypeError: gone\n {4}at /)
})
