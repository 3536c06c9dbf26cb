/** What is wrong with the entries of `storage`, each for itself and together. */
import { equal } from '../../src/krm/equal.ts'
import type { FieldPath } from '../../src/krm/field-path.ts'
import { error, type Result, warning } from '../../src/krm/result.ts'
import { settle } from '../../src/oam/patch/settle.ts'
import type { Stored } from './stored.ts'

/** Codes: `storage-repeated`, `variable-repeated`, `storage-part-ignored`, `secret-in-clear`. */
export function checkStored(all: readonly Stored[]): readonly Result[] {
  return [
    ...all.flatMap((one, i) => checkRepeated(one, all.slice(0, i))),
    ...checkVariables(all),
    ...all.flatMap(reportIdle),
    ...all.flatMap(reportSecret),
  ]
}

function at(path: FieldPath) {
  return { field: { path } }
}

/** One volume at two paths has two entries, which must agree on everything else. */
function checkRepeated(one: Stored, earlier: readonly Stored[]): readonly Result[] {
  const { kind, entry, path } = one
  const twin = earlier.find((other) => other.kind === kind && other.entry.name === entry.name)
  if (!twin || (agree(one.volume, twin.volume) && agree(one.output, twin.output))) return []
  const message = `${kind} "${entry.name}" stands in the list twice, and the two say different things of it`
  return [
    error('storage-repeated', at(path), message, 'let them differ in their paths only, or write `mountOnly: true`'),
  ]
}

function agree(one: object | undefined, other: object | undefined): boolean {
  return !one || !other || equal(settle(one), settle(other))
}

function checkVariables(all: readonly Stored[]): readonly Result[] {
  const variables = all.flatMap(({ path, variable, variables }) => [
    ...(variable ? [{ variable, path: [...path, 'mountToEnv', 'envName'] }] : []),
    ...variables.map((one, i) => ({ variable: one, path: [...path, 'mountToEnvs', i, 'envName'] })),
  ])
  return variables.flatMap(({ variable, path }, i) => {
    if (!variables.slice(0, i).some((other) => other.variable.name === variable.name)) return []
    const message = `the variable "${variable.name}" gets two values`
    return [error('variable-repeated', at(path), message, 'give one of the two another name')]
  })
}

/** What the entry says in vain. */
function reportIdle({ entry, path }: Stored): readonly Result[] {
  const { mountOnly, mountPath, volumeMode } = entry
  const idle = (fields: readonly (keyof typeof entry)[], why: string) => {
    const found = fields.filter((field) => entry[field] !== undefined)
    return found.map((field) => {
      return warning('storage-part-ignored', at([...path, field]), `\`${field}\` means nothing ${why}`, 'remove it')
    })
  }
  return [
    ...(mountOnly ? idle(['data', 'stringData'], 'where `mountOnly` says that the object is there already') : []),
    ...(mountPath === undefined ? idle(['subPath', 'items', 'defaultMode', 'readOnly'], 'without `mountPath`') : []),
    ...(volumeMode === 'Block' ? idle(['subPath'], 'to a block device') : []),
  ]
}

/** The rendered Secret goes where the package goes, which is usually git. */
function reportSecret({ kind, entry, path, output }: Stored): readonly Result[] {
  if (kind !== 'secret' || !output) return []
  const given = (['data', 'stringData'] as const).find((field) => Object.keys(entry[field] ?? {}).length > 0)
  if (!given) return []
  const message = `the Secret "${entry.name}" is rendered with its values, for everyone to read who can read the package`
  const hint = 'let something else make the Secret, and write `mountOnly: true`'
  return [warning('secret-in-clear', at([...path, given]), message, hint)]
}
