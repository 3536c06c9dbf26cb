/**
 * `hydroam fn render` against what kpt did with the same packages: exit code, files by meaning, and results.yaml.
 * kpt's answers are in golden.json, made by tools/ask-kpt-render.mjs; no kpt is needed here.
 */
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CASES } from './cases.mjs'
import golden from './golden.json' with { type: 'json' }
import { type Answer, type Files, renderCase } from './run.mjs'

const COMMAND = join(resolve(import.meta.dirname, '../..'), 'dist/hydroam.js')

/** Where we are safer than kpt, or say more; the README's table gives the reasons. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'a new resource at an absolute path':
    'kpt drops the slash and writes inside the package; an absolute path is a mistake, and refused',
}

const answers = golden.answers as unknown as Readonly<Record<string, Answer>>

describe(`kpt ${golden.kpt}`, () => {
  test.concurrent.each(Object.entries(CASES as Readonly<Record<string, Files>>))('%s', async (name, files) => {
    const theirs = answers[name] as Answer
    const ours = await renderCase(files, process.execPath, [COMMAND])
    if (DIFFERENT[name]) {
      expect(ours).not.toEqual(theirs)
      return
    }
    expect(ours.exitCode).toBe(theirs.exitCode)
    expect(ours.files).toEqual(theirs.files)
    const ran = (answer: Answer) => answer.results?.items.map(({ exec, exitCode }) => ({ exec, exitCode })) ?? []
    expect(ran(ours)).toEqual(ran(theirs))
  })
})
