/** A command's output that goes back into the package. */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Package } from '../package.ts'
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
