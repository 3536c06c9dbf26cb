/** The outputs of `kpt fn`: everything that a package holds, sources, Kptfile and local configuration too. */
import type { KrmResource } from '../../src/krm/resource.ts'
import { allFiles, sourceOf, terminated, textOf } from '../output.ts'
import type { Package } from '../package.ts'
import { fileTexts } from '../save.ts'
import { listText, type StreamInput } from '../stream.ts'
import { saveInPlace, writeDirectory } from './destination.ts'
import { printData } from './say.ts'

/** `stdout`, `unwrap`, a new directory, or, without an output, the package itself. */
export function deliverAll(
  pkg: Package,
  items: readonly KrmResource[],
  output: string | undefined,
  functionConfig?: KrmResource,
): void {
  const files = allFiles(pkg)
  const source: StreamInput['sourceOf'] = (item) => sourceOf(item, files)
  if (output === undefined) saveInPlace(pkg, items)
  else if (output === 'stdout') printData(listText(items, source, undefined, functionConfig), '')
  else if (output === 'unwrap') printData(documents(items, source), '')
  else writeDirectory(output, fileTexts(pkg, items))
}

export function documents(items: readonly KrmResource[], source: StreamInput['sourceOf']): string {
  const texts = items.map((item) => terminated(textOf(item, source(item))).replace(/^---[^\n]*\n/, ''))
  return texts.join('---\n')
}
