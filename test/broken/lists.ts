/** Every function and generation of the catalogue on ResourceLists that are broken somewhere, and what must hold of each answer. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { catalogue } from '../../functions/index.ts'
import { report } from '../../pipeline/report.ts'
import { asResource } from '../../src/krm/check.ts'
import { apply, type KrmFunction } from '../../src/krm/function.ts'
import type { Result } from '../../src/krm/result.ts'
import { readStream, type WireInput } from '../../src/krm/wire.ts'
import { readConfig } from '../../src/schema/config.ts'
import { editDocument, readDocument, type SourceDocument, splitDocuments } from '../../src/text/document.ts'
import { type Mutation, mutated } from './mutation.ts'

/** From the root of the repository, where tests and tools are started: this file may run from a bundle. */
const FUNCTIONS = resolve('functions')

export interface Subject {
  readonly name: string
  /** `name`, or `name:v0.1` for that generation. */
  readonly title: string
  readonly fn: KrmFunction
  /** The lists of its own cases. */
  readonly seeds: readonly Seed[]
}

export interface Seed {
  readonly document: SourceDocument
  readonly value: { readonly items?: unknown }
}

export async function subjects(): Promise<readonly Subject[]> {
  const all = await Promise.all(
    Object.entries(catalogue).map(async ([name, load]): Promise<readonly Subject[]> => {
      const fn = await load()
      const seeds = seedsOf(name)
      const earlier = Object.entries(fn.generations ?? {}).map(async ([minor, generation]) => {
        return { name, title: `${name}:v${minor}`, fn: await generation(), seeds }
      })
      return [{ name, title: name, fn, seeds }, ...(await Promise.all(earlier))]
    }),
  )
  return all.flat()
}

function seedsOf(name: string): readonly Seed[] {
  const cases = join(FUNCTIONS, name, 'cases')
  return readdirSync(cases).map((one) => {
    const [document] = splitDocuments(readFileSync(join(cases, one, 'input.yaml'), 'utf8'))
    if (!document) throw new Error(`an empty case: ${one}`)
    return { document, value: readDocument(document).value as Seed['value'] }
  })
}

export interface Broken {
  readonly subject: number
  readonly seed: number
  /** Another seed that gives its items, or none. */
  readonly items: number | undefined
  readonly mutations: readonly Mutation[]
}

/** The text of a broken list; comments stay, since some functions live by them. */
export function listOf({ seed, items, mutations }: Broken, { seeds }: Subject, all: readonly Seed[]): string {
  const { document, value } = seeds[seed % seeds.length] as Seed
  const other = items === undefined ? value : (all[items % all.length] as Seed).value
  return editDocument(document, value, mutations.reduce<unknown>(mutated, { ...value, items: other.items }))
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

/** Throws when anything does not hold: what the function answers to the text, told as a sentence. */
export async function check({ fn, name }: Subject, text: string): Promise<void> {
  const input = readStream(text)
  if ('results' in input) return checkResults(input.results)
  const list = frozen(input.list)
  const answer = await apply(fn, list, readConfig(name))
  checkResults(answer.results.slice(list.results.length))
  for (const item of answer.items) if ('result' in asResource(item, {})) throw new Error(`no resource: ${shown(item)}`)
  const written = input.write(answer)
  const again = await apply(fn, list, readConfig(name))
  if (input.write(again) !== written) throw new Error('the second run gives another answer')
  checkText(written, answer.items.length)
}

function checkText(written: string, count: number): void {
  const back: WireInput | { readonly results: readonly Result[] } = readStream(written)
  if ('results' in back) throw new Error(`what is written does not read: ${back.results[0]?.message}`)
  if (back.list.items.length !== count) throw new Error('what is written has other items')
}

const SEVERITIES = ['error', 'warning', 'info']

function checkResults(results: readonly Result[]): void {
  for (const result of results) {
    const { code, severity, message, hint = '', field } = result
    if (!/^[a-z][a-z0-9-]+$/.test(code)) throw new Error(`no code: ${shown(result)}`)
    if (!SEVERITIES.includes(severity)) throw new Error(`no severity: ${shown(result)}`)
    if (message === '' || /\bundefined\b|\[object |\bNaN\b|\bfunction\b.*native code/.test(`${message} ${hint}`))
      throw new Error(`words that no one wrote: ${shown(result)}`)
    if (field?.path.some((key) => typeof key !== 'string' && typeof key !== 'number'))
      throw new Error(`no path: ${shown(result)}`)
  }
  report(results)
}

function shown(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? `${one}n` : one))
}
