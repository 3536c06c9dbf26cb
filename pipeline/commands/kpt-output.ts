/** The outputs of `kpt fn`: everything that a package holds, sources, Kptfile and local configuration too. */
import type { KrmResource } from '../../src/krm/resource.ts'
import { allFiles, asResourceList, sourceOf, terminated, textOf } from '../output.ts'
import type { Package } from '../package.ts'
import { fileTexts, type SaveOptions } from '../save.ts'
import { saveInPlace, writeDirectory } from './destination.ts'
import { count, printData } from './say.ts'

/** `stdout`, `unwrap`, a new directory, or, without an output, the package itself; says what was done. */
export function deliverAll(
  pkg: Package,
  items: readonly KrmResource[],
  output: string | undefined,
  options: SaveOptions = {},
): string {
  if (output === undefined) return saveInPlace(pkg, items, options)
  if (output === 'stdout') return printData(asResourceList(items), count(items.length, 'resource'))
  if (output === 'unwrap') return printData(allDocuments(pkg, items), count(items.length, 'resource'))
  const files = fileTexts(pkg, items)
  writeDirectory(output, files)
  return `wrote ${count(files.size, 'file')} to ${output}`
}

function allDocuments(pkg: Package, items: readonly KrmResource[]): string {
  const files = allFiles(pkg)
  const texts = items.map((item) => terminated(textOf(item, sourceOf(item, files))).replace(/^---[^\n]*\n/, ''))
  return texts.join('---\n')
}
