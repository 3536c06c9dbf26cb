/** Compiled code that is kept for the next run: what a run takes, what it never takes, and that none fails for it. */
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { digestOf } from '../tools/digest.mjs'

const DIST = resolve(import.meta.dirname, '../dist')
const COMMAND = join(DIST, 'hydroam.js')
const LOADED = join(import.meta.dirname, 'loaded.mjs')

let root: string
/** A cache in which two runs have kept all that `fn list` loads. */
let full: string
let answer: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hydroam-code-cache-'))
  full = join(root, 'full')
  answer = run(full).stdout
  run(full)
})
afterAll(() => rmSync(root, { recursive: true }))

let cache: string
let count = 0
beforeEach(() => {
  cache = join(root, `cache-${count++}`)
})

const environment = (home: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: '/dev/null',
  XDG_CACHE_HOME: home,
  ...more,
})

/** `fn list`, and the modules that it had to compile. */
function run(home: string, { args = ['fn', 'list'], env = {}, command = COMMAND } = {}) {
  const options = { encoding: 'utf8', env: environment(home, env), cwd: root } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [LOADED, command, ...args], options)
  const [compiled = '', ...said] = stderr.trimEnd().split('\n').reverse()
  return { status, stdout, said: said.join(''), compiled: JSON.parse(compiled) as readonly string[] }
}

function fileIn(home: string): string {
  const folder = join(home, 'hydroam/code')
  const [name = 'none', ...others] = readdirSync(folder)
  expect(others).toEqual([])
  return join(folder, name)
}

/** The full cache, changed without that its inode and time betray it, and whole again afterwards. */
function altered(change: (content: Buffer) => Buffer, look: () => void) {
  const content = readFileSync(fileIn(full))
  const write = (edit: (content: Buffer) => Buffer) => {
    const file = fileIn(full)
    utimesSync(file, 1, 1)
    const { ino, mtimeMs } = statSync(file)
    writeFileSync(file, edit(changedIndex(content, 'identity', () => `${ino} ${mtimeMs}`)))
    utimesSync(file, 1, 1)
  }
  write(change)
  try {
    look()
  } finally {
    write((same) => same)
  }
}

/** As if there were none: everything is compiled, and the answer is the same. */
function expectIgnored(home: string) {
  const { status, stdout, said, compiled } = run(home)
  expect({ status, stdout, said }).toEqual({ status: 0, stdout: answer, said: '' })
  expect(compiled).toContain('./cli.js')
}

