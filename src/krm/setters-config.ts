/**
 * Setters by name, from the `data` of a ConfigMap or of any other kind, as for the catalogue. In files of packages whole numbers and truth values
 * stand there without quotes, and nothing at all means the empty text. Code: `config-invalid`.
 */
import { isTyped, readDataOfAnyKind } from '../schema/config.ts'
import { isObject } from './check.ts'
import type { ConfigReader } from './function.ts'
import type { KrmResource, StringMap } from './resource.ts'
import { type Place, place } from './result.ts'
import { withoutFields } from './with-fields.ts'

export interface Setters {
  readonly setters: StringMap
  /** Lists and maps among them, which other functions read; with their places. */
  readonly structures: ReadonlyMap<string, Structure>
  /** Where they stand. */
  readonly source: KrmResource | undefined
}

export interface Structure {
  readonly shape: 'a list' | 'a map'
  readonly at: Place
}

export function settersConfig(functionName: string): ConfigReader {
  const read = readDataOfAnyKind(functionName)
  return (config) => {
    const field = config && isTyped(config, functionName) ? 'spec' : 'data'
    const given = config?.[field]
    if (!config || !isObject(given)) return asSetters(read(config && { ...config, [field]: given ?? {} }), config)
    const structures = structuresOf(config, field, given)
    const texts = withoutFields(given, (name) => structures.has(name))
    return asSetters(read({ ...config, [field]: withTexts(texts) }), config, structures)
  }
}

function asSetters(
  read: ReturnType<ConfigReader>,
  source: KrmResource | undefined,
  structures: Setters['structures'] = new Map(),
): ReturnType<ConfigReader> {
  return 'results' in read ? read : { ...read, config: { setters: read.config, structures, source } }
}

function structuresOf(
  config: KrmResource,
  field: string,
  given: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Structure> {
  const structured = Object.entries(given).filter(([, value]) => typeof value === 'object' && value !== null)
  return new Map(
    structured.map(([name, value]) => {
      return [name, { shape: Array.isArray(value) ? 'a list' : 'a map', at: place(config, [field, name]) }]
    }),
  )
}

function withTexts(settings: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, textOf(value)]))
}

/** A fraction may have lost its zeros: 1.20 is 1.2 to everybody. */
function textOf(value: unknown): unknown {
  if (value === null) return ''
  return typeof value === 'boolean' || typeof value === 'bigint' || Number.isInteger(value) ? String(value) : value
}
