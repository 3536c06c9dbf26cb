/** The target of a package: one name for all its applications, of both generations. */
import type { KrmResource } from '../../krm/resource.ts'
import { error, place, type Result } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Application } from '../application.ts'
import type { ReadOptions } from '../check.ts'
import type { Written } from '../policies/written.ts'
import type { Beside } from './beside.ts'
import { targetsOf } from './read.ts'

/** Code `target-unknown`: no application has it. One that is too broken to say might have it. */
export function checkTarget(
  target: string | undefined,
  applications: readonly Written[],
  configurations: readonly KrmResource[],
  beside: Beside,
  options: ReadOptions,
): readonly Result[] {
  if (target === undefined) return []
  const targets = applications.map((written) => targetsOf(written, beside, options))
  const names = configurations.map(({ metadata }) => metadata.name ?? '')
  const known = [...targets.flatMap((some) => some ?? []), ...names]
  if (known.includes(target) || targets.includes(undefined)) return []
  const [first] = [...applications.map(({ source }) => source), ...configurations]
  const message = `no application of the package has the target "${target}"`
  return [error('target-unknown', first ? place(first) : {}, message, suggest(target, [...new Set(known)]))]
}

/** Of v1alpha2, where a target is an ApplicationConfiguration, the one with that name; all of them where none has it. */
export function chosenApplications(
  applications: readonly Application[],
  target: string | undefined,
): readonly Application[] {
  const isConfiguration = ({ source }: Application) => source.kind === 'ApplicationConfiguration'
  const isNamed = ({ name }: Application) => target !== undefined && name === target
  if (!applications.some((one) => isConfiguration(one) && isNamed(one))) return applications
  return applications.filter((one) => !isConfiguration(one) || isNamed(one))
}
