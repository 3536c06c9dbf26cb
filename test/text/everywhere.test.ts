/** Documents that use all of YAML: an edit keeps every comment that is not inside of a removed pair, and every line of the other pairs. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equal } from '../../src/krm/equal.ts'
import { madeUp, plan, wish } from './edits.ts'
import { everywhere, type Features } from './everywhere.ts'
import { read } from './reading.ts'
import { faultOf } from './untouched.ts'

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) })

const NONE: Features = { anchors: false, tabs: false, tags: false, flow: false, mixedLineEnds: false }
const ALL: Features = { anchors: true, tabs: true, tags: true, flow: true, mixedLineEnds: true }

describe('an edit of a document', () => {
  test.each([
    ['of blocks', NONE],
    ['with flow collections of several lines', { ...NONE, flow: true }],
    ['with tabs', { ...NONE, tabs: true }],
    ['with tags', { ...NONE, tags: true }],
    ['with anchors', { ...NONE, anchors: true }],
    ['with mixed line ends', { ...NONE, mixedLineEnds: true }],
    ['with all of them', ALL],
  ])('%s touches nothing else', { timeout: 120_000 }, (_, features) => {
    let edits = 0
    fc.assert(
      fc.property(madeUp, fc.integer(), wish, fc.boolean(), (value, seed, one, isTrusted) => {
        const source = everywhere(value, seed, features)
        // Some are no YAML, such as blank lines behind a text that keeps them.
        const edit = equal(read(source.text).value, value) ? plan(value, one) : undefined
        if (!edit) return
        edits++
        const fault = faultOf(source, value, edit, isTrusted)
        const { kind, path } = edit
        expect(fault?.what, `${kind} ${JSON.stringify(path)}\n${source.text}\n=>\n${fault?.edited}`).toBe(undefined)
      }),
      { numRuns: 300 },
    )
    expect(edits).toBeGreaterThan(150)
  })
})
