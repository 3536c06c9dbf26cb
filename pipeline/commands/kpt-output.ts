/** The outputs of `kpt fn`: everything that a package holds, sources, Kptfile and local configuration too. */
import type { KrmResource } from '../../src/krm/resource.ts'
import { textsOf } from '../drafts.ts'
import { allFiles, asResourceList, type Drafts, NO_DRAFTS, sourceOf, terminated, textOf } from '../output.ts'
import type { Package } from '../package.ts'
import { fileTexts, type SaveOptions } from '../save.ts'
import { saveInPlace, writeDirectory } from './destination.ts'
import { count, printData } from './say.ts'

/** `stdout`, `unwrap`, a new directory, or, without an output, the package itself; says what was done. */
export async function deliverAll(
  pkg: Package,
  items: readonly KrmResource[],
  output: string | undefined,
  options: SaveOptions = {},
): Promise<string> {
  const { drafts = NO_DRAFTS } = options
  if (output === undefined) return saveInPlace(pkg, items, options)
  if (output === 'stdout')
    return printData(asResourceList(items, textsOf(allFiles(pkg), drafts)), count(items.length, 'resource'))
  if (output === 'unwrap') return printData(allDocuments(pkg, items, drafts), count(items.length, 'resource'))
  const files = fileTexts(pkg, items, drafts)
  writeDirectory(output, files)
  return `wrote ${count(files.size, 'file')} to ${output}`
}

function allDocuments(pkg: Package, items: readonly KrmResource[], drafts: Drafts): string {
  const files = allFiles(pkg)
  const texts = items.map((item) => terminated(textOf(item, sourceOf(item, files, drafts))).replace(/^---[^\n]*\n/, ''))
  return texts.join('---\n')
}
