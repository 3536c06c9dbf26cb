/** The report for a person: short, and never without what matters. */
import { expect, test } from 'vitest'
import { report } from '../pipeline/report.ts'
import { error, info } from '../src/krm/result.ts'

test('an error is shown however many infos came before it', () => {
  const infos = Array.from({ length: 60 }, (_, i) => info('told', {}, `info ${i}`))
  const text = report([...infos, error('wrong', {}, 'the reason')])
  expect(text.split('\n')[0]).toBe('error wrong: the reason')
  expect(text).toContain('info 48')
  expect(text).toContain('… and 11 more')
})
