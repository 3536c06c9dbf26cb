/** Where the files of a package come from: a directory of this machine here, the tree of a commit in git/committed-tree.ts. */
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, relative, sep } from 'node:path'
import { readText, type Text } from './utf8.ts'

/** Paths are relative to its top, with slashes; '' is the top itself. */
export interface FileTree {
  /** Absolute; what messages and programs call the top. In a commit's case nothing need stand there. */
  readonly directory: string
  /** What a package at the top is called if it has no name of its own. */
  readonly name: string
  /** In the order of names, as UTF-16 has it. */
  list(folder: string): readonly Entry[]
  /** Whether there is a file, also at the end of links. */
  hasFile(path: string): boolean
  text(path: string): Text
  /** Whether a link ends outside the tree, nowhere, or in a circle. */
  leadsOut(link: string): boolean
}

/** node's `Dirent`, as far as it is needed. */
export interface Entry {
  readonly name: string
  isDirectory(): boolean
  isFile(): boolean
  isSymbolicLink(): boolean
  /** Another repository's commit in place of a folder. On disk it is a folder. */
  readonly isSubmodule?: boolean
}

/** `directory` is absolute and behind links. */
export function directoryTree(directory: string): FileTree {
  const at = (path: string) => (path === '' ? directory : `${directory}/${path}`)
  return {
    directory,
    name: basename(directory),
    list: (folder) => readdirSync(at(folder), { withFileTypes: true }).sort(byName),
    hasFile: (path) => statSync(at(path), { throwIfNoEntry: false })?.isFile() ?? false,
    text: (path) => readText(at(path)),
    leadsOut: (link) => leadsOut(directory, at(link)),
  }
}

/** As the byte order of UTF-16 has it. */
export function byName(a: Pick<Entry, 'name'>, b: Pick<Entry, 'name'>): number {
  return a.name < b.name ? -1 : 1
}

function leadsOut(directory: string, file: string): boolean {
  try {
    const target = relative(directory, realpathSync(file))
    return target === '..' || target.startsWith(`..${sep}`)
  } catch (cause) {
    // Nowhere, or in a circle.
    if (['ENOENT', 'ELOOP', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return true
    throw cause
  }
}
