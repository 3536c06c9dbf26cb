/** The target of a package: one name for all its applications, of both generations. */
import type { KrmResource } from '../../krm/resource.ts'
import { error, place, type Result } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { ReadOptions } from '../check.ts'
import type { Written } from '../policies/written.ts'
import type { Beside } from './beside.ts'
import { targetsOf } from './read.ts'

/** Code `target-unknown`: no application has it. */
export function checkTarget(
  target: string | undefined,
  applications: readonly Written[],
  configurations: readonly KrmResource[],
  beside: Beside,
  options: ReadOptions,
): readonly Result[] {
  if (target === undefined) return []
  const known = [
    ...applications.flatMap((written) => targetsOf(written, beside, options)),
    ...configurations.map(({ metadata }) => metadata.name ?? ''),
  ]
  if (known.includes(target)) return []
  const [first] = [...applications.map(({ source }) => source), ...configurations]
  const message = `no application of the package has the target "${target}"`
  return [error('target-unknown', first ? place(first) : {}, message, suggest(target, [...new Set(known)]))]
}

/** v1alpha2: a target is an ApplicationConfiguration; all of them where it is none. */
export function chosenConfigurations(
  configurations: readonly KrmResource[],
  target: string | undefined,
): readonly KrmResource[] {
  const named = configurations.filter(({ metadata }) => target !== undefined && metadata.name === target)
  return named.length > 0 ? named : configurations
}
