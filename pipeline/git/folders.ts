/** A list of files as folders with entries. A commit may name what no disk can hold; such a tree is refused. */
import { byName, type Entry } from '../file-tree.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { RESOURCE_FILE } from '../walk.ts'
import type { ListedFile } from './listing.ts'

/** Entries by the path of their folder, '' for the top, in the order of names. */
export type Folders = ReadonlyMap<string, readonly TreeEntry[]>

export class TreeEntry implements Entry {
  readonly name: string
  /** Absent for a folder. */
  readonly file: ListedFile | undefined
  constructor(name: string, file?: ListedFile) {
    this.name = name
    this.file = file
  }
  isDirectory(): boolean {
    return this.file === undefined
  }
  isFile(): boolean {
    return this.file?.mode.startsWith('100') ?? false
  }
  isSymbolicLink(): boolean {
    return this.file?.mode === '120000'
  }
  get isSubmodule(): boolean {
    return this.file?.mode === '160000'
  }
}

/** Code `tree-invalid`. */
export function foldersOf(files: readonly ListedFile[]): Folders {
  const folders = new Map<string, Map<string, TreeEntry>>([['', new Map()]])
  for (const file of files) {
    refuseUnsound(file)
    place(folders, file.path, file)
  }
  return new Map([...folders].map(([path, entries]) => [path, [...entries.values()].sort(byName)]))
}

/** Puts an entry into its folder, and makes the folder's own entry if it has none yet. */
function place(folders: Map<string, Map<string, TreeEntry>>, path: string, file?: ListedFile): void {
  const end = path.lastIndexOf('/')
  const [folder, name] = [path.slice(0, Math.max(end, 0)), path.slice(end + 1)]
  if (!folders.has(folder)) {
    folders.set(folder, new Map())
    place(folders, folder)
  }
  const entries = folders.get(folder)
  if (entries?.has(name)) throw invalid(path, 'and has it twice')
  entries?.set(name, new TreeEntry(name, file))
}

/** The longest path that Linux takes. */
const MAX_PATH = 4096
const UNSOUND = /(?:^|\/)(?:\.{0,2}|\.git)(?:\/|$)/i

/** Whether some disk could hold it, and a text can name it. */
export function isSound({ path, isUtf8 }: ListedFile): boolean {
  return isUtf8 && !isUnplaceable(path)
}

function isUnplaceable(path: string): boolean {
  return UNSOUND.test(path) || path.length > MAX_PATH
}

function refuseUnsound({ path, isUtf8 }: ListedFile): void {
  if (isUnplaceable(path)) throw invalid(path, 'which no work tree can hold')
  if (!isUtf8 && RESOURCE_FILE.test(path.slice(path.lastIndexOf('/') + 1))) throw invalid(path, 'which is not UTF-8')
}

function invalid(path: string, what: string): Refusal {
  const shown = JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path)
  const hint = 'find the commit that brought it with `git log`, and commit the package anew'
  return refuse('tree-invalid', `the commit has the path ${shown}, ${what}`, hint)
}
