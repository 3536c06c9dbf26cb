/** The outputs of `kpt fn`: everything that a package holds, sources, Kptfile and local configuration too. */
import type { KrmResource } from '../../src/krm/resource.ts'
import { writeDirectory } from '../new-directory.ts'
import { allFiles, NO_DRAFTS, type SourceOf, sourceOf, terminated, textOf } from '../output.ts'
import type { Package } from '../package.ts'
import { fileTexts, type SaveOptions } from '../save.ts'
import { listText } from '../stream.ts'
import { saveInPlace } from './destination.ts'
import { printData } from './say.ts'

export interface DeliverOptions extends SaveOptions {
  /** What `-o stdout` says beside the items. */
  readonly functionConfig?: KrmResource
}

/** `stdout`, `unwrap`, a new directory, or, without an output, the package itself. */
export async function deliverAll(
  pkg: Package,
  items: readonly KrmResource[],
  output: string | undefined,
  options: DeliverOptions = {},
): Promise<void> {
  const { drafts = NO_DRAFTS, functionConfig } = options
  const files = allFiles(pkg)
  const source: SourceOf = (item) => sourceOf(item, files, drafts)
  if (output === undefined) await saveInPlace(pkg, items, options)
  else if (output === 'stdout') await printData(listText(items, source, undefined, functionConfig), '')
  else if (output === 'unwrap') await printData(documents(items, source), '')
  else await writeDirectory(output, fileTexts(pkg, items, drafts))
}

export function documents(items: readonly KrmResource[], source: SourceOf): string {
  const texts = items.map((item) => terminated(textOf(item, source(item))).replace(/^---[^\n]*\n/, ''))
  return texts.join('---\n')
}
