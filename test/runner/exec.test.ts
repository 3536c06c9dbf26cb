/** Programs as functions: what counts as an answer, what does not, and what they may use. Row 73 of the fault table, and 8 and 72. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { exec } from '../../pipeline/runner/exec.ts'
import { DEFAULT_RUNNER_OPTIONS, type RunnerOptions } from '../../pipeline/runner/options.ts'
import type { ResourceList } from '../../src/krm/function.ts'
import { expectEnded } from './running.ts'

const PROGRAM = join(import.meta.dirname, 'program.mjs')
const item = (name: string, data = 'x') => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { data } })
const LIST: ResourceList = { items: [item('a'), item('b')], results: [] }
const NOTHING: ResourceList = { items: [], results: [] }

function run(words: string, list = LIST, options: Partial<RunnerOptions> = {}) {
  return exec(`"${process.execPath}" "${PROGRAM}" ${words}`, { ...DEFAULT_RUNNER_OPTIONS, ...options })(list)
}

afterEach(() => vi.unstubAllEnvs())

describe.concurrent('an answer that is none leaves the items as they were', () => {
  test.each([
    ['nothing', `say ''`, 'function-silent', 1, /stdout/],
    ['only comments and document ends', `say '# done\\n---\\n'`, 'function-silent', 1, /stdout/],
    ['prose', `say all fine`, 'function-output-invalid', 1, /stderr/],
    [
      'a log line before the list',
      `say 'started\\nkind: ResourceList\\nitems: []'`,
      'function-output-invalid',
      1,
      /stderr/,
    ],
    ['broken YAML', `say 'items: ['`, 'function-output-invalid', 1, /stderr/],
    ['text that is no UTF-8', 'say-latin', 'function-output-invalid', 1, /stderr/],
    ['a list without items', 'say-list', 'function-output-invalid', 1, /stderr/],
    ['a list whose items are null', `say-list 'items:'`, 'function-output-invalid', 1, /stderr/],
    ['a list whose items are no list', `say-list 'items: {}'`, 'function-output-invalid', 1, /stderr/],
    [
      'an item without a name',
      `say-list 'items: [{apiVersion: v1, kind: ConfigMap}]'`,
      'function-output-invalid',
      1,
      /./,
    ],
    ['an item that is null', `say-list 'items: [null]'`, 'function-output-invalid', 1, /./],
    [
      'a list without a kind',
      `say 'apiVersion: config.kubernetes.io/v1\\nitems: [ITEM]'`,
      'function-output-invalid',
      1,
      /./,
    ],
    [
      'two lists',
      `say 'kind: ResourceList\\nitems: []\\n---\\nkind: ResourceList\\nitems: []'`,
      'function-output-invalid',
      1,
      /./,
    ],
    ['results that are no list', `say-list 'items: []\\nresults: x'`, 'function-output-invalid', 1, /./],
    ['bare resources, none of which it was given', `say ITEM`, 'function-output-invalid', 1, /./],
    ['a List of nothing', `say 'kind: List\\nitems: []'`, 'function-output-invalid', 1, /./],
    ['nothing and an exit code', 'crash', 'function-crashed', 3, /it said: no disk/],
    ['rubbish and an exit code', 'crash-loudly', 'function-crashed', 5, /./],
    ['a list and an exit code', 'fail-after-list', 'function-crashed', 4, /./],
    ['a signal', 'die', 'function-crashed', -1, /./],
  ])('%s', async (_, words, code, exitCode, hint) => {
    const answer = await run(words)
    expect(answer.items).toBe(LIST.items)
    expect(answer.results.at(-1)).toMatchObject({ code, severity: 'error', hint: expect.stringMatching(hint) })
    expect(answer.exitCode).toBe(exitCode)
  })

  test('an error among the results speaks for itself', async () => {
    const { items, results, exitCode } = await run('fail-with-results')
    expect(items).toBe(LIST.items)
    expect(results.map(({ message }) => message)).toEqual(['not good'])
    expect(exitCode).toBe(3)
  })

  test('what it said before it failed is kept', async () => {
    const { results } = await run('fail-after-list')
    expect(results.map(({ severity }) => severity)).toEqual(['info', 'error'])
  })

  test('a program that is not there', async () => {
    const { results, exitCode } = await exec('no-such-program-anywhere', DEFAULT_RUNNER_OPTIONS)(LIST)
    expect(results).toMatchObject([{ code: 'exec-not-found' }])
    expect(exitCode).toBe(1)
  })

  test('a command of no words', async () => {
    expect((await exec(' ', DEFAULT_RUNNER_OPTIONS)(LIST)).results).toMatchObject([{ code: 'exec-not-found' }])
  })
})

describe.concurrent('what kpt takes for an answer is one', () => {
  const made = ['made']
  test.each([
    ['any version of the list', `say 'apiVersion: foo/bar\\nkind: ResourceList\\nitems: [ITEM]'`, made],
    ['no version at all', `say 'kind: ResourceList\\nitems: [ITEM]'`, made],
    ['a List', `say 'apiVersion: v1\\nkind: List\\nitems: [GIVEN, ITEM]'`, ['a', 'made']],
    ['bare resources', `say 'ITEM\\n---\\nGIVEN'`, ['made', 'a']],
    ['JSON', `say '{"kind":"ResourceList","items":[]}'`, []],
    ['an empty list, which deletes everything', `say-list 'items: []'`, []],
    ['a leading ---', `say '---\\nkind: ResourceList\\nitems: [ITEM]'`, made],
    ['a trailing ---, which kpt refuses', `say-list 'items: [ITEM]\\n---\\n'`, made],
    ['no results', `say-list 'items: [ITEM]\\nresults:'`, made],
  ])('%s', async (_, words, names) => {
    const { items, results, exitCode } = await run(words)
    expect(results).toEqual([])
    expect(items.map(({ metadata }) => metadata.name)).toEqual(names)
    expect(exitCode).toBe(0)
  })

  test('a list without items, of a function that got none', async () => {
    expect(await run('say-list', NOTHING)).toMatchObject({ items: [], results: [], exitCode: 0 })
  })

  test('older forms of results', async () => {
    const old = `{message: a, severity: info, resourceRef: {apiVersion: v1, kind: X, metadata: {name: n, namespace: s}}, field: {path: a.b, suggestedValue: 7}}`
    const { results } = await run(`say-list 'items: []\\nresults: {name: old, items: [${old}]}'`)
    expect(results).toMatchObject([
      {
        severity: 'info',
        resourceRef: { apiVersion: 'v1', kind: 'X', name: 'n', namespace: 's' },
        field: { path: ['a', 'b'], proposedValue: 7 },
      },
    ])
  })

  test('results without a severity are errors, as the specification says', async () => {
    const { results, items } = await run(`say-list 'items: []\\nresults: [{message: too old}]'`)
    expect(results).toMatchObject([{ severity: 'error', message: 'too old' }])
    expect(items).toBe(LIST.items)
  })
})

describe('large and slow', () => {
  const MANY: ResourceList = {
    items: Array.from({ length: 500 }, (_, i) => item(`n${i}`, 'x'.repeat(10_000))),
    results: [],
  }

  test('row 8: five megabytes into a program that reads slowly, and back', async () => {
    const { items } = await run('copy-slowly', MANY)
    expect(items).toEqual(MANY.items)
  })

  test('a program that never reads its input has answered all the same', async () => {
    expect((await run('generate', MANY)).items).toHaveLength(1)
  })

  test('the end of a long stderr is kept', async () => {
    const { stderr, exitCode } = await run('flood-stderr')
    expect(stderr.length).toBeLessThanOrEqual(65 * 1024)
    expect(stderr).toMatch(/^\[… dropped the beginning\]\nline \d+\n/)
    expect(stderr).toMatch(/line 19999\n$/)
    expect(exitCode).toBe(0)
  })

  test('a stdout without end is cut off', async () => {
    const limits = { ...DEFAULT_RUNNER_OPTIONS.limits, outputBytes: 1_000_000 }
    const { items, results, exitCode } = await run('flood-stdout', LIST, { limits })
    expect(items).toBe(LIST.items)
    expect(results).toMatchObject([{ code: 'function-output-too-large' }])
    expect(exitCode).toBe(-1)
  })

  test('a program that does not end is stopped, with everything that it started', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hydroam-exec-'))
    const pids = join(folder, 'pids')
    const limits = { ...DEFAULT_RUNNER_OPTIONS.limits, timeoutSeconds: 4 }
    const { items, results, exitCode } = await run(`hang-together "${pids}"`, LIST, { limits })
    expect(items).toBe(LIST.items)
    expect(results).toMatchObject([{ code: 'function-timeout', message: expect.stringContaining('4 seconds') }])
    expect(exitCode).toBe(-1)
    await expectEnded(readFileSync(pids, 'utf8').split(' '))
    rmSync(folder, { recursive: true })
  })
})

describe('row 72: the environment', () => {
  const seen = async (env: readonly string[]) => (await run('environment', LIST, { env })).items[0]?.data

  test('holds what a program needs to start, and no token', async () => {
    vi.stubEnv('CI_TOKEN', 'secret')
    vi.stubEnv('TZ', 'Asia/Tokyo')
    vi.stubEnv('LC_ALL', 'C.UTF-8')
    const data = await seen([])
    expect(data).toMatchObject({ PATH: process.env.PATH, LC_ALL: 'C.UTF-8' })
    expect(data).not.toHaveProperty('CI_TOKEN')
    expect(data).not.toHaveProperty('TZ')
  })

  test('holds what --env names', async () => {
    vi.stubEnv('REGION', 'eu')
    expect(await seen(['REGION', 'MODE=a=b', 'UNSET'])).toMatchObject({ REGION: 'eu', MODE: 'a=b' })
    expect(await seen(['UNSET'])).not.toHaveProperty('UNSET')
  })
})
