/** Which files of a directory belong to a package, and which directories in it are packages of their own. */
import type { FileTree } from './file-tree.ts'
import { readIgnore } from './ignore.ts'
import { type Refusal, refuse } from './refusal.ts'

export const KPTFILE = 'Kptfile'
export const RESOURCE_FILE = /^Kptfile$|\.(ya?ml|json)$/

/** Resource files and direct subpackages below `path`, in lexical order. */
export function walk(tree: FileTree, path: string, isPackage: IsPackage): Walked {
  const ignored = readIgnore(tree, path)
  const files: string[] = []
  const packages: string[] = []
  const visit = (folder: string, isHidden: boolean) => {
    for (const found of tree.list(folder)) {
      const { name } = found
      const entry = folder ? `${folder}/${name}` : name
      const below = path ? entry.slice(path.length + 1) : entry
      if (found.isDirectory()) {
        if (name === '.git') continue
        if (isPackage(tree, entry)) packages.push(entry)
        // No pattern hides a subpackage, however deep it stands in what is hidden.
        else visit(entry, isHidden || ignored(below, true))
      } else if (found.isSubmodule) {
        if (!isHidden && !ignored(below, true)) throw submodule(entry)
      } else if (RESOURCE_FILE.test(name) && !isHidden && !ignored(below, false)) {
        if (found.isSymbolicLink()) refuseOutside(tree, entry)
        else if (found.isFile()) files.push(entry)
      }
    }
  }
  visit(path, false)
  // kpt runs subpackages in the byte order of their whole paths, which is not the order of the walk.
  return { files, packages: packages.sort() }
}

export interface Walked {
  readonly files: readonly string[]
  readonly packages: readonly string[]
}

export type IsPackage = (tree: FileTree, folder: string) => boolean

export function holdsKptfile(tree: FileTree, folder: string): boolean {
  return tree.hasFile(folder ? `${folder}/${KPTFILE}` : KPTFILE)
}

/** A link within the package is no file of its own: its target is read where it stands. A resource behind a link that leads out is refused. */
function refuseOutside(tree: FileTree, link: string): void {
  if (!tree.leadsOut(link)) return
  const hint = 'copy the file into the package, or list the link in .krmignore'
  throw refuse('link-outside-package', `the link "${link}" leads out of the package, or nowhere`, hint, {
    file: { path: link },
  })
}

function submodule(path: string): Refusal {
  const hint = 'commit its files into the package, or list it in .krmignore if the package needs none of them'
  const message = `"${path}" is a submodule, whose files are in another repository and not in the commit`
  return refuse('submodule-in-package', message, hint, { file: { path } })
}
