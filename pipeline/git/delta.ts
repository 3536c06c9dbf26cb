/** What a commit would change, found from object ids alone: no file is read, none is written. */
import { createHash } from 'node:crypto'
import { isSound } from './folders.ts'
import { listFiles } from './listing.ts'
import type { Source } from './source.ts'

/** Texts by path, with slashes, relative to the top of the hydrated branch. */
export type Files = ReadonlyMap<string, string>

export interface Delta {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  /** The branch has paths that nobody can name to git: it cannot be changed, only written anew. */
  readonly isOdd: boolean
}

export async function findDelta(source: Source, tip: string | undefined, files: Files): Promise<Delta> {
  const listed = tip === undefined ? [] : await listFiles(source.repository, tip)
  const present = new Map(listed.map((file) => [file.path, file]))
  const paths = [...files.keys()].sort()
  // A link or an executable file differs from ours even where its content does not.
  const differs = (path: string) => {
    const { mode, id } = present.get(path) ?? {}
    return mode !== '100644' || id !== blobId(source.objectFormat, files.get(path) ?? '')
  }
  return {
    added: paths.filter((path) => !present.has(path)),
    changed: paths.filter((path) => present.has(path) && differs(path)),
    removed: [...present.keys()].filter((path) => !files.has(path)).sort(),
    isOdd: present.size < listed.length || listed.some((file) => !isSound(file)),
  }
}

export function isEmpty({ added, changed, removed }: Delta): boolean {
  return added.length + changed.length + removed.length === 0
}

function blobId(objectFormat: string, text: string): string {
  return createHash(objectFormat)
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest('hex')
}
