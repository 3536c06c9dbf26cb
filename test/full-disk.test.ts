/** Where something cannot be written, one diagnostic says so, the exit code is 1, and nothing half-written stays. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const COMMAND = join(import.meta.dirname, '../dist/hydroam.js')
const KPTFILE = `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: big
pipeline:
  mutators:
    - image: set-labels
      configMap: {a: b}
`
/** A page of the disk, but for a few bytes: a label does not fit in. */
const PAGE = 4096

function configMap(name: string): string {
  const head = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  key: `
  return `${head}${'x'.repeat(PAGE - 10 - head.length)}\n`
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydroam-full-'))
  mkdirSync(join(folder, 'big'))
  mkdirSync(join(folder, 'disk'))
  writeFileSync(join(folder, 'big/Kptfile'), KPTFILE)
  for (let i = 0; i < 12; i++) writeFileSync(join(folder, `big/c${i}.yaml`), configMap(`c${i}`))
  writeFileSync(join(folder, 'afile'), '')
})
afterEach(() => rmSync(folder, { recursive: true }))

const ENV = () => ({
  ...process.env,
  XDG_STATE_HOME: join(folder, 'state'),
  HYDROAM: `${process.execPath} ${COMMAND}`,
})

function shell(script: string, ...words: readonly string[]) {
  const [program = 'sh', ...args] = [...words, 'sh', '-c', script]
  return spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: ENV() })
}

const diagnostic = (code: string) => new RegExp(`(?:^|\\n)error ${code}: .+\\n {2}hint: .+\\n$`)

describe('stdout that takes nothing', () => {
  test
    .skipIf(!existsSync('/dev/full'))
    .each(['render big -o unwrap', 'fn source big', 'fn list', 'fn doc set-labels', '--help'])('%s', (line) => {
    const { status, stderr } = shell(`$HYDROAM ${line} > /dev/full`)
    expect(stderr).toMatch(/^error output-failed: cannot write to stdout: ENOSPC.+\n {2}hint: .+\n$/)
    expect(status).toBe(1)
  })

  test('a reader that has seen enough is no fault to speak of', () => {
    expect(shell('$HYDROAM fn source big | head -c 1').stderr).toBe('')
  })

  test.skipIf(!existsSync('/dev/full'))('a full stderr changes no exit code', () => {
    expect(shell('$HYDROAM render big -o unwrap 2> /dev/full').status).toBe(0)
    expect(shell('$HYDROAM render nowhere 2> /dev/full').status).toBe(1)
  })
})

describe('a directory that cannot be made', () => {
  test.each([
    ['render big -o afile/x', 'output-failed'],
    ['fn render big -o afile/x/y', 'output-failed'],
    ['fn source big | $HYDROAM fn sink afile/x', 'output-failed'],
    ['render big -o /proc/x', 'output-failed'],
    ['render big --results-dir /proc/x/y', 'results-dir-invalid'],
    ['render big --results-dir afile/x', 'results-dir-invalid'],
    ['render afile/x', 'file-forbidden'],
  ])('%s', (line, code) => {
    const before = readdirSync(folder, { recursive: true })
    const { status, stderr } = shell(`$HYDROAM ${line}`)
    expect(stderr).toMatch(diagnostic(code))
    expect({ status, files: readdirSync(folder, { recursive: true }) }).toEqual({ status: 1, files: before })
  })
})

/** A disk of ten pages, for one command. */
const SMALL_DISK = ['unshare', '--user', '--map-root-user', '--mount']
const MOUNT = `mount -t tmpfs -o size=${10 * PAGE} none disk`
const FILL = 'head -c 1000000 /dev/zero > disk/fill 2> /dev/null'

function canMount(): boolean {
  return spawnSync('unshare', [...SMALL_DISK.slice(1), 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0
}

// Where no disk can be mounted, these are skipped.
describe.skipIf(!canMount())('a full disk (needs unshare and mount)', () => {
  test.each([
    ['$HYDROAM render big -o disk/out', 'output-failed'],
    ['$HYDROAM fn render big -o disk/deep/er/out', 'output-failed'],
    ['$HYDROAM fn source big | $HYDROAM fn sink disk/out', 'output-failed'],
    ['$HYDROAM render big -o unwrap > disk/out; code=$?; rm disk/out; (exit $code)', 'output-failed'],
    [
      `mkdir disk/r; ${FILL}; $HYDROAM render big -o unwrap --results-dir disk/r; code=$?; rm disk/fill; rmdir disk/r; (exit $code)`,
      'results-failed',
    ],
  ])('%s', (script, code) => {
    const { status, stderr, stdout } = shell(`${MOUNT}; ${script}; code=$?; ls -A disk; exit $code`, ...SMALL_DISK)
    expect(stderr).toMatch(diagnostic(code))
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  })

  test('under the package leaves every file as it was', () => {
    const script = `${MOUNT}; cp big/Kptfile big/c1.yaml big/c2.yaml disk; ${FILL}
      cat disk/*; $HYDROAM render disk; code=$?; cat disk/*; exit $code`
    const { status, stderr, stdout } = shell(script, ...SMALL_DISK)
    expect(stderr).toMatch(diagnostic('save-failed'))
    expect(stdout.slice(0, stdout.length / 2)).toBe(stdout.slice(stdout.length / 2))
    expect({ status, journals: readdirSync(join(folder, 'state/hydroam')) }).toEqual({ status: 1, journals: [] })
  })

  test('under the journal lets no save begin', () => {
    const script = `${MOUNT}; mkdir -m 700 disk/hydroam; ${FILL}
      XDG_STATE_HOME=$PWD/disk $HYDROAM render big; code=$?; ls -A disk/hydroam; exit $code`
    const { status, stderr, stdout } = shell(script, ...SMALL_DISK)
    expect(stderr).toMatch(diagnostic('save-failed'))
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(readFileSync(join(folder, 'big/c1.yaml'), 'utf8')).not.toContain('a: b')
  })
})
