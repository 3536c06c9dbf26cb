/** Which files of a directory belong to a package, and which directories in it are packages of their own. */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { readIgnore } from './ignore.ts'
import { refuse } from './refusal.ts'

export const KPTFILE = 'Kptfile'
export const RESOURCE_FILE = /^Kptfile$|\.(ya?ml|json)$/

/** Resource files and direct subpackages below `path`, in lexical order. */
export function walk(root: string, path: string, isPackage: IsPackage): Walked {
  const ignored = readIgnore(join(root, path))
  const files: string[] = []
  const packages: string[] = []
  const visit = (folder: string, isHidden: boolean) => {
    for (const found of readdirSync(join(root, folder), { withFileTypes: true }).sort(byName)) {
      const { name } = found
      const entry = folder ? `${folder}/${name}` : name
      const below = path ? entry.slice(path.length + 1) : entry
      if (found.isDirectory()) {
        if (name === '.git') continue
        if (isPackage(root, entry)) packages.push(entry)
        // No pattern hides a subpackage, however deep it stands in what is hidden.
        else visit(entry, isHidden || ignored(below, true))
      } else if (RESOURCE_FILE.test(name) && !isHidden && !ignored(below, false)) {
        if (found.isSymbolicLink()) refuseOutside(root, entry)
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

export type IsPackage = (root: string, folder: string) => boolean

export function holdsKptfile(root: string, folder: string): boolean {
  return statSync(join(root, folder, KPTFILE), { throwIfNoEntry: false })?.isFile() ?? false
}

/** As the byte order of UTF-16 has it. */
function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}

/** A link within the package is no file of its own: its target is read where it stands. A resource behind a link that leads out is refused. */
function refuseOutside(root: string, link: string): void {
  if (!leadsOut(root, join(root, link))) return
  const hint = 'copy the file into the package, or list the link in .krmignore'
  throw refuse('link-outside-package', `the link "${link}" leads out of the package, or nowhere`, hint, {
    file: { path: link },
  })
}

function leadsOut(root: string, file: string): boolean {
  try {
    const target = relative(root, realpathSync(file))
    return target === '..' || target.startsWith(`..${sep}`)
  } catch (cause) {
    // Nowhere, or in a circle.
    if (['ENOENT', 'ELOOP', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return true
    throw cause
  }
}
