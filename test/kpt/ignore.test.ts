/** `.krmignore` against what kpt read of the same tree, and against the same tree on the disk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allFiles } from '../../pipeline/output.ts'
import { readPackage } from '../../pipeline/package.ts'
import golden from './golden-ignore.json' with { type: 'json' }
import { PACKAGES, TREE } from './ignore-patterns.mjs'

/** kpt 1.0.0-beta.56 panics on these; hydroam reads them as patterns that fit nothing. */
const CRASHES = ['/\n', '!\n']

let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hydroam-ignore-'))
  for (const path of TREE) write(path, 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n')
  for (const path of PACKAGES)
    write(join(path, 'Kptfile'), 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: p\n')
})

afterAll(() => rmSync(root, { recursive: true }))

function write(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

describe(`kpt ${golden.kpt}`, () => {
  test.each(golden.rows)('$ignore', ({ ignore, left }) => {
    write('.krmignore', ignore)
    const ours = [...allFiles(readPackage(root)).keys()].sort()
    if (CRASHES.includes(ignore)) expect(left).not.toBeInstanceOf(Array)
    else expect(ours).toEqual(left)
  })
})
