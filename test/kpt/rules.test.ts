/**
 * Every rule of `fn render` against what kpt did: exit code, files by meaning, and which functions ran.
 * kpt's answers are in golden-rules.json, made by tools/ask-kpt-rules.mjs; no kpt is needed here.
 */
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import golden from './golden-rules.json' with { type: 'json' }
import { RULES } from './rules.mjs'
import { type Answer, renderCase } from './rules-run.mjs'

const COMMAND = join(resolve(import.meta.dirname, '../..'), 'dist/hydroam.js')

/** Where we answer otherwise on purpose, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'answer: nothing': 'a program that dies would delete everything',
  'answer: no items': 'deletes everything, so that it must be allowed with --allow-empty',
  'answer: a list without items, with a functionConfig': 'a program that dies halfway would delete everything',
  'answer: a bare resource': 'a program that prints manifests would delete everything else',
  'answer: two bare resources': 'a program that prints manifests would delete everything else',
  'answer: a List': 'a program that prints manifests would delete everything else',
  'answer: a separator behind': 'harmless; fails in kpt',
  'answer: a result without a severity': 'is an error, as the specification says',
  'path: absolute': 'a mistake; kpt drops the slash',
  'path: new, with a slash in its name': 'no name in Kubernetes has one, and a folder is no part of a name',
  'path: dots in a name': 'two dots are dangerous as a segment of a path, not within a name',
  'config: of an empty file': 'kpt panics',
  'Kptfile: a name that is a number': 'Kubernetes refuses it',
  'Kptfile: a newer field: condition': 'newer kpt knows it',
  'Kptfile: a newer field: when': 'newer kpt knows it',
  'Kptfile: a newer field: configRef': 'newer kpt knows it',
  'Kptfile: a newer field: renderStatus': 'newer kpt writes it, and no version may refuse what another wrote',
  'selectors: twice the same resource': 'fails in kpt, since the resource is passed twice',
  'read: a name that is a number': 'Kubernetes refuses it',
  'read: an annotation that is a number': 'Kubernetes refuses it',
  'read: a folder called Kptfile': 'it is a folder like others, and fails in kpt',
  'kustomization: by its file name': 'without a kind it is no resource, so that no function touches it',
  'write: over a file that was not read': "it is somebody else's file",
  'builtin: a package context above a subpackage': "fails in kpt, since both contexts claim the root's path",
}

const answers = golden.answers as unknown as Readonly<Record<string, Answer>>

describe(`kpt ${golden.kpt}`, () => {
  test('was asked about every rule', () => {
    expect(Object.keys(answers)).toEqual(Object.keys(RULES))
    expect(Object.keys(RULES)).toEqual(expect.arrayContaining(Object.keys(DIFFERENT)))
  })

  test.concurrent.each(Object.entries(RULES))('%s', async (name, files) => {
    const theirs = answers[name] as Answer
    const ours = await renderCase(files, process.execPath, [COMMAND])
    if (DIFFERENT[name]) {
      expect(meaning(ours)).not.toEqual(meaning(theirs))
      return
    }
    expect(meaning(ours)).toEqual(meaning(theirs))
    expect(ours.results !== undefined || theirs.results === undefined).toBe(true)
    // Of functions whose answer was refused, kpt says nothing.
    const listed = theirs.exitCode === 0 ? ran(ours) : ran(ours).slice(0, ran(theirs).length)
    if (!REFUSED_EARLIER.includes(name)) expect(listed).toEqual(ran(theirs))
  })
})

/** What kpt only refuses after the function is listed as passed, or the other way round. */
const REFUSED_EARLIER = [
  'path: a copy with all annotations',
  'path: new, with both names that differ',
  'Kptfile: a blank exec',
]

function meaning({ exitCode, files }: Answer) {
  return { exitCode, files }
}

function ran({ results }: Answer) {
  return results?.items.map(({ exec, exitCode }) => ({ exec, failed: exitCode !== 0 })) ?? []
}
