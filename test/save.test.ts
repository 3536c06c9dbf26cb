/** Either all files of a package change or none, also when the run is killed. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findJournals, readJournal, writeJournal } from '../pipeline/journal.ts'
import { finishSaves, refuseInterrupted, saveFiles } from '../pipeline/save-files.ts'

const COMMAND = fileURLToPath(new URL('../dist/hydroam.js', import.meta.url))

let folder: string
let state: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hydroam-save-')))
  state = mkdtempSync(join(tmpdir(), 'hydroam-state-'))
  vi.stubEnv('XDG_STATE_HOME', state)
})
afterEach(() => {
  vi.unstubAllEnvs()
  for (const one of [folder, state]) rmSync(one, { recursive: true })
})

/** Of every save that is not over. */
function journals(): readonly string[] {
  return existsSync(join(state, 'hydroam')) ? readdirSync(join(state, 'hydroam')) : []
}

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
    await expect(save).rejects.toThrow('"no-directory/c" lies behind "no-directory"')
    expect([read('a'), readdirSync(folder), journals()]).toEqual(['old', ['a', 'no-directory'], []])
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
    writeJournal(folder, changes)
    for (const [path, text] of Object.entries({ a, b, c })) if (text !== null) writeFileSync(file(path), text)
    finishSaves(folder)
    expect([read('a'), read('b'), readdirSync(folder), journals()]).toEqual(['new', 'näw', ['a', 'b'], []])
  })

  test('is not finished over what somebody edited since', () => {
    writeJournal(folder, changes)
    writeFileSync(file('b'), 'nä')
    writeFileSync(file('c'), 'gone')
    for (const text of ['mine', 'nemine', 'old!', 'newer']) {
      writeFileSync(file('a'), text)
      expect(() => finishSaves(folder)).toThrow('"a" has been edited since')
      expect(read('a')).toBe(text)
    }
    rmSync(file('a'))
    expect(() => finishSaves(folder)).toThrow('"a" has been edited since')
  })

  test('of which nothing is left, since the files were fetched anew, is dropped', () => {
    writeJournal(folder, changes)
    writeFileSync(file('a'), 'newer')
    writeFileSync(file('c'), 'gone')
    refuseInterrupted(folder)
    finishSaves(folder)
    expect([read('a'), readdirSync(folder), journals()]).toEqual(['newer', ['a', 'c'], []])
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
  while (child.exitCode === null && journals().length === 0) await new Promise(setImmediate)
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
      // A journal that was not written to its end is of a save that had not begun.
      const isAnnounced = findJournals(folder).some((journal) => readJournal(journal))
      const before = rendered()
      if (!isAnnounced) expect([0, FILES]).toContain(before)
      const next = (...args: readonly string[]) =>
        spawnSync(process.execPath, [COMMAND, 'fn', ...args, file('many')], { encoding: 'utf8' })
      if (isAnnounced && before > 0) expect(next('source').stderr).toMatch(/^error save-interrupted: /)
      expect(rendered()).toBe(before)
      const { status, stderr } = next('eval', '--exec', 'cat')
      expect(status, stderr).toBe(0)
      expect(rendered()).toBe(isAnnounced ? FILES : before)
      expect(journals()).toEqual([])
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
