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

test('a line with a value of a Secret is not shown, also where a trait makes the Secret', () => {
  const document = { text: 'password: hunter2\n', line: 1 }
  const shown = (...path: readonly (string | number)[]) => {
    const place = { file: { path: 'a.yaml' }, field: { path } }
    return report([{ ...error('wrong', place, 'the reason'), document, position: { line: 1, column: 11 } }])
  }
  expect(shown('properties', 'image')).toContain('hunter2')
  expect(shown('properties', 'secret', 0, 'data', 'password')).not.toContain('hunter2')
  expect(shown('properties', 'secret', 0, 'stringData', 'password')).not.toContain('hunter2')
})
