/** The traits that change their workload, each a file of its own in traits/. */
import type { Evaluate } from '../../src/oam/definition.ts'
import { env } from './traits/env.ts'
import { labels } from './traits/labels.ts'

export const TRAITS: Readonly<Record<string, Evaluate>> = {
  env,
  labels,
}
