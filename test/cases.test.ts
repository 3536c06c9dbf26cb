/**
 * Every function × every case: functions/<name>/cases/<case>/{input,expected}.yaml.
 * Each runs frozen in this process, a second time on its own output, and as a filter process. `vitest -u` writes what is missing.
 * A case whose name begins with `v0.1-` is one of that generation of the function.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, test } from 'vitest'
import { catalogue } from '../functions/index.ts'
import { type Answered, apply, type KrmFunction, type ResourceList } from '../src/krm/function.ts'
import { ofGeneration } from '../src/krm/generation.ts'
import { failed } from '../src/krm/result.ts'
import { readStream, toWire, writeResourceList } from '../src/krm/wire.ts'
import { readConfig } from '../src/schema/config.ts'
import { withComments } from '../src/text/comments.ts'

const ROOT = resolve(import.meta.dirname, '..')
const COMMAND = join(ROOT, 'dist/hydroam.js')

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

function read(text: string): ResourceList {
  const stream = readStream(text)
  if ('results' in stream) throw new Error(JSON.stringify(stream.results))
  return frozen(stream.list)
}

/** With the comments that the function added. */
function written({ comments, ...answer }: Answered): string {
  const added = answer.items.flatMap((item, i) => {
    return (comments?.get(item) ?? []).map((comment) => ({ ...comment, path: ['items', i, ...comment.path] }))
  })
  return withComments(writeResourceList(answer), added)
}

async function filter(name: string, input: string) {
  const child = spawn(process.execPath, [COMMAND, 'fn', 'run', name], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.end(input)
  const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'close')])
  return { stdout, status }
}

/** With its keys in order, so that equal values are equal texts. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, canonical(field)]),
  )
}

describe.concurrent.each(Object.keys(catalogue))('%s', (name) => {
  const folder = join(ROOT, 'functions', name, 'cases')

  describe.concurrent.each(readdirSync(folder))('%s', (one) => {
    const input = readFileSync(join(folder, one, 'input.yaml'), 'utf8')
    const expected = join(folder, one, 'expected.yaml')
    const tag = /^v\d+\.\d+(?=-)/.exec(one)?.[0]
    const run = async (list: ResourceList) => {
      const fn = await ofGeneration((await catalogue[name]?.()) as KrmFunction, tag)
      return apply(fn, list, readConfig(name))
    }

    test('gives what is expected', async ({ expect }) => {
      const answer = await run(read(input))
      await expect(written(answer)).toMatchFileSnapshot(expected)
    })

    test('changes nothing the second time', async ({ expect }) => {
      const first = await run(read(input))
      if (failed(first.results)) return
      const second = await run(frozen({ ...first, results: [] }))
      expect(second.items).toEqual(first.items)
    })

    test('gives the same resources whatever the order of its input', async ({ expect }) => {
      const list = read(input)
      const [forwards, backwards] = [await run(list), await run(frozen({ ...list, items: list.items.toReversed() }))]
      const sorted = (answer: ResourceList) => answer.items.map((item) => JSON.stringify(canonical(item))).sort()
      expect(sorted(backwards)).toEqual(sorted(forwards))
    })

    test('does the same as a process', async ({ expect }) => {
      const { stdout, status } = await filter(tag ? `${name}:${tag}` : name, input)
      const answer = await run(read(input))
      expect(toWire(read(stdout))).toEqual(JSON.parse(JSON.stringify(toWire(answer))))
      expect(status).toBe(failed(answer.results) ? 1 : 0)
    })
  })
})