describe('the code of a run', () => {
  test('serves the next one, and nobody else may read or write it', () => {
    expect(run(cache).compiled).toContain('./cli.js')
    expect(run(cache)).toEqual({ status: 0, stdout: answer, said: '', compiled: [] })
    expect(lstatSync(join(cache, 'hydroam/code')).mode & 0o777).toBe(0o700)
    expect(lstatSync(fileIn(cache)).mode & 0o777).toBe(0o600)
  })

  test('is written by the first two runs, and later by one that loads more', () => {
    const written = (args?: readonly string[]) => {
      run(cache, args ? { args: [...args] } : {})
      return statSync(fileIn(cache)).ino
    }
    const inodes = [written(), written(), written(), written()]
    expect(inodes[1]).not.toBe(inodes[0])
    expect(inodes.slice(2)).toEqual([inodes[1], inodes[1]])
    expect(written(['fn', 'doc', 'set-labels'])).not.toBe(inodes[1])
    // What others have loaded stays in it.
    expect(run(cache).compiled).toEqual([])
    expect(run(cache, { args: ['fn', 'doc', 'set-labels'] }).compiled).toEqual([])
  })

  test('comes whole from runs at the same time', async () => {
    const exits = Array.from({ length: 6 }, () => {
      const child = spawn(process.execPath, [COMMAND, 'fn', 'list'], { env: environment(cache), stdio: 'ignore' })
      return new Promise((resolve) => child.on('exit', resolve))
    })
    expect(await Promise.all(exits)).toEqual(exits.map(() => 0))
    fileIn(cache)
    expect(run(cache).compiled).toEqual([])
  })

  test("is kept apart by node's options", () => {
    const stack = { args: ['fn', 'list'], env: { NODE_OPTIONS: '--stack-trace-limit=20' } }
    run(cache)
    expect(run(cache, stack).compiled).toContain('./cli.js')
    expect(run(cache, stack).compiled).toEqual([])
    expect(run(cache).compiled).toEqual([])
  })

  test('makes room for newer versions', () => {
    const folder = join(cache, 'hydroam/code')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const old = Array.from({ length: 12 }, (_, i) => join(folder, `old-${i}`))
    for (const [i, file] of old.entries()) {
      writeFileSync(file, '')
      utimesSync(file, i, i)
    }
    run(cache)
    expect(readdirSync(folder)).toHaveLength(8)
    expect(old.map((file) => existsSync(file)).indexOf(true)).toBe(5)
  })

  test('belongs to the bundle by a digest of all its modules', () => {
    const modules = readdirSync(DIST).filter((name) => name.endsWith('.js') && name !== 'hydroam.js')
    const digest = digestOf(DIST, modules)
    expect(readFileSync(COMMAND, 'utf8')).toContain(digest)
    expect(JSON.parse(readFileSync(fileIn(full)).toString('latin1', 0, 16384)).key).toContain(digest)
    // V8 would run the code of one for the other: their lengths are the same.
    const copy = join(root, 'dist')
    cpSync(DIST, copy, { recursive: true })
    const module = join(copy, 'cli.js')
    writeFileSync(module, readFileSync(module, 'latin1').replace('hydroam', 'hydroaM'), 'latin1')
    expect(digestOf(copy, modules)).not.toBe(digest)
  })
})

describe('code is ignored and not run', () => {
  test.each<[string, (content: Buffer) => Buffer]>([
    ['that is empty', () => Buffer.alloc(0)],
    ['that is garbage', (content) => Buffer.alloc(content.length, 'garbage')],
    ['that is zeros behind its index', (content) => content.fill(0, 16384)],
    ['that ends in its index', (content) => content.subarray(0, 1000)],
    ['that lacks its last byte', (content) => content.subarray(0, -1)],
    ['that has one more', (content) => Buffer.concat([content, Buffer.from('x')])],
    ['of another bundle', (content) => changedIndex(content, 'key', (key) => key.replace(/\w/, 'x'))],
    ['of another version of node', (content) => changedIndex(content, 'key', (key) => key.replace('v2', 'v1'))],
    ['that says it is another file', (content) => changedIndex(content, 'identity', (name) => `${name}1`)],
    ['whose index is something else', (content) => Buffer.concat([Buffer.from('[]'), content.subarray(2)])],
  ])('%s', (_, change) => altered(change, () => expectIgnored(full)))

  test('of each module in which a bit is wrong', () => {
    const { modules } = JSON.parse(readFileSync(fileIn(full)).toString('latin1', 0, 16384))
    let at = 16384
    const places = modules.map(([id, length]: [string, number]) => {
      const place = { id, at: at + Math.floor(length / 2) }
      at += Math.ceil(length / 64) * 64
      return place
    })
    const flipped = (content: Buffer) => {
      for (const { at } of places) content[at] = (content[at] ?? 0) ^ 1
      return content
    }
    altered(flipped, () => {
      const { status, stdout, compiled } = run(full)
      expect({ status, stdout }).toEqual({ status: 0, stdout: answer })
      expect([...compiled].sort()).toEqual(places.map(({ id }: { id: string }) => id).sort())
    })
  })

  /** A cache that `prepare` makes unsafe. */
  function unsafe(prepare: (folder: string, file: string) => void) {
    run(cache)
    const file = fileIn(cache)
    prepare(join(cache, 'hydroam/code'), file)
    expectIgnored(cache)
  }

  test('that is a copy, however exact', () =>
    unsafe((_, file) => {
      const { mtime } = statSync(file)
      copyFileSync(file, `${file}-copy`)
      unlinkSync(file)
      renameSync(`${file}-copy`, file)
      utimesSync(file, mtime, mtime)
    }))

  test('that was touched', () => unsafe((_, file) => utimesSync(file, 1, 1)))
  test('that others may read', () => unsafe((_, file) => chmodSync(file, 0o644)))
  test('in a folder that others may read', () => unsafe((folder) => chmodSync(folder, 0o755)))

  test('behind a link', () =>
    unsafe((_, file) => {
      renameSync(file, join(cache, 'elsewhere'))
      symlinkSync(join(cache, 'elsewhere'), file)
    }))

  test('in a folder behind a link', () =>
    unsafe((folder) => {
      renameSync(folder, join(cache, 'elsewhere'))
      symlinkSync(join(cache, 'elsewhere'), folder)
    }))

  test('that is a directory', () =>
    unsafe((_, file) => {
      unlinkSync(file)
      mkdirSync(file)
    }))

  test('that is a pipe, on which it would wait for ever', () =>
    unsafe((_, file) => {
      unlinkSync(file)
      spawnSync('mkfifo', [file])
    }))

  const isRoot = process.geteuid?.() === 0
  test.skipIf(!isRoot)("of another user's, by root (needs root)", () =>
    unsafe((_, file) => chownSync(file, 65534, 65534)),
  )

  test.skipIf(!isRoot)("in another user's folder, by root (needs root)", () => {
    mkdirSync(join(cache, '.cache'), { recursive: true })
    chownSync(join(cache, '.cache'), 65534, 65534)
    const home = { args: ['fn', 'list'], env: { HOME: cache, XDG_CACHE_HOME: '' } }
    expect(run(cache, home)).toMatchObject({ status: 0, stdout: answer })
    // Nothing of root's is left there, where it would be in the user's way.
    expect(readdirSync(join(cache, '.cache'))).toEqual([])
  })
})

