/** What a function is: items in, items out, results; and what happens around each one. */

import { type Comments, type NewComments, NO_COMMENTS, type Texts } from './comment.ts'
import type { KrmResource } from './resource.ts'
import { failed, type Result } from './result.ts'

export interface ResourceList {
  readonly items: readonly KrmResource[]
  readonly functionConfig?: KrmResource
  readonly results: readonly Result[]
  /** Absent where the items were never text. */
  readonly texts?: Texts
}

export interface FunctionOutput {
  readonly items: readonly KrmResource[]
  readonly results?: readonly Result[]
  readonly comments?: NewComments
}

/**
 * One function. `run` is pure: no clock, no randomness, no environment; it never changes what it is given.
 * It waits for nothing but its own modules.
 * A validator returns the items it was given.
 */
export interface KrmFunction<Config = object> {
  readonly name: string
  readonly description: string
  readonly type: 'mutator' | 'validator'
  /** For a function whose functionConfig has forms of its own; without it, config.schema.json says what may be set. */
  readonly readConfig?: ConfigReader
  /** What earlier generations of a function of kpt's catalogue did, by the minor version of their tags, as "0.1"; see generation.ts. */
  // biome-ignore lint/suspicious/noExplicitAny: each generation names the type of its own config, as in a Catalogue
  readonly generations?: Readonly<Record<string, () => Promise<KrmFunction<any>>>>
  /** `config` is the functionConfig's settings after validation against the folder's config.schema.json; {} without one. */
  run(items: readonly KrmResource[], config: Config, comments: Comments): FunctionOutput | Promise<FunctionOutput>
}

/** Functions by name; each loads when it is first needed. */
// biome-ignore lint/suspicious/noExplicitAny: each function names the type of its own config, which apply() has validated
export type Catalogue = Readonly<Record<string, () => Promise<KrmFunction<any>>>>

/** Reads a functionConfig into the settings that `run` receives, or says what is wrong with it. */
export type ConfigReader = (config: KrmResource | undefined) => ConfigRead

/** `warnings`: what the settings are not, in a config that is not for this function alone. */
export type ConfigRead =
  | { readonly config: object; readonly warnings?: readonly Result[] }
  | { readonly results: readonly Result[] }

/** A list that a function has answered. */
export interface Answered extends ResourceList {
  readonly comments?: NewComments
}

/**
 * Runs one function on a list. Items stay as they were when the function reports an error, so that nothing half-done travels on.
 * Exceptions pass through: they are our bugs, not the user's.
 */
export async function apply(fn: KrmFunction, list: ResourceList, readConfig: ConfigReader): Promise<Answered> {
  const read = (fn.readConfig ?? readConfig)(list.functionConfig)
  if ('results' in read) return { ...list, results: [...list.results, ...stamped(fn, read.results)] }
  const { items, results = [], comments } = await fn.run(list.items, read.config, list.texts?.comments ?? NO_COMMENTS)
  const said = [...list.results, ...stamped(fn, [...(read.warnings ?? []), ...results])]
  if (failed(results)) return { ...list, results: said }
  return { ...list, items, results: said, ...(comments ? { comments } : {}) }
}

function stamped(fn: KrmFunction, results: readonly Result[]): Result[] {
  return results.map((result) => ({ ...result, tags: { ...result.tags, function: fn.name } }))
}
