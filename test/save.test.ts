/** Either all files of a package change or none, also when the run is killed. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { finishSave, JOURNAL, saveFiles, writeJournal } from '../pipeline/journal.ts'

const COMMAND = fileURLToPath(new URL('../dist/hydroam.js', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydroam-save-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = (path: string) => join(folder, path)
const read = (path: string) => readFileSync(file(path), 'utf8')

describe('a save', () => {
  test('changes, adds and deletes', async () => {
    writeFileSync(file('a'), 'old')
    writeFileSync(file('b'), 'gone')
    await saveFiles(folder, [
      { path: 'a', before: 'old', after: 'new' },
      { path: 'sub/c', before: null, after: 'made' },
      { path: 'b', before: 'gone', after: null },
    ])
    expect([read('a'), read('sub/c'), readdirSync(folder)]).toEqual(['new', 'made', ['a', 'sub']])
  })

  test('that cannot write one file undoes the others', async () => {
    writeFileSync(file('a'), 'old')
    writeFileSync(file('no-directory'), '')
    const save = saveFiles(folder, [
      { path: 'a', before: 'old', after: 'new' },
      { path: 'b', before: null, after: 'made' },
      { path: 'no-directory/c', before: null, after: 'made' },
    ])
    await expect(save).rejects.toThrow('cannot write')
    expect([read('a'), readdirSync(folder)]).toEqual(['old', ['a', 'no-directory']])
  })
})

describe('an interrupted save', () => {
  const changes = [
    { path: 'a', before: 'old', after: 'new' },
    { path: 'b', before: null, after: 'näw' },
    { path: 'c', before: 'gone', after: null },
  ]

  test.each([
    ['before the first file', 'old', null, 'gone'],
    ['within a file', 'nld', null, 'gone'],
    ['within a file that grows', 'new', 'n', 'gone'],
    ['within a character', 'new', Buffer.from('näw').subarray(0, 2), 'gone'],
    ['behind the last file', 'new', 'näw', null],
  ])('is finished by the next run, %s', (_, a, b, c) => {
    writeJournal(file(JOURNAL), changes)
    for (const [path, text] of Object.entries({ a, b, c })) if (text !== null) writeFileSync(file(path), text)
    expect(finishSave(folder)).toBe(3)
    expect([read('a'), read('b'), readdirSync(folder)]).toEqual(['new', 'näw', ['a', 'b']])
  })

  test('is not finished over what somebody edited since', () => {
    writeJournal(file(JOURNAL), changes)
    writeFileSync(file('c'), 'gone')
    for (const text of ['mine', 'nemine', 'old!', 'newer']) {
      writeFileSync(file('a'), text)
      expect(() => finishSave(folder)).toThrow('"a" has been edited since')
      expect(read('a')).toBe(text)
    }
    rmSync(file('a'))
    expect(() => finishSave(folder)).toThrow('"a" has been edited since')
  })
})

const FILES = 200
const resource = (i: number) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c${i}\ndata:\n  key: "${'x'.repeat(2000)}"\n`
const KPTFILE = `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: many
pipeline:
  mutators:
    - image: set-annotations
      configMap: {saved: all}
`

/** How many of the files have been rendered. */
function rendered(): number {
  const files = readdirSync(file('many')).filter((name) => name.endsWith('.yaml'))
  return files.filter((name) => read(`many/${name}`).includes('saved: all')).length
}

function makeMany(): void {
  mkdirSync(file('many'))
  writeFileSync(file('many/Kptfile'), KPTFILE)
  for (let i = 0; i < FILES; i++) writeFileSync(file(`many/c${i}.yaml`), resource(i))
}

/** Kills the command some time after its journal has appeared; false if it was over before that. */
async function renderKilled(signal: NodeJS.Signals, delay: number) {
  const child = spawn(process.execPath, [COMMAND, 'fn', 'render', file('many')], { stdio: 'ignore' })
  const end = once(child, 'close')
  while (child.exitCode === null && !existsSync(file(`many/${JOURNAL}`))) await new Promise(setImmediate)
  await new Promise((resolve) => setTimeout(resolve, delay))
  child.kill(signal)
  return end
}

describe('a command', () => {
  test.each([0, 2, 6])(
    'that is killed %d ms into its save has saved all or nothing once the next one has run',
    async (delay) => {
      makeMany()
      await renderKilled('SIGKILL', delay)
      const isAnnounced = existsSync(file(`many/${JOURNAL}`))
      const before = rendered()
      if (!isAnnounced) expect([0, FILES]).toContain(before)
      const { status, stderr } = spawnSync(process.execPath, [COMMAND, 'fn', 'source', file('many')], {
        encoding: 'utf8',
      })
      expect(status, stderr).toBe(0)
      expect(rendered()).toBe(isAnnounced ? FILES : before)
      expect(existsSync(file(`many/${JOURNAL}`))).toBe(false)
    },
  )

  test('that is asked to stop while it saves finishes, and says by its exit that it was stopped', async () => {
    makeMany()
    const [code, signal] = await renderKilled('SIGTERM', 0)
    expect(signal === 'SIGTERM' || code === 0).toBe(true)
    expect(rendered()).toBe(FILES)
  })

  test('keeps the permissions of a file', () => {
    makeMany()
    spawnSync('chmod', ['640', file('many/c1.yaml')])
    spawnSync(process.execPath, [COMMAND, 'fn', 'render', file('many')])
    expect(statSync(file('many/c1.yaml')).mode & 0o777).toBe(0o640)
    expect(rendered()).toBe(FILES)
  })
})
