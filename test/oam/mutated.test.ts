/**
 * Applications of which one thing is wrong, whatever it is: each is rendered or refused with a result, and nothing is thrown. Every application
 * and case of the tests is broken in ways that a seed chooses; `SEED` and `RUNS` of the environment choose others, and more.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { catalogue } from '../../functions/index.ts'
import { asResource, isObject } from '../../src/krm/check.ts'
import { type FieldPath, getIn } from '../../src/krm/field-path.ts'
import { apply, type KrmFunction } from '../../src/krm/function.ts'
import { failed } from '../../src/krm/result.ts'
import { readConfig } from '../../src/schema/config.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const RUNS = Number(process.env.RUNS ?? 1000)
const FUNCTIONS = [
  'expand-components',
  'inject-workload',
  'inject-scaler',
  'inject-routing',
  'inject-policy',
  'validate-oam',
  'validate-schema',
]

/** What stands where something else should. */
const VALUES: readonly unknown[] = [
  ...[null, '', 0, -1, 1e9, 1.5, true, [], {}, [1], [[]], [null], { a: 1 }, { a: null }, 10n ** 30n],
  ...['web', 'a.b[0]', '[', '*', 'A B', 'status.x', 'webservice', '__proto__', 'é'.repeat(300)],
  ...[{ toString: 1 }, { constructor: 'x' }],
]

let state = Number(process.env.SEED ?? 1)

/** A number from 0 up to, and without, `end` (the C standard's own generator). */
function chance(end: number): number {
  state = (state * 1103515245 + 12345) % 2 ** 31
  return Math.floor((state / 2 ** 31) * end)
}

function pick<T>(all: readonly T[]): T {
  return all[chance(all.length)] as T
}

function documents(text: string): readonly unknown[] {
  return parseAllDocuments(text, { merge: true, version: '1.1' }).map((document) => document.toJS())
}

function sources(): readonly (readonly unknown[])[] {
  const applications = join(ROOT, 'test/oam/vela/applications')
  const cases = FUNCTIONS.map((name) => join(ROOT, 'functions', name, 'cases'))
  const files = [
    ...readdirSync(applications).map((file) => join(applications, file)),
    ...cases.flatMap((folder) => readdirSync(folder).map((one) => join(folder, one, 'input.yaml'))),
  ]
  return files.flatMap((file) => {
    const all = documents(readFileSync(file, 'utf8')).filter(isObject)
    return [all.flatMap((one) => ('items' in one && Array.isArray(one.items) ? one.items : [one]))]
  })
}

function paths(value: unknown, path: FieldPath = []): readonly FieldPath[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inside = Object.entries(value).map(([key, one]) =>
    paths(one, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return [path, ...inside.flat()]
}

/** One thing is missing, twice there, misspelt, or something else. */
function broken(item: unknown): unknown {
  const copy: unknown = structuredClone(item)
  const all = paths(copy).filter((path) => path.length > 1)
  if (all.length === 0) return copy
  const path = pick(all)
  const [parent, key] = [getIn(copy, path.slice(0, -1)) as Record<string, unknown>, String(path.at(-1))]
  const { [key]: value } = parent
  const ways = [
    () => (Array.isArray(parent) ? parent.splice(Number(key), 1) : delete parent[key]),
    () => (Array.isArray(parent) ? parent.push(structuredClone(value)) : Object.assign(parent, { [`${key}x`]: value })),
    () => Object.assign(parent, { [key]: structuredClone(getIn(copy, pick(all))) }),
    () => Object.assign(parent, { [key]: pick(VALUES) }),
  ]
  pick(ways)()
  return copy
}

async function run(items: readonly unknown[]): Promise<readonly string[]> {
  const read = items.map((item) => asResource(item, {}))
  let list: Awaited<ReturnType<typeof apply>> = {
    items: read.flatMap((one) => ('resource' in one ? [one.resource] : [])),
    results: [],
  }
  for (const name of FUNCTIONS) {
    list = await apply((await catalogue[name]?.()) as KrmFunction, list, readConfig(name))
    if (failed(list.results)) break
  }
  return list.results.map(({ message, hint = '' }) => `${message} ${hint}`)
}

test(`of ${RUNS} broken applications none ends in an exception, or in words that no one wrote`, async () => {
  const all = sources().filter((items) => items.length > 0)
  for (let count = 0; count < RUNS; count++) {
    const items = pick(all)
    const at = chance(items.length)
    const wrong = items.map((item, i) => (i === at ? broken(item) : item))
    const told = await run(wrong).catch((cause: Error) => {
      const shown = JSON.stringify(wrong[at], (_, value) => (typeof value === 'bigint' ? String(value) : value))
      throw new Error(`${cause.stack}\n${shown}`)
    })
    expect(told.filter((one) => /\bundefined\b|\[object |NaN/.test(one))).toEqual([])
  }
})
