/** The README's first screen shows an example beside what it becomes: both are the files of examples/hello. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')
const HELLO = join(ROOT, 'examples/hello')

const blocks = [...README.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text)

test('the first example is examples/hello, and what it becomes', () => {
  expect(blocks[0]).toBe(readFileSync(join(HELLO, 'application.yaml'), 'utf8'))
  expect(blocks[1]).toBe(readFileSync(join(HELLO, '.expected/deployment_web.yaml'), 'utf8'))
})
