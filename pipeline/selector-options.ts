/** `--match-*` and `--exclude-*`: one selector each, all of whose fields must fit. */
import type { Selector } from '../src/krm/selector.ts'

/** The part of commander's Command that is needed here; only cli.ts knows commander. */
interface Options {
  option(flags: string, description: string): unknown
}

const FIELDS: Readonly<Record<string, keyof Selector>> = {
  'api-version': 'apiVersion',
  kind: 'kind',
  name: 'name',
  namespace: 'namespace',
  labels: 'labels',
  annotations: 'annotations',
}

export function addSelectors(command: Options): void {
  for (const [flag, field] of Object.entries(FIELDS)) {
    const value = field === 'labels' || field === 'annotations' ? '<key=value,...>' : '<value>'
    command.option(`--match-${flag} ${value}`, `only resources with this ${field}`)
    command.option(`--exclude-${flag} ${value}`, `all but resources with this ${field}`)
  }
}

export function selectors(options: Readonly<Record<string, string>>): {
  readonly selector: Selector
  readonly exclusion: Selector
} {
  return { selector: read(options, 'match'), exclusion: read(options, 'exclude') }
}

function read(options: Readonly<Record<string, string>>, prefix: string): Selector {
  const entries = Object.values(FIELDS).flatMap((field): [string, unknown][] => {
    const value = options[`${prefix}${field[0]?.toUpperCase()}${field.slice(1)}`]
    if (value === undefined) return []
    return [[field, field === 'labels' || field === 'annotations' ? pairs(value) : value]]
  })
  return Object.fromEntries(entries)
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
}
