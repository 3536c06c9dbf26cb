/** The contents of files as they were committed: git applies no filter, attribute or line ending to an object. */
import { refuse } from '../refusal.ts'
import { gitBytes, objectMissing } from './git.ts'
import type { ListedFile } from './listing.ts'

/** Of all files together that are read from a commit, each as often as the commit names it. The README publishes it. */
const MAX_BYTES = 512 * 1024 * 1024
/** Git says a line about each object. */
const LINE_BYTES = 100

/** By object id. */
export type Blobs = ReadonlyMap<string, Buffer>

/** Codes: `object-missing`, `package-too-large`, `git-output-too-large`. */
export async function readBlobs(repository: string, files: readonly ListedFile[]): Promise<Blobs> {
  const blobs = new Map<string, Buffer>()
  const ids = [...new Set(files.map(({ id }) => id))]
  if (ids.length === 0) return blobs
  const input = ids.map((id) => `${id}\n`).join('')
  const output = await gitBytes(repository, ['cat-file', '--batch'], {
    input,
    limit: MAX_BYTES + ids.length * LINE_BYTES,
  })
  let start = 0
  for (const id of ids) {
    const end = output.indexOf('\n', start)
    const [, type, size] = output.toString('latin1', start, end).split(' ')
    if (type !== 'blob') throw objectMissing(`"${files.find((file) => file.id === id)?.path}" (object ${id})`)
    blobs.set(id, output.subarray(end + 1, end + 1 + Number(size)))
    start = end + 1 + Number(size) + 1
  }
  refuseTooLarge(files, blobs)
  return blobs
}

/** One object under a million names is read once, but becomes a million files. */
function refuseTooLarge(files: readonly ListedFile[], blobs: Blobs): void {
  const bytes = files.reduce((sum, { id }) => sum + (blobs.get(id)?.length ?? 0), 0)
  if (bytes <= MAX_BYTES) return
  const message = `the resource files of the package hold ${bytes} bytes, and together may hold ${MAX_BYTES}`
  throw refuse('package-too-large', message, 'hydrate its subdirectories one by one')
}
