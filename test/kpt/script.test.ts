/** A script that was written for kpt leaves the same behind with hydroam in its place; kpt's answer is kept in script.golden.json. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { fingerprint, readGolden } from './golden.mjs'
import { APP, runScript, SCRIPT } from './script.mjs'

const COMMAND = `"${process.execPath}" "${join(resolve(import.meta.dirname, '../..'), 'dist/hydroam.js')}"`
const golden = readGolden(join(import.meta.dirname, 'script.golden.json'))

test('the script is the one that kpt ran (else run tools/ask-kpt-script.mjs)', () => {
  expect(golden.packages).toBe(fingerprint([APP, readFileSync(SCRIPT, 'utf8')]))
})

test(`a script for kpt ${golden.kpt} runs unchanged`, async () => {
  const { stderr, ...answer } = await runScript(COMMAND)
  expect(answer, stderr).toEqual(golden.answers.script)
})
