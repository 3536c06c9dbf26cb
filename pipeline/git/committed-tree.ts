/** A package's directory in a commit, as files. The work tree is not looked at, and no link is followed out of the package. */
import { posix } from 'node:path'
import type { FileTree } from '../file-tree.ts'
import { IGNORE_FILE } from '../ignore.ts'
import { decode } from '../utf8.ts'
import { holdsKptfile, KPTFILE, RESOURCE_FILE, walk } from '../walk.ts'
import { type Blobs, readBlobs } from './blobs.ts'
import { type Folders, foldersOf, type TreeEntry } from './folders.ts'
import { type Found, followLinks } from './links.ts'
import { type ListedFile, listFiles } from './listing.ts'
import type { Source } from './source.ts'

/** With all contents that reading the package asks for. Codes: those of walk(), and of folders.ts, listing.ts and blobs.ts. */
export async function readCommittedTree(source: Source): Promise<FileTree> {
  const files = await listFiles(source.repository, source.tree)
  const blobs = new Map<string, Buffer>()
  const tree = new CommittedTree(source, foldersOf(files), blobs)
  const fetch = async (some: readonly ListedFile[]) => {
    for (const [id, blob] of await readBlobs(source.repository, some)) blobs.set(id, blob)
  }
  // Links say where the ignore rules are, and those say which files count.
  await fetch(files.filter(({ mode }) => mode === '120000'))
  await fetch(files.flatMap(({ path }) => (isNamed(path, IGNORE_FILE) ? tree.behindLinks(path) : [])))
  await fetch(filesToRead(tree).flatMap((path) => tree.behindLinks(path)))
  return tree
}

function isNamed(path: string, name: string): boolean {
  return path === name || path.endsWith(`/${name}`)
}

function filesToRead(tree: FileTree, folder = ''): readonly string[] {
  const { files, packages } = walk(tree, folder, holdsKptfile)
  const kptfile = folder ? `${folder}/${KPTFILE}` : KPTFILE
  // Without one, any file may tell that this is a package.
  const top = tree.hasFile(kptfile)
    ? [kptfile]
    : tree
        .list(folder)
        .filter((entry) => entry.isFile() && RESOURCE_FILE.test(entry.name))
        .map(({ name }) => name)
  return [...files, ...top, ...packages.flatMap((path) => filesToRead(tree, path))]
}

class CommittedTree implements FileTree {
  readonly directory: string
  readonly name: string
  readonly #path: string
  readonly #folders: Folders
  readonly #entries: ReadonlyMap<string, TreeEntry>
  readonly #blobs: Blobs

  constructor({ directory, path }: Source, folders: Folders, blobs: Blobs) {
    this.directory = directory
    // Never what a clone is called.
    this.name = posix.basename(path) || 'package'
    this.#path = path
    this.#folders = folders
    this.#entries = new Map(
      [...folders].flatMap(([folder, entries]) =>
        entries.map((entry) => [folder ? `${folder}/${entry.name}` : entry.name, entry] as const),
      ),
    )
    this.#blobs = blobs
  }

  list(folder: string) {
    return this.#folders.get(folder) ?? []
  }

  hasFile(path: string) {
    return this.behindLinks(path).length > 0
  }

  text(path: string) {
    return decode(this.#contentOf(this.behindLinks(path)[0]))
  }

  leadsOut(link: string) {
    return this.#follow(link) === undefined
  }

  /** The file at a path, or at the end of its links; none for anything else. */
  behindLinks(path: string): readonly ListedFile[] {
    const entry = this.#entries.get(this.#follow(path) ?? '')
    return entry?.isFile() && entry.file ? [entry.file] : []
  }

  #follow(path: string): string | undefined {
    return followLinks(path, this.#path, (at) => this.#find(at))
  }

  #find(path: string): Found {
    const entry = this.#entries.get(path)
    if (entry?.isSymbolicLink()) return { target: this.#contentOf(entry.file).toString('utf8') }
    return entry && (entry.isFile() ? 'file' : 'folder')
  }

  #contentOf(file: ListedFile | undefined): Buffer {
    const content = file && this.#blobs.get(file.id)
    if (!content) throw new Error(`"${file?.path}" was not read from the commit`)
    return content
  }
}
