/** The files of a tree, however strange a tree it is. */
import { isUtf8 } from 'node:buffer'
import { gitBytes } from './git.ts'

export interface ListedFile {
  /** Relative to the tree. What is not UTF-8 is replaced in it. */
  readonly path: string
  readonly isUtf8: boolean
  /** As git writes it: 100644, 100755, 120000 for a link, 160000 for a submodule. */
  readonly mode: string
  readonly id: string
}

/**
 * About a million files. A tree may name one subtree a thousand times, and that one another: a few objects are a billion files.
 * The README publishes it.
 */
const MAX_LIST_BYTES = 64 * 1024 * 1024

/** `tree` is the id of a tree or commit. Code `git-output-too-large`. */
export async function listFiles(repository: string, tree: string): Promise<readonly ListedFile[]> {
  const list = await gitBytes(repository, ['ls-tree', '-r', '-z', '--full-tree', tree], { limit: MAX_LIST_BYTES })
  const files: ListedFile[] = []
  for (let start = 0, end = list.indexOf(0); end >= 0; start = end + 1, end = list.indexOf(0, start))
    files.push(readRecord(list.subarray(start, end)))
  return files
}

/** `MODE TYPE ID<tab>PATH` */
function readRecord(record: Buffer): ListedFile {
  const tab = record.indexOf('\t')
  const [mode = '', , id = ''] = record.toString('latin1', 0, tab).split(' ')
  const path = record.subarray(tab + 1)
  return { path: path.toString('utf8'), isUtf8: isUtf8(path), mode, id }
}