describe('a cache directory', () => {
  test.each([
    '/proc/hydroam/a',
    '/dev/null',
    '/dev/null/a',
    'relative',
    '../relative',
    `/${'x'.repeat(300)}`,
    '/sys/x',
  ])('%s is none', (home) => {
    expectIgnored(home)
    expect(existsSync(join(root, home))).toBe(false)
  })

  test('is made where there is none', () => {
    run(join(cache, 'a/b/c'))
    expect(run(join(cache, 'a/b/c')).compiled).toEqual([])
  })

  test("is .cache in the user's home, without XDG_CACHE_HOME", () => {
    mkdirSync(cache)
    const home = { args: ['fn', 'list'], env: { HOME: cache, XDG_CACHE_HOME: '' } }
    run('', home)
    expect(readdirSync(join(cache, '.cache/hydroam'))).toEqual(['code'])
    expect(run('', home).compiled).toEqual([])
  })

  test('beside dist serves everybody, without being written', () => {
    const installed = join(cache, 'installed')
    cpSync(DIST, join(installed, 'dist'), { recursive: true })
    const command = join(installed, 'dist/hydroam.js')
    const shared = join(installed, 'code-cache')
    mkdirSync(shared)
    for (const _ of [1, 2]) run(join(cache, 'user'), { command })
    expect(existsSync(join(cache, 'user'))).toBe(false)
    // An image gives it another inode and time.
    cpSync(shared, `${shared}-copy`, { recursive: true })
    rmSync(shared, { recursive: true })
    renameSync(`${shared}-copy`, shared)
    expect(run(cache, { command }).compiled).toEqual([])
    chmodSync(shared, 0o777)
    expect(run(cache, { command }).compiled).toContain('./cli.js')
  })
})

function changedIndex(content: Buffer, field: string, change: (value: string) => string): Buffer {
  const index = JSON.parse(content.toString('latin1', 0, 16384))
  const text = JSON.stringify({ ...index, [field]: change(index[field]) }).padEnd(16384)
  return Buffer.concat([Buffer.from(text), content.subarray(16384)])
}
