/** Where a command's output goes: back into the package, or into a directory that does not exist yet. */
import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Package } from '../package.ts'
import { refuse } from '../refusal.ts'
import { planChanges, type SaveOptions, saveChanges } from '../save.ts'
import { count } from './say.ts'

/** Saves, and says what was done. */
export async function saveInPlace(
  pkg: Package,
  items: readonly KrmResource[],
  options: SaveOptions = {},
): Promise<string> {
  const changes = planChanges(pkg, items, options)
  await saveChanges(pkg, changes)
  const { written, deleted } = changes
  options.onSave?.(written.size + deleted.length)
  if (written.size + deleted.length === 0) return 'nothing changed'
  return `wrote ${count(written.size, 'file')}${deleted.length > 0 ? `, deleted ${deleted.length}` : ''}`
}

/** Before anything runs: an output directory must be new, and no link that leads nowhere. `stdout` and `unwrap` are no directories. */
export function refuseExisting(output: string): void {
  if (output === 'stdout' || output === 'unwrap' || !lstatSync(output, { throwIfNoEntry: false })) return
  const hint = 'name a directory that does not exist yet, or remove it first'
  throw refuse('output-exists', `"${output}" exists already`, hint)
}

/** The directory appears when it is complete. */
export function writeDirectory(output: string, files: ReadonlyMap<string, string>): void {
  const target = resolve(output)
  mkdirSync(dirname(target), { recursive: true })
  const draft = mkdtempSync(join(dirname(target), `.${basename(target)}-`))
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(draft, path)), { recursive: true })
      writeFileSync(join(draft, path), text)
    }
    renameSync(draft, target)
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    throw cause
  }
}
