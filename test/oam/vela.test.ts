/** hydroam against KubeVela: every application of vela/applications, rendered by both (tools/vela-oracle asked KubeVela). */
import { describe, expect, test } from 'vitest'
import { compare } from './compare.ts'
import { answers, applications } from './golden.ts'
import { type Difference, differences } from './vela/differences.ts'
import { pending } from './vela/pending.ts'

const settled = applications.filter((name) => !pending.includes(name))

test('every application has an answer, and the tables name applications', () => {
  expect(Object.keys(answers).sort()).toEqual([...applications].sort())
  for (const name of [...pending, ...Object.keys(differences)]) expect(applications).toContain(name)
  for (const name of pending) expect(differences, `${name} stands in both tables`).not.toHaveProperty([name])
})

describe('agrees, or differs on purpose', () => {
  test.each(settled)('%s', async (name) => {
    const { outcome, fields, results } = await compare(name)
    const expected: Partial<Difference> = differences[name] ?? {}
    const said = results.map(({ code, message }) => `${code}: ${message}`).join('\n')
    expect(outcome, said).toBe(expected.outcome ?? 'agrees')
    expect(fields).toEqual(expected.fields ?? [])
    if (expected.code) expect(results.map(({ code }) => code)).toContain(expected.code)
  })
})

describe('is pending still: take it off vela/pending.ts as soon as it agrees', () => {
  test.each(pending)('%s', async (name) => {
    const { outcome } = await compare(name)
    expect(outcome).not.toBe('agrees')
  })
})
