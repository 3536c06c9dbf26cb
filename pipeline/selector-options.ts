/** `--match-*` and `--exclude-*`: one selector each, all of whose fields must fit. */
import type { Selector } from '../src/krm/selector.ts'
import { Misuse } from './refusal.ts'

/** The part of commander's Command that is needed here; only cli.ts and cli/ know commander. */
interface Options {
  option(
    flags: string,
    description: string,
    ...collect: readonly ((value: string, sofar: string[]) => string[])[]
  ): unknown
}

const FIELDS: Readonly<Record<string, keyof Selector>> = {
  'api-version': 'apiVersion',
  kind: 'kind',
  name: 'name',
  namespace: 'namespace',
  labels: 'labels',
  annotations: 'annotations',
}

const isMap = (field: string) => field === 'labels' || field === 'annotations'

export function addSelectors(command: Options): void {
  for (const [flag, field] of Object.entries(FIELDS)) {
    const value = isMap(field) ? '<key=value>' : '<value>'
    const what = isMap(field) ? `these ${field}; may be repeated` : `this ${field}`
    const collect = isMap(field) ? [(pair: string, pairs: readonly string[] = []) => [...pairs, pair]] : []
    command.option(`--match-${flag} ${value}`, `only resources with ${what}`, ...collect)
    command.option(`--exclude-${flag} ${value}`, `all but resources with ${what}`, ...collect)
  }
}

type Values = Readonly<Record<string, string | readonly string[]>>

/** Code `selector-invalid`. */
export function selectors(options: Values): { readonly selector: Selector; readonly exclusion: Selector } {
  return { selector: read(options, 'match'), exclusion: read(options, 'exclude') }
}

function read(options: Values, prefix: string): Selector {
  const entries = Object.values(FIELDS).flatMap((field): [string, unknown][] => {
    const value = options[`${prefix}${field[0]?.toUpperCase()}${field.slice(1)}`]
    if (value === undefined || value === '') return []
    return [[field, typeof value === 'string' ? value : Object.fromEntries(value.map(pair))]]
  })
  return Object.fromEntries(entries)
}

function pair(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw new Misuse('selector-invalid', `"${text}" must be written as key=value`, 'repeat the option for a second pair')
}
