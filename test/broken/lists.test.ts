/**
 * No list makes a function throw, whatever is wrong with it: each answer is sound, and the same the second time. `SEED` and `RUNS` of the
 * environment choose other lists, and more; tools/fuzz goes on for as long as it is told.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Broken, check, listOf, subjects } from './lists.ts'

const all = await subjects()
const seeds = all.flatMap((subject) => subject.seeds)

const mutation = fc.record({ at: fc.nat(), way: fc.nat(), other: fc.nat() })

const broken: fc.Arbitrary<Broken> = fc.record({
  subject: fc.nat({ max: all.length - 1 }),
  seed: fc.nat(),
  items: fc.option(fc.nat(), { nil: undefined, freq: 3 }),
  mutations: fc.array(mutation, { minLength: 1, maxLength: 4 }),
})

test('every function answers broken lists soundly', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(broken, async (one) => {
      const subject = all[one.subject] as (typeof all)[number]
      const text = listOf(one, subject, seeds)
      await check(subject, text).catch((cause: Error) => {
        throw new Error(`${subject.title}: ${cause.stack}\n${text}`)
      })
    }),
    { seed: Number(process.env.SEED ?? 1), numRuns: Number(process.env.RUNS ?? 1500) },
  )
  expect(all.length).toBeGreaterThan(20)
})
