/** What a commit would change, found from object ids alone: no file is read, none is written. */
import { createHash } from 'node:crypto'
import { git } from './git.ts'
import type { Source } from './source.ts'

/** Texts by path, with slashes, relative to the top of the hydrated branch. */
export type Files = ReadonlyMap<string, string>

export interface Delta {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

export async function findDelta(source: Source, tip: string | undefined, files: Files): Promise<Delta> {
  const present = tip === undefined ? new Map<string, string>() : await listEntries(source, tip)
  const paths = [...files.keys()].sort()
  const differs = (path: string) => present.get(path) !== entry(blobId(source.objectFormat, files.get(path) ?? ''))
  return {
    added: paths.filter((path) => !present.has(path)),
    changed: paths.filter((path) => present.has(path) && differs(path)),
    removed: [...present.keys()].filter((path) => !files.has(path)).sort(),
  }
}

export function isEmpty({ added, changed, removed }: Delta): boolean {
  return added.length + changed.length + removed.length === 0
}

/** Path to `mode type id`; a link or an executable file differs from ours even where its content does not. */
async function listEntries({ repository }: Source, commit: string): Promise<ReadonlyMap<string, string>> {
  const records = (await git(repository, ['ls-tree', '-r', '-z', '--full-tree', commit])).split('\0').slice(0, -1)
  return new Map(
    records.map((record) => {
      const tab = record.indexOf('\t')
      return [record.slice(tab + 1), record.slice(0, tab)]
    }),
  )
}

function entry(id: string): string {
  return `100644 blob ${id}`
}

function blobId(objectFormat: string, text: string): string {
  return createHash(objectFormat)
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest('hex')
}
