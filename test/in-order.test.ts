/** A package that is in order is not rendered again; one that is not, or may not be, is. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fingerprint } from '../pipeline/fingerprint.ts'
import { extentOf, recall, remember } from '../pipeline/unchanged.ts'

const COMMAND = fileURLToPath(new URL('../dist/hydroam.js', import.meta.url))
const kptfile = (functions: string) =>
  `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: p\npipeline:\n  mutators:\n${functions}`
const LABELS = '    - image: set-labels\n      configMap: {app: web}\n'
const RESOURCE = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydroam-order-'))
  mkdirSync(join(folder, 'p'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = (path: string) => join(folder, 'p', path)
const write = (path: string, text: string) => writeFileSync(file(path), text)
const read = (path: string) => readFileSync(file(path), 'utf8')

function render(...args: readonly string[]) {
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') }
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, 'fn', 'render', file(''), ...args], {
    encoding: 'utf8',
    env,
  })
  expect(status, stderr).toBe(0)
  return stderr.replace(/ in \S+s$/gm, '')
}

describe('a package', () => {
  test('in order says the same again', () => {
    write('Kptfile', kptfile(LABELS))
    write('a.yaml', RESOURCE)
    render()
    const said = [2, 3, 4].map(() => render())
    expect(new Set(said).size).toBe(1)
    expect(read('a.yaml')).toContain('app: web')
  })

  test('in order is not rendered again', () => {
    write('Kptfile', kptfile(LABELS))
    write('a.yaml', RESOURCE)
    for (let i = 0; i < 4; i++) render()
    const memories = join(folder, 'cache/hydroam')
    const memory = join(memories, String(readdirSync(memories).filter((name) => name !== 'code')))
    writeFileSync(memory, `${readFileSync(memory, 'utf8')}from memory\n`)
    expect(render()).toMatch(/from memory\n$/)
  })

  test('is rendered when a file is edited, also at the same size and time', () => {
    write('Kptfile', kptfile(LABELS))
    write('a.yaml', RESOURCE)
    for (let i = 0; i < 4; i++) render()
    const { atime, mtime } = statSync(file('a.yaml'))
    write('a.yaml', read('a.yaml').replace('app: web', 'app: bad'))
    utimesSync(file('a.yaml'), atime, mtime)
    render()
    expect(read('a.yaml')).toContain('app: web')
  })

  test('is rendered with other options', () => {
    write('Kptfile', kptfile(LABELS))
    write('a.yaml', RESOURCE)
    for (let i = 0; i < 4; i++) render()
    render('--kpt-version', '1.0.0-beta.62')
    expect(read('Kptfile')).toContain('renderStatus')
  })

  test('that runs a program is always rendered', () => {
    write(
      'count.mjs',
      "import { appendFileSync } from 'node:fs'\nappendFileSync(process.argv[2], 'x')\nprocess.stdin.pipe(process.stdout)\n",
    )
    write('Kptfile', kptfile(`    - exec: node ${file('count.mjs')} ${file('count')}\n`))
    write('a.yaml', RESOURCE)
    for (let i = 0; i < 4; i++) render('--allow-exec')
    expect(read('count')).toBe('xxxx')
  })
})

test('a memory is of one directory', () => {
  write('a.yaml', RESOURCE)
  const memory = { extent: extentOf(file('')), print: 'print', said: 'fine\nreally\n' }
  remember(file(''), memory)
  expect(recall(file(''))).toEqual(memory)
  expect(recall(folder)).toBeUndefined()
})

test('a fingerprint and an extent tell whether anything changed that is read', () => {
  write('a.yaml', RESOURCE)
  const state = () => [fingerprint(file(''), ['render']), extentOf(file(''))]
  const before = state()
  expect(fingerprint(file(''), ['fn render'])).not.toBe(before[0])
  write('notes.txt', 'nothing that is read')
  expect(state()).toEqual(before)
  write('b.yaml', '')
  const [print, extent] = state()
  expect(print).not.toBe(before[0])
  expect(extent).not.toBe(before[1])
})
