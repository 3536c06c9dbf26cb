/** `.krmignore` of a package: which of its files are no resources. */
import type { FileTree } from './file-tree.ts'
import { type Ignores, ignoreRules } from './ignore-rules.ts'

export const IGNORE_FILE = '.krmignore'

/** Takes paths relative to the package. Only the file at the package's root counts. */
export function readIgnore(tree: FileTree, folder: string): Ignores {
  const file = folder ? `${folder}/${IGNORE_FILE}` : IGNORE_FILE
  return tree.hasFile(file) ? ignoreRules(tree.text(file).text) : () => false
}
