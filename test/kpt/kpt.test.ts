/**
 * `hydroam fn render` against what kpt did with the same packages: exit code, every file by meaning, and each function in its order with its
 * results. kpt's answers are kept in *.golden.json, made by tools/ask-kpt-render.mjs; where kpt is installed, a few are asked again.
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DIFFERENT, withRootPaths } from './different.ts'
import { fingerprint, readGolden } from './golden.mjs'
import { GOLDENS } from './goldens.mjs'
import { renderHere } from './here.ts'
import { type Answer, type Files, renderCase } from './run.mjs'

const COMMAND = join(resolve(import.meta.dirname, '../..'), 'dist/hydroam.js')
const hasKpt = spawnSync('kpt', ['version']).status === 0

/** Programs and command lines need a process of their own; they are few, for the sake of time. */
const AS_PROCESS = /FN (?:fail|soft-error|generate-at|move)\b/
const SAMPLE = [
  'a label on everything',
  'no Kptfile',
  'a subpackage',
  'an unknown field in the Kptfile',
  'ignored files',
]
const ASKED_AGAIN = {
  cases: ['a configuration of a subpackage', 'a function that fails'],
  generated: ['seed 8', 'seed 11'],
}

describe.each(Object.entries(GOLDENS))('%s packages', (name, packages) => {
  const golden = readGolden(join(import.meta.dirname, `${name}.golden.json`))
  const answers: Readonly<Record<string, Answer>> = golden.answers

  test('are those that kpt was asked for (else run tools/ask-kpt-render.mjs)', () => {
    expect(golden.packages).toBe(fingerprint(packages))
  })

  test.concurrent.for(Object.entries(packages))(`as kpt ${golden.kpt}: %s`, async ([title, files]) => {
    const isProcess = SAMPLE.includes(title) || Object.values(files).some((text) => AS_PROCESS.test(text))
    const { why = '', ...ours }: Answer & { readonly why?: string } = isProcess
      ? await renderCase(files, process.execPath, [COMMAND])
      : await renderHere(files)
    const kpts = answers[title] as Answer
    const { because = why, answer = (same: Answer) => same } = DIFFERENT[title] ?? {}
    expect(ours, because).toEqual(answer(withRootPaths(kpts, ours)))
  })

  test.skipIf(!hasKpt).each(ASKED_AGAIN[name as keyof typeof ASKED_AGAIN])(
    'kpt says it again: %s (skipped where kpt is missing)',
    async (title) => {
      expect(await renderCase(packages[title] as Files, 'kpt')).toEqual(answers[title])
    },
    60_000,
  )
})
